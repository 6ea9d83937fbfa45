import Engine
import TextModel

/// Finding one's way in the transcript: folds, filter, outline, bookmarks,
/// code blocks.
enum ReadReducer {
  static func run(
    _ command: ReadCommand, count: Int?, character: Character?, _ state: inout AppState,
    now: MonotonicTime
  ) -> [AppEffect] {
    switch command {
    case .previousCodeBlock: state.viewport.scroll(.code(-(count ?? 1)))
    case .nextCodeBlock: state.viewport.scroll(.code(count ?? 1))
    case .previousError: goToError(-(count ?? 1), &state, now: now)
    case .nextError: goToError(count ?? 1, &state, now: now)
    case .toggleFold: toggleFold(&state, now: now)
    case .toggleMessageFold: toggleMessageFold(&state, now: now)
    case .foldAll: state.presentation.folds.set(.everything)
    case .openAll: state.presentation.folds.set(.nothing)
    case .filter: FilterReducer.open(&state, now: now)
    case .outline: OutlineReducer.open(&state, now: now)
    case .setBookmark: if let character { setBookmark(character, &state, now: now) }
    case .goToBookmark: if let character { goToBookmark(character, &state, now: now) }
    }
    return []
  }

  private static func goToError(_ count: Int, _ state: inout AppState, now: MonotonicTime) {
    guard !state.transcript.index.errors.isEmpty else {
      state.toast = Toast("no error so far", at: now)
      return
    }
    state.reading.back = state.viewport.top
    state.viewport.scroll(.errors(count))
  }

  // MARK: Folds

  private static func layout(of state: AppState, now: MonotonicTime) -> TranscriptLayout {
    state.transcriptLayout(width: state.viewport.width, now: now)
  }

  private static func toggleFold(_ state: inout AppState, now: MonotonicTime) {
    let layout = layout(of: state, now: now)
    // Without `flatMap`: on a method of the layout the optimizer of Swift 6.3
    // crashes (release builds only).
    guard let first = state.viewport.chosenTop, let last = state.viewport.bottom,
      let top = layout.position(of: first), let bottom = layout.position(of: last),
      let target = layout.foldTarget(at: top, through: bottom)
    else { return tellNothingToFold(&state, now: now) }
    state.presentation.folds.toggle(target)
  }

  private static func toggleMessageFold(_ state: inout AppState, now: MonotonicTime) {
    let layout = layout(of: state, now: now)
    guard let first = state.viewport.top, let top = layout.position(of: first),
      let target = layout.itemTarget(at: top)
    else { return tellNothingToFold(&state, now: now) }
    state.presentation.folds.toggle(target)
  }

  private static func tellNothingToFold(_ state: inout AppState, now: MonotonicTime) {
    state.toast = Toast("nothing to fold here", at: now)
  }

  // MARK: Bookmarks

  private static func setBookmark(
    _ name: Character, _ state: inout AppState, now: MonotonicTime
  ) {
    guard name.isASCII, name.isLetter || name.isNumber else {
      state.toast = Toast("a bookmark is a letter or a digit", at: now)
      return
    }
    guard let place = state.viewport.top, state.transcript.items.indices.contains(place.item) else {
      state.toast = Toast("there is nothing to mark yet", at: now)
      return
    }
    let serial = state.transcript.items[place.item].serial
    state.reading.setBookmark(name, at: place, serial: serial)
    state.toast = Toast("bookmark \(name): '\(name) comes back here", at: now)
  }

  private static func goToBookmark(
    _ name: Character, _ state: inout AppState, now: MonotonicTime
  ) {
    if name == "'" {
      guard let back = state.reading.back else {
        state.toast = Toast("no jump so far", at: now)
        return
      }
      return state.jump(to: back)
    }
    guard let bookmark = state.reading.bookmarks[name], state.isThere(bookmark) else {
      state.toast = Toast("there is no bookmark \(name): m\(name) sets it", at: now)
      return
    }
    let layout = layout(of: state, now: now)
    if let place = state.findLayout(at: now).position(of: bookmark.place) {
      layout.open(place, in: &state.presentation.folds)
    }
    state.jump(to: bookmark.place)
  }
}
