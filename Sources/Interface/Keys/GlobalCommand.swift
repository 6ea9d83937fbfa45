/// What a key can do from anywhere. The raw value is its name in a configuration file.
public enum GlobalCommand: String, Hashable, Sendable, CaseIterable {
  case escape
  case cancelOrQuit
  case suspend
  case redraw
  case help
  case pickModel
  case lowerEffort
  case raiseEffort
  case toggleDetails
  case takeSuggestion

  /// Whether it would lay something beneath a dialog that waits, or change
  /// what its user does not see.
  var opensSomething: Bool {
    switch self {
    case .help, .pickModel, .lowerEffort, .raiseEffort, .takeSuggestion: true
    case .escape, .cancelOrQuit, .suspend, .redraw, .toggleDetails: false
    }
  }

  var summary: String {
    switch self {
    case .escape: "close the popup, else stop the turn; twice: clear the prompt, or go back"
    case .cancelOrQuit: "clear, stop; twice when idle and empty: quit"
    case .suspend: "suspend"
    case .redraw: "paint the screen anew"
    case .help: "this help (? on an empty prompt)"
    case .pickModel: "choose a model"
    case .lowerEffort: "less effort"
    case .raiseEffort: "more effort"
    case .takeSuggestion: "work on the task that the line above the prompt suggests"
    case .toggleDetails: "show or fold thinking and tool calls"
    }
  }
}
