/// What a key can do to find one's way in the transcript. The raw value is its
/// name in a configuration file.
public enum ReadCommand: String, Hashable, Sendable, CaseIterable {
  case previousCodeBlock
  case nextCodeBlock
  case toggleFold
  case filter
  case outline
  case setBookmark
  case goToBookmark

  var summary: String {
    switch self {
    case .previousCodeBlock: "previous code block"
    case .nextCodeBlock: "next code block"
    case .toggleFold: "fold or open what is at the top of the view"
    case .filter: "show only prompts, answers, tools or errors"
    case .outline: "everything said, as a list"
    case .setBookmark: "set a bookmark: m and a letter"
    case .goToBookmark: "go to a bookmark: ' and its letter"
    }
  }
}
