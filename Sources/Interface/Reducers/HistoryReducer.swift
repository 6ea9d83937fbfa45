import TextModel

/// Up and Down at the edge of the prompt, and the search through earlier
/// prompts.
enum HistoryReducer {
  /// Characters of a search.
  static let maximumQueryLength = 200

  /// Up: a completion, a row, the queued prompt back, or the prompt before.
  static func up(_ state: inout AppState) {
    if CompletionReducer.step(by: -1, &state) { return }
    let width = ScreenPlan.promptTextWidth(columns: state.size.columns)
    if state.composer.buffer.moveUp(width: width) { return }
    if let queued = state.queue.popLast() {
      state.composer.attaching.keep(queued.attachments)
      let draft = state.composer.buffer.text
      state.composer.buffer.setText(draft.isEmpty ? queued.text : queued.text + "\n" + draft)
      state.composer.textChanged()
      return
    }
    let buffer = state.composer.buffer
    if let entry = state.composer.history.older(than: buffer.text) {
      state.composer.buffer.setText(entry)
      state.composer.completionsDismissed = true
    }
  }

  /// Down: a completion, a row, or the prompt after.
  static func down(_ state: inout AppState) {
    if CompletionReducer.step(by: 1, &state) { return }
    let width = ScreenPlan.promptTextWidth(columns: state.size.columns)
    if state.composer.buffer.moveDown(width: width) { return }
    if let entry = state.composer.history.newer() {
      state.composer.buffer.setText(entry)
      state.composer.completionsDismissed = true
    }
  }

  // MARK: Search

  static func openSearch(_ state: inout AppState) {
    state.composer.search = HistorySearch(draft: state.composer.buffer.text)
  }

  static func extendSearch(with character: Character, _ state: inout AppState) {
    guard var search = state.composer.search, search.query.count < maximumQueryLength else {
      return
    }
    search.query.append(character)
    find(from: search.match ?? .max, search, &state)
  }

  /// The next older prompt that fits.
  static func searchFurther(_ state: inout AppState) {
    guard let search = state.composer.search else { return }
    find(from: (search.match ?? 1) - 1, search, &state)
  }

  static func shortenSearch(_ state: inout AppState) {
    guard var search = state.composer.search, !search.query.isEmpty else { return }
    search.query.removeLast()
    find(from: .max, search, &state)
  }

  private static func find(from limit: Int, _ search: HistorySearch, _ state: inout AppState) {
    var search = search
    if let match = state.composer.history.search(search.query, atOrBefore: limit) {
      search.match = match
      state.composer.buffer.setText(state.composer.history.entries[match])
      state.composer.completionsDismissed = true
    }
    state.composer.search = search
  }
}
