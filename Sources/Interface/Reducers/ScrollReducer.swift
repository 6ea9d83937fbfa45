/// Scrolling. Only asks; the next frame knows what a row is and resolves it.
enum ScrollReducer {
  static func run(_ command: ScrollCommand, count: Int?, _ state: inout AppState) {
    guard let request = request(for: command, count: count) else { return leave(&state) }
    if request.isJump { state.reading.back = state.viewport.top }
    state.viewport.scroll(request)
  }

  private static func leave(_ state: inout AppState) {
    guard state.overlay == nil else { return state.overlay = nil }
    SelectionReducer.end(&state)
    state.focus = .composer
  }

  /// `count`: how often, or, of the beginning and the end, which prompt.
  private static func request(for command: ScrollCommand, count: Int?) -> Viewport.Request? {
    let times = max(1, min(count ?? 1, maximumTimes))
    switch command {
    case .halfPageUp: return .halfPages(-min(times, maximumPages))
    case .halfPageDown: return .halfPages(min(times, maximumPages))
    case .lineUp: return .rows(-times)
    case .lineDown: return .rows(times)
    case .pageUp: return .pages(-min(times, maximumPages))
    case .pageDown: return .pages(min(times, maximumPages))
    case .top: return count.map { .prompt($0) } ?? .top
    case .end: return count.map { .prompt($0) } ?? .end
    case .previousPrompt: return .prompts(-times)
    case .nextPrompt: return .prompts(times)
    case .leave: return nil
    }
  }

  /// What one key repeats at most, and of pages: a frame lays out what it
  /// passes.
  private static let maximumTimes = 100_000
  private static let maximumPages = 50
}

extension Viewport.Request {
  /// Whether it goes further than one reads on: then there is a way back.
  var isJump: Bool {
    switch self {
    case .top, .end, .prompt, .prompts, .errors, .goTo: true
    case .rows, .halfPages, .pages, .code, .show, .reveal: false
    }
  }
}
