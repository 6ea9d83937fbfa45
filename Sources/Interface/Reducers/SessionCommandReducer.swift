import Engine
import TextModel

/// The slash commands about sessions.
enum SessionCommandReducer {
  static func run(
    _ command: SlashCommand, argument: String, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    switch command {
    case .resume: return resume(argument, &state, now: now)
    case .new:
      let effects = SessionListReducer.open(.begin, &state, now: now)
      return effects.isEmpty ? [] : effects + [.files(.readInstructions)]
    case .fork: return SessionListReducer.open(.fork, &state, now: now)
    case .rename:
      guard !argument.isEmpty else {
        state.say("What shall it be called? /rename TITLE", role: .warning)
        return []
      }
      let title = argument.prefix { !$0.isNewline }.prefix(SessionList.maximumTitleLength)
      return [.library(.rename(nil, String(title)))]
    case .rewind: RewindReducer.open(&state, now: now)
    case .export:
      let (format, path) = export(argument)
      return [.library(.export(format, path: path))]
    case .help, .outline, .theme, .copy, .write, .print, .raw, .links, .drop, .model, .task,
      .effort, .thinking,
      .continue, .compare, .clear,
      .login, .status, .cost, .budget, .vi, .quit:
      break
    }
    return []
  }

  /// Without an argument the list; `last`: the project's latest; an id: that
  /// session; anything else is searched for.
  private static func resume(
    _ argument: String, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    if argument == "last" { return SessionListReducer.open(.openLatest, &state, now: now) }
    guard isID(argument) else { return SessionListReducer.open(filter: argument, &state) }
    return SessionListReducer.open(.open(SessionID(argument)), &state, now: now)
  }

  /// Whether `text` can be a session's id, or the part of it that lists show.
  private static func isID(_ text: String) -> Bool {
    text.count >= SessionID.shortLength && text.count <= SessionID.wholeLength
      && text.allSatisfy { $0.isHexDigit || $0 == "-" } && text.contains(where: \.isNumber)
  }

  /// The format by its name, else by the path's ending, else Markdown.
  static func export(_ argument: String) -> (format: SessionExportFormat, path: String?) {
    let word = argument.prefix { !$0.isWhitespace }
    let rest = argument.dropFirst(word.count).drop { $0.isWhitespace }
    if let format = format(named: word.lowercased()) {
      return (format, rest.isEmpty ? nil : String(rest))
    }
    let ending = argument.lastIndex(of: ".").map { argument[argument.index(after: $0)...] } ?? ""
    return (
      format(named: ending.lowercased()) ?? .markdown, argument.isEmpty ? nil : argument
    )
  }

  private static func format(named name: String) -> SessionExportFormat? {
    switch name {
    case "md": .markdown
    case "json", "ndjson": .jsonl
    case "htm": .html
    case "txt": .text
    default: SessionExportFormat(rawValue: name)
    }
  }
}
