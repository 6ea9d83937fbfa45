/// Scrolling. Only asks; the next frame knows what a row is and resolves it.
enum ScrollReducer {
  static func run(_ command: ScrollCommand, count: Int?, _ state: inout AppState) {
    guard let request = request(for: command, count: count) else { return leave(&state) }
    if request.isJump { state.reading.back = state.viewport.top }
    state.find.forgetWrapping()
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
    case .halfPageUp: return .halfPages(-times)
    case .halfPageDown: return .halfPages(times)
    case .lineUp: return .rows(-times)
    case .lineDown: return .rows(times)
    case .pageUp: return .pages(-times)
    case .pageDown: return .pages(times)
    case .top: return count.map { .prompt($0) } ?? .top
    case .end: return count.map { .prompt($0) } ?? .end
    case .percent: return .percent(count ?? 0)
    case .previousPrompt: return .prompts(-times)
    case .nextPrompt: return .prompts(times)
    case .leave: return nil
    }
  }

  /// What one key repeats at most: nobody has more rows.
  private static let maximumTimes = 1_000_000
}

extension Viewport.Request {
  /// A count that leads away from what is being read.
  private static let farCount = 100

  /// Whether it goes further than one reads on: then there is a way back.
  var isJump: Bool {
    switch self {
    case .top, .end, .prompt, .percent, .prompts, .errors, .goTo: true
    case .rows(let count), .halfPages(let count), .pages(let count): abs(count) >= Self.farCount
    case .code, .show, .reveal: false
    }
  }
}
