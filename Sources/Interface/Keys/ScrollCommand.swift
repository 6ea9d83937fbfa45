/// What a key can do with the transcript. The raw value is its name in a configuration file.
public enum ScrollCommand: String, Hashable, Sendable, CaseIterable {
  case lineUp
  case lineDown
  case halfPageUp
  case halfPageDown
  case pageUp
  case pageDown
  case top
  case end
  case percent
  case previousPrompt
  case nextPrompt
  case leave

  var summary: String {
    switch self {
    case .lineUp: "scroll up a line"
    case .lineDown: "scroll down a line"
    case .halfPageUp: "scroll up half a page"
    case .halfPageDown: "scroll down half a page"
    case .pageUp: "page up"
    case .pageDown: "page down"
    case .top: "to the beginning"
    case .end: "to the end, and follow"
    case .percent: "to that many per cent: 50%"
    case .previousPrompt: "previous prompt"
    case .nextPrompt: "next prompt"
    case .leave: "back to the prompt"
    }
  }
}
