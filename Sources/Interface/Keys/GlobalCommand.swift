/// What a key can do from anywhere. The raw value is its name in a configuration file.
public enum GlobalCommand: String, Hashable, Sendable, CaseIterable {
  case escape
  case cancelOrQuit
  case suspend
  case redraw
  case help
  case pickModel
  case earlierModel
  case pickTask
  case pickTheme
  case pickSession
  case newSession
  case rewind
  case showStatus
  case showCosts
  case toggleSidePanel
  case lowerEffort
  case raiseEffort
  case toggleDetails
  case toggleMouse
  case takeSuggestion

  /// Whether it would lay something beneath a dialog that waits, or change
  /// what its user does not see.
  var opensSomething: Bool {
    switch self {
    case .help, .pickModel, .earlierModel, .pickTask, .pickTheme, .pickSession, .newSession,
      .rewind, .showStatus, .showCosts, .lowerEffort, .raiseEffort, .takeSuggestion:
      true
    case .escape, .cancelOrQuit, .suspend, .redraw, .toggleDetails, .toggleSidePanel, .toggleMouse:
      false
    }
  }

  /// In a word or two, for where there is no room for more.
  var label: String {
    switch self {
    case .pickModel: "model"
    case .pickTask: "task"
    case .pickTheme: "theme"
    case .pickSession: "sessions"
    case .newSession: "new session"
    case .rewind: "go back"
    case .showStatus: "status"
    case .showCosts: "costs"
    case .help: "help"
    case .escape, .cancelOrQuit, .suspend, .redraw, .earlierModel, .toggleSidePanel, .lowerEffort,
      .raiseEffort, .toggleDetails, .toggleMouse, .takeSuggestion:
      summary
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
    case .earlierModel: "back to the model used before"
    case .pickTask: "choose a task"
    case .pickTheme: "choose a theme"
    case .pickSession: "open another session"
    case .newSession: "begin a new session"
    case .rewind: "go back to an earlier prompt"
    case .showStatus: "how things stand"
    case .showCosts: "what it cost"
    case .toggleSidePanel: "side panel"
    case .lowerEffort: "less effort"
    case .raiseEffort: "more effort"
    case .takeSuggestion: "work on the task that the line above the prompt suggests"
    case .toggleMouse: "what the mouse does here: nothing, wheel, everything"
    case .toggleDetails: "show or fold thinking and tool calls"
    }
  }
}
