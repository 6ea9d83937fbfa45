/// Scrolling. Only asks; the next frame knows what a row is and resolves it.
enum ScrollReducer {
  static func run(_ command: ScrollCommand, _ state: inout AppState) {
    guard let request = request(for: command) else { return leave(&state) }
    if case .help(let scroll) = state.overlay {
      scrollHelp(request, from: scroll, &state)
    } else {
      state.viewport.scroll(request)
    }
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

  /// The help knows its own length, so its position is a plain row number.
  private static func scrollHelp(
    _ request: Viewport.Request, from scroll: Int, _ state: inout AppState
  ) {
    let page = OverlayFrame.listRows(of: state.size)
    let count = HelpText.lines(keyMap: state.keyMap).count
    let target: Int =
      switch request {
      case .rows(let rows): scroll + rows
      case .halfPages(let halves): scroll + halves * max(1, page / 2)
      case .pages(let pages): scroll + pages * page
      case .top, .previousPrompt: 0
      case .end, .nextPrompt: count
      case .match: scroll
      }
    state.overlay = .help(scroll: max(0, min(target, count - page)))
  }
}
