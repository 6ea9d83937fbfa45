import Engine

/// Searching in the transcript. Only asks; the next frame finds, because only
/// layout knows what a row is.
enum FindReducer {
  static func run(_ command: FindCommand, _ state: inout AppState, now: MonotonicTime) {
    guard state.overlay == nil else {
      // The help lies over the transcript; its key closes it again.
      if command == .backward { state.overlay = nil }
      return
    }
    switch command {
    case .forward: state.find.open(backward: false)
    case .backward: state.find.open(backward: true)
    case .next: go(backward: state.find.isBackward, &state, now: now)
    case .previous: go(backward: !state.find.isBackward, &state, now: now)
    case .deleteBackward:
      if state.find.typed?.popLast() == nil { state.find.typed = nil }
    case .accept:
      state.find.accept()
      state.viewport.forgetMatch()
      go(backward: state.find.isBackward, &state, now: now)
    }
  }

  private static func go(backward: Bool, _ state: inout AppState, now: MonotonicTime) {
    guard let pattern = state.find.pattern else {
      state.toast = Toast("nothing to look for yet: / begins a search", at: now)
      return
    }
    state.viewport.scroll(.match(pattern, backward: backward))
  }
}
