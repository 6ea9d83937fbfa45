internal import Engine

extension TurnPhase {
  /// A word for the crash report.
  var name: String {
    switch self {
    case .connecting: "connecting"
    case .waiting: "waiting for the answer"
    case .thinking: "thinking"
    case .writing: "writing"
    case .callingTool: "writing a tool call"
    case .limited: "waiting below a limit of the user's"
    case .retrying: "waiting for a retry"
    }
  }
}
