import TextModel

/// Up and Down at the edge of the prompt, and the search through earlier
/// prompts.
enum HistoryReducer {
  /// Characters of a search.
  static let maximumQueryLength = 200

  /// Up: a completion, a row, the queued prompt back, or the prompt before
  /// that begins like what stands before the caret.
  static func up(_ state: inout AppState) {
    if CompletionReducer.step(by: -1, &state) { return }
    state.composer.buffer.deselectBeforeMove()
    let width = ScreenPlan.promptTextWidth(columns: state.size.columns)
    if state.composer.buffer.moveUp(width: width) { return }
    older(&state)
  }

  /// What is before the prompt as a whole.
  static func older(_ state: inout AppState) {
    if let queued = state.queue.popLast() {
      state.takeBack(queued.attachments)
      takeBack(queued, &state)
      return
    }
    if let entry = state.composer.history.older(than: state.composer.buffer) {
      state.composer.show(entry)
    }
  }

  /// A prompt that waited is written on, before what was begun meanwhile. A model counts as
  /// the first word only, so the one that the draft names comes to the front.
  private static func takeBack(_ queued: QueuedPrompt, _ state: inout AppState) {
    let hasDraft = !state.composer.buffer.isEmpty
    var word = queued.modelWord
    state.composer.buffer.moveToStart()
    if word == nil, let first = modelWord(state) {
      state.composer.buffer.deleteFirst(first.count + 1)
      word = first
    }
    var written = queued
    written.modelWord = word
    state.composer.buffer.insert(
      written.written + (hasDraft ? "\n" : ""), folding: queued.pastes)
    if !hasDraft { state.composer.buffer.moveToEnd() }
    state.composer.settleVi()
    state.composer.textChanged()
  }

  /// The first word of the draft, where it asks for a model and text follows.
  private static func modelWord(_ state: AppState) -> String? {
    let line = state.composer.buffer.firstLine()
    let word = line.prefix { !$0.isWhitespace }
    guard word.hasPrefix("@"), word.count < line.count,
      state.lookup.resolve(String(word.dropFirst())) != nil
    else { return nil }
    return String(word)
  }

  /// Down: a completion, a row, or the prompt after.
  static func down(_ state: inout AppState) {
    if CompletionReducer.step(by: 1, &state) { return }
    state.composer.buffer.deselectBeforeMove()
    let width = ScreenPlan.promptTextWidth(columns: state.size.columns)
    if state.composer.buffer.moveDown(width: width) { return }
    newer(&state)
  }

  /// What is behind the prompt as a whole.
  static func newer(_ state: inout AppState) {
    switch state.composer.history.newer() {
    case .entry(let text): state.composer.show(text)
    case .draft(let draft):
      state.composer.restore(draft)
      state.composer.completionsDismissed = true
    case nil: break
    }
  }

  // MARK: Earlier runs

  /// What earlier runs left behind lies aside, below what was put there since.
  /// Nothing of it is sent by itself.
  static func takeOver(_ drafts: [String], _ state: inout AppState) -> [AppEffect] {
    state.composer.stash.insert(contentsOf: drafts.map { EditBuffer($0) }, at: 0)
    if !drafts.isEmpty {
      let reminder = reminder(of: drafts.count, state)
      if state.session.isOpening {
        // The screen of now is about to give way to that of the session.
        state.session.closingNotices.append(reminder)
      } else {
        state.say(reminder, role: .warning)
      }
    }
    return [.takeOverDrafts(state.allDrafts)]
  }

  /// That `count` drafts of earlier runs lie aside.
  static func reminder(of count: Int, _ state: AppState) -> String {
    let what =
      count == 1
      ? "A prompt that was not sent in an earlier run lies aside"
      : "\(count) prompts that were not sent in earlier runs lie aside"
    let how =
      state.configuration.isLinear
      ? ", for the full screen (adit without --plain)."
      : ": Ctrl+S takes \(count == 1 ? "it up" : "up the last")."
    return what + how
  }

  // MARK: Search

  /// Opens the search; what other programs have written meanwhile is asked for.
  static func openSearch(_ state: inout AppState) -> [AppEffect] {
    state.composer.search = HistorySearch(draft: state.composer.buffer)
    return [.refreshHistory]
  }

  /// Prompts of other programs have come.
  static func take(_ entries: [PastPrompt], _ state: inout AppState) {
    let moved = state.composer.history.take(entries)
    state.composer.search?.isHopeless = false
    guard moved > 0, let match = state.composer.search?.match else { return }
    state.composer.search?.match = max(0, match - moved)
  }

  static func extendSearch(with character: Character, _ state: inout AppState) {
    guard var search = state.composer.search, search.query.count < maximumQueryLength else {
      return
    }
    search.query.append(character)
    // What does not stand anywhere does not with a letter more.
    guard !search.isHopeless else {
      state.composer.search = search
      return
    }
    find(from: search.match ?? .max, search, &state)
  }

  /// The next older prompt that fits.
  static func searchFurther(_ state: inout AppState) {
    guard let search = state.composer.search else { return }
    let shown = search.match.map { state.composer.history.text(at: $0) }
    find(from: search.match.map { $0 - 1 } ?? .max, besides: shown, search, &state)
  }

  /// The same words in the next scope, from the newest on.
  static func widenSearch(_ state: inout AppState) {
    guard var search = state.composer.search else { return }
    search.scope = search.scope.next
    guard !search.query.isEmpty else {
      state.composer.search = search
      return
    }
    find(from: .max, search, &state)
  }

  static func shortenSearch(_ state: inout AppState) {
    guard var search = state.composer.search, !search.query.isEmpty else { return }
    search.query.removeLast()
    if search.query.isEmpty {
      search.match = nil
      search.isFailing = false
      search.isHopeless = false
      state.composer.restore(search.draft)
      state.composer.search = search
      return
    }
    find(from: .max, search, &state)
  }

  private static func find(
    from limit: Int, besides shown: String? = nil, _ search: HistorySearch,
    _ state: inout AppState
  ) {
    var search = search
    let match = state.composer.history.search(
      search.query, scope: search.scope, atOrBefore: limit, besides: shown)
    search.isFailing = match == nil
    search.isHopeless = match == nil && shown == nil
    if let match {
      search.match = match
      state.composer.buffer.setText(state.composer.history.text(at: match))
      state.composer.completionsDismissed = true
    }
    state.composer.search = search
  }
}
