internal import Bedrock
internal import Engine

/// What the structured log holds, from the environment.
struct LogSettings: Equatable {
  /// The least that is written.
  var level = LogEvent.Level.info
  /// Whether requests and answers are written too, redacted.
  var dumpsWire = false
  /// Sentences about values that cannot be used.
  var problems: [String] = []

  /// `BEDROCK_LOG_LEVEL` and `BEDROCK_DEBUG`; dumps are events of the level
  /// `debug`, so that the second raises the first.
  /// `setting`: the level that a file asks for.
  init(environment: EnvironmentValues, setting: LogEvent.Level? = nil) {
    level = setting ?? level
    if let word = environment["BEDROCK_LOG_LEVEL"] {
      if let level = LogEvent.Level.allCases.first(where: { $0.word == word.lowercased() }) {
        self.level = level
      } else {
        let known = LogEvent.Level.allCases.map(\.word).joined(separator: ", ")
        problems.append("BEDROCK_LOG_LEVEL=\(word) is none of \(known); \(level.word) is used.")
      }
    }
    dumpsWire = environment.flag("BEDROCK_DEBUG")
    if dumpsWire { level = max(level, .debug) }
  }
}

extension LogEvent.Level {
  /// The word in the log and in `BEDROCK_LOG_LEVEL`.
  var word: String {
    switch self {
    case .error: "error"
    case .warn: "warn"
    case .info: "info"
    case .debug: "debug"
    case .trace: "trace"
    }
  }
}
