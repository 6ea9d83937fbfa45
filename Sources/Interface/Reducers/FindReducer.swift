import Engine
import Pattern

/// Searching in the transcript. It looks in pieces: the first with the key,
/// the others with ticks, so that no key ever waits for megabytes.
enum FindReducer {
  static func run(
    _ command: FindCommand, count: Int?, _ state: inout AppState, now: MonotonicTime
  ) {
    if state.reading.filterLine != nil { return FilterReducer.run(command, &state, now: now) }
    switch command {
    case .forward: open(backward: false, &state)
    case .backward: open(backward: true, &state)
    case .next: goOn(by: count ?? 1, backward: state.find.isBackward, &state, now: now)
    case .previous: goOn(by: count ?? 1, backward: !state.find.isBackward, &state, now: now)
    case .earlier: change(&state, now: now) { $0.recall(by: -1) }
    case .later: change(&state, now: now) { $0.recall(by: 1) }
    case .deleteBackward: deleteBackward(&state, now: now)
    case .accept: accept(&state, now: now)
    }
  }

  static func type(_ text: String, _ state: inout AppState, now: MonotonicTime) {
    if state.reading.filterLine != nil { return FilterReducer.type(text, &state) }
    change(&state, now: now) { $0.append(text) }
  }

  private static func open(backward: Bool, _ state: inout AppState) {
    let origin = TranscriptFind.Origin(
      viewport: state.viewport, folds: state.presentation.folds)
    state.find.open(backward: backward, from: origin)
  }

  private static func deleteBackward(_ state: inout AppState, now: MonotonicTime) {
    if state.find.typed?.isEmpty == true { return cancel(&state) }
    change(&state, now: now) { _ = $0.deleteBackward() }
  }

  /// Another text is in the line: the view goes to its first match from where
  /// one was.
  private static func change(
    _ state: inout AppState, now: MonotonicTime, _ change: (inout TranscriptFind) -> Void
  ) {
    change(&state.find)
    guard state.find.isTyping, let origin = state.find.origin else { return }
    goBack(to: origin, &state)
    begin(backward: state.find.isBackward, &state, now: now)
  }

  private static func accept(_ state: inout AppState, now: MonotonicTime) {
    let origin = state.find.origin
    guard state.find.accept() else { return }
    if let top = origin?.viewport.top { state.reading.back = top }
    guard state.find.pattern != nil else { return tellNothing(&state, now: now) }
    if state.find.current == nil, state.find.seek == nil, state.find.remark == nil {
      begin(backward: state.find.isBackward, &state, now: now)
    } else {
      work(&state, now: now)
    }
  }

  /// Gives up the line: back to where one was.
  static func cancel(_ state: inout AppState) {
    if state.reading.filterLine != nil { return state.reading.filterLine = nil }
    guard let origin = state.find.cancel() else { return }
    goBack(to: origin, &state)
  }

  private static func goBack(to origin: TranscriptFind.Origin, _ state: inout AppState) {
    let newLines = state.viewport.newLines
    state.viewport = origin.viewport
    if !state.viewport.isFollowing { state.viewport.newLines = newLines }
    state.presentation.folds = origin.folds
  }

  private static func tellNothing(_ state: inout AppState, now: MonotonicTime) {
    state.toast = Toast("nothing to look for yet: / begins a search", at: now)
  }

  private static func goOn(
    by steps: Int, backward: Bool, _ state: inout AppState, now: MonotonicTime
  ) {
    guard state.find.pattern != nil else { return tellNothing(&state, now: now) }
    // A repeated key does not begin anew what is under way.
    if let seek = state.find.seek, seek.isBackward == backward { return }
    for _ in 0..<max(1, min(steps, maximumSteps)) {
      begin(backward: backward, &state, now: now)
      guard state.find.seek == nil, state.find.current != nil, state.find.remark?.ends != true
      else { return }
    }
  }

  /// Matches that one key passes at most: each may cost a piece of work.
  private static let maximumSteps = 20

