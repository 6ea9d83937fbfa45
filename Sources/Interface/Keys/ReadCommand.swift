/// What a key can do to find one's way in the transcript. The raw value is its
/// name in a configuration file.
public enum ReadCommand: String, Hashable, Sendable, CaseIterable {
  case previousCodeBlock
  case nextCodeBlock
  case previousError
  case nextError
  case toggleFold
  case toggleMessageFold
  case foldAll
  case openAll
  case filter
  case outline
  case setBookmark
  case goToBookmark

  var summary: String {
    switch self {
    case .previousCodeBlock: "previous code block"
    case .nextCodeBlock: "next code block"
    case .previousError: "the error before, the last one first"
    case .nextError: "next error"
    case .toggleFold: "fold or open: thinking, tool call, code, a long prompt"
    case .toggleMessageFold: "fold or open the whole message at the top"
    case .foldAll: "fold everything"
    case .openAll: "open everything"
    case .filter:
      "show only what matches: a pattern, or mine, answers, tools, errors; empty shows all"
    case .outline: "outline: prompts, headings, errors, bookmarks (also /outline)"
    case .setBookmark: "set a bookmark: m and a letter"
    case .goToBookmark: "go to a bookmark: ' and its letter; '' back"
    }
  }

  /// Whether a bookmark's name follows.
  var takesCharacter: Bool { self == .setBookmark || self == .goToBookmark }
}
