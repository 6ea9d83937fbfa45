/// Scrolling. Only asks; the next frame knows what a row is and resolves it.
enum ScrollReducer {
  static func run(_ command: ScrollCommand, _ state: inout AppState) {
    guard let request = request(for: command) else { return leave(&state) }
    state.viewport.scroll(request)
  }

  private static func leave(_ state: inout AppState) {
    if state.overlay != nil { state.overlay = nil } else { state.focus = .composer }
  }

  private static func request(for command: ScrollCommand) -> Viewport.Request? {
    switch command {
    case .halfPageUp: .halfPages(-1)
    case .halfPageDown: .halfPages(1)
    case .lineUp: .rows(-1)
    case .lineDown: .rows(1)
    case .pageUp: .pages(-1)
    case .pageDown: .pages(1)
    case .top: .top
    case .end: .end
    case .previousPrompt: .previousPrompt
    case .nextPrompt: .nextPrompt
    case .leave: nil
    }
  }
}