  /// Looks for the next match from the one the search is at, else from what is
  /// in view.
  private static func begin(backward: Bool, _ state: inout AppState, now: MonotonicTime) {
    guard state.find.pattern != nil else { return }
    let viewport = state.viewport
    let current = viewport.isAtMatch ? state.find.current : nil
    var inView = backward ? viewport.bottom : viewport.top
    // All of the last row in view is before its end.
    if backward { inView?.offset = .max }
    let start = current?.anchor ?? inView ?? Viewport.Anchor(item: 0)
    state.find.remark = nil
    state.find.seek = FindSeek(from: start, backward: backward, includesStart: current == nil)
    work(&state, counts: !state.find.isTyping, now: now)
  }

  // MARK: Pieces of work

  /// Goes on with the search, and with counting once it has arrived; while it
  /// is typed the next letter makes another count of it.
  static func work(_ state: inout AppState, now: MonotonicTime) {
    work(&state, counts: true, now: now)
  }

  private static func work(_ state: inout AppState, counts: Bool, now: MonotonicTime) {
    guard let pattern = state.find.pattern else { return }
    var budget = TranscriptFinder.pieceBytes
    do throws(PatternProblem) {
      let finder = TranscriptFinder(
        layout: state.findLayout(at: now), expression: try pattern.compiled(),
        words: pattern.requiredWords)
      if var seek = state.find.seek {
        let isDone = try finder.seek(&seek, budget: &budget)
        state.find.seek = isDone ? nil : seek
        if isDone { arrive(seek, &state, finder.layout) }
      }
      guard counts, state.find.seek == nil, state.find.remark?.ends != true else { return }
      try count(with: finder, pattern, budget: &budget, &state, now: now)
    } catch {
      state.find.seek = nil
      state.find.count = nil
      state.find.remark = .problem(error)
    }
  }

  private static func arrive(
    _ seek: FindSeek, _ state: inout AppState, _ layout: TranscriptLayout
  ) {
    guard let match = seek.found else {
      state.find.remark = .nothing
      return
    }
    let old = seek.includesStart ? nil : state.find.current
    state.find.arrive(at: match, neighbour: old, seek)
    if let position = layout.position(of: match.anchor) {
      var folded = layout
      folded.presentation = state.presentation
      folded.open(position, in: &state.presentation.folds)
    }
    state.viewport.scroll(.show(match.anchor))
  }

  private static func count(
    with finder: TranscriptFinder, _ pattern: FindPattern, budget: inout Int,
    _ state: inout AppState, now: MonotonicTime
  ) throws(PatternProblem) {
    let scope = state.findScope(of: pattern)
    var count = state.find.count ?? FindCount(scope: scope)
    if count.scope != scope {
      count = FindCount(scope: scope)
    } else if count.isComplete {
      guard count.revision != state.transcript.revision else { return }
      count.resume()
    }
    if try finder.count(&count, current: state.find.current, budget: &budget) {
      count.revision = state.transcript.revision
      state.find.countAgainAt = now.adding(milliseconds: FindCount.pauseMilliseconds)
    }
    state.find.count = count
  }
}

extension AppState {
  /// The transcript as it is searched: with nothing folded.
  func findLayout(at now: MonotonicTime) -> TranscriptLayout {
    var layout = TranscriptLayout(
      transcript: transcript, width: viewport.width, presentation: presentation.unfolded,
      now: now,
      hiddenItem: comparison.flatMap { transcript.answerIndex(of: $0[focusedSide.other].turn) })
    layout.shown = filterMatches?.positions
    return layout
  }

  func findScope(of pattern: FindPattern) -> FindCount.Scope {
    FindCount.Scope(
      pattern: pattern, width: viewport.width, filter: presentation.filter,
      shownCount: filterMatches?.positions.count, isRaw: presentation.isRaw)
  }

  /// When the search wants to go on; `nil`: there is nothing to do. Nobody
  /// looks at a count while something else is in front.
  func findDeadline(at now: MonotonicTime) -> MonotonicTime? {
    guard focus == .transcript, overlay == nil, let pattern = find.pattern else { return nil }
    if find.seek != nil { return now }
    if find.remark?.ends == true { return nil }
    guard find.current != nil else { return nil }
    guard let count = find.count, count.scope == findScope(of: pattern), count.isComplete else {
      return now
    }
    guard count.revision != transcript.revision else { return nil }
    return max(now, find.countAgainAt ?? now)
  }
}
