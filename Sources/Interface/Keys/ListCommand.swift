/// What a key can do in a list. The raw value is its name in a configuration file.
public enum ListCommand: String, Hashable, Sendable, CaseIterable {
  case choose
  case chooseOnce
  case up
  case down
  case pageUp
  case pageDown
  case top
  case end
  case deleteBackward
  case clearFilter

  var summary: String {
    switch self {
    case .choose: "take it, for the session"
    case .chooseOnce: "take it for the next turn only"
    case .up: "up"
    case .down: "down"
    case .pageUp: "page up"
    case .pageDown: "page down"
    case .top: "first"
    case .end: "last"
    case .deleteBackward: "shorten the filter"
    case .clearFilter: "clear the filter"
    }
  }
}
