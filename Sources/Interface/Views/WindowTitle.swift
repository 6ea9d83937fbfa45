import Engine

/// What the terminal's window is called meanwhile: the program, the project
/// and what goes on, in words that change seldom.
public enum WindowTitle {
  /// The title; `nil`: the window keeps its own.
  public static func text(of state: AppState) -> String? {
    guard state.configuration.interface.namesWindow else { return nil }
    let project = state.configuration.directory.split(separator: "/").last.map(String.init)
    return "adit" + (project.map { " — \($0)" } ?? "") + " · \(phase(of: state))"
  }

  private static func phase(of state: AppState) -> String {
    if state.dialog != nil { return "asks" }
    guard let turn = state.turn else { return state.isBusy ? "working" : "ready" }
    switch turn.phase {
    case .connecting, .waiting: return "waiting"
    case .thinking: return "thinking"
    case .writing, .callingTool: return "writing"
    case .limited, .retrying: return "retrying"
    }
  }
}
