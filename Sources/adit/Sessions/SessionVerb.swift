internal import Engine

/// What `adit sessions` does, by its first word.
enum SessionVerb: String, CaseIterable, Sendable {
  case list, show, export
  case bringIn = "import"
  case rename, delete, restore

  /// What stands behind it.
  private var subject: String? {
    switch self {
    case .list: nil
    case .bringIn: "the FILE to import"
    case .show, .export, .rename, .delete, .restore:
      "the session: an id, the beginning of one, or latest (adit sessions lists them)"
    }
  }

  /// Reads the words of the command line into `options`; words without a verb
  /// are searched for.
  static func read(
    _ words: [String], into options: inout CommandLineOptions.SessionsOptions
  ) throws(UsageError) {
    var rest = words[...]
    if let verb = rest.first.flatMap(SessionVerb.init(rawValue:)) {
      options.verb = verb
      rest.removeFirst()
    }
    if let subject = options.verb.subject {
      guard let word = rest.popFirst(), !word.isEmpty else {
        throw UsageError(message: "adit sessions \(options.verb.rawValue) needs \(subject)")
      }
      options.subject = word
    }
    switch options.verb {
    case .list: break
    case .rename:
      guard !rest.joined().allSatisfy(\.isWhitespace) else {
        throw UsageError(message: "adit sessions rename needs the new title behind the id")
      }
    case .show, .export, .bringIn, .delete, .restore:
      if let extra = rest.first {
        throw UsageError(message: "unexpected argument '\(extra)'; see adit sessions --help")
      }
    }
    options.words = Array(rest)
  }
}
