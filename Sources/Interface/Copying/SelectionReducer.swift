import Engine

/// Selecting in the transcript.
enum SelectionReducer {
  // MARK: Beginning and ending

  /// Begins a selection at the match of a search or at the first row in view;
  /// one that is there already changes its kind, or begins anew at the cursor.
  static func begin(_ mode: Selection.Mode, _ state: inout AppState, now: MonotonicTime) {
    if let selection = state.copying.selection {
      if selection.mode == mode { state.copying.selection?.start = selection.cursor }
      state.copying.selection?.mode = mode
      return
    }
    guard state.comparison == nil, let pane = state.painted.transcript else {
      state.toast = Toast(
        state.comparison == nil ? "there is nothing to select" : "choose an answer first: 1 or 2",
        at: now)
      return
    }
    var walk = SelectionWalk(state.transcriptLayout(width: pane.columns, now: now))
    guard let spot = firstSpot(in: pane, &state, walk: &walk) else {
      state.toast = Toast("there is no text in view", at: now)
      return
    }
    state.focus = .transcript
    begin(mode, at: walk.place(of: spot), &state)
  }

  static func begin(_ mode: Selection.Mode, at place: Viewport.Anchor, _ state: inout AppState) {
    state.copying.selection = Selection(
      mode: mode, start: place, cursor: place, wasFollowing: state.viewport.isFollowing,
      match: state.readMatch)
    state.viewport.scroll(.reveal(place))
  }

  private static func firstSpot(
    in pane: PaintedScreen.Pane, _ state: inout AppState, walk: inout SelectionWalk
  ) -> TextSpot? {
    if let match = state.readMatch, let spot = walk.spot(of: match) { return spot }
    guard let top = pane.top(in: walk.layout) else { return nil }
    if let spot = walk.spot(at: top, column: 0) { return spot }
    return walk.row(next: top, step: 1).flatMap { walk.spot(at: $0, column: 0) }
  }

  /// Ends the selection. Whoever stood at the end when it began, and does
  /// still, goes on following.
  static func end(_ state: inout AppState) {
    guard let selection = state.copying.selection else { return }
    state.copying.selection = nil
    if selection.wasFollowing, state.viewport.showsEnd { state.viewport.followEnd() }
  }

  // MARK: Moving

  static func run(_ command: SelectCommand, _ state: inout AppState, now: MonotonicTime) {
    guard var selection = state.copying.selection else { return }
    if command == .finish { return end(&state) }
    if command == .swapEnds {
      swap(&selection.start, &selection.cursor)
      selection.column = nil
    } else {
      let width = state.painted.transcript?.columns ?? state.size.columns
      let height = state.painted.transcript?.rows.count ?? state.size.rows
      var walk = SelectionWalk(state.transcriptLayout(width: width, now: now))
      guard let spot = walk.spot(of: selection.cursor) else { return end(&state) }
      let target: TextSpot
      if let rows = rows(for: command, height: height) {
        let column = selection.column ?? walk.row(of: spot).column
        selection.column = column
        target = walk.move(spot, byRows: rows, column: column)
      } else {
        target = move(spot, command, walk: &walk)
        selection.column = nil
      }
      selection.cursor = walk.place(of: target)
    }
    state.copying.selection = selection
    state.viewport.scroll(.reveal(selection.cursor))
  }

  /// Rows that a command moves by; `nil`: it does not move by rows.
  private static func rows(for command: SelectCommand, height: Int) -> Int? {
    switch command {
    case .up: -1
    case .down: 1
    case .halfPageUp: -max(1, height / 2)
    case .halfPageDown: max(1, height / 2)
    case .pageUp: -max(1, height - 2)
    case .pageDown: max(1, height - 2)
    case .left, .right, .nextWord, .previousWord, .wordEnd, .lineStart, .firstCharacter, .lineEnd,
      .top, .end, .previousParagraph, .nextParagraph, .swapEnds, .finish:
      nil
    }
  }

  private static func move(
    _ spot: TextSpot, _ command: SelectCommand, walk: inout SelectionWalk
  ) -> TextSpot {
    switch command {
    case .left: walk.move(spot, byCharacters: -1)
    case .right: walk.move(spot, byCharacters: 1)
    case .nextWord: walk.nextWord(spot)
    case .previousWord: walk.previousWord(spot)
    case .wordEnd: walk.wordEnd(spot)
    case .lineStart: walk.lineStart(spot)
    case .firstCharacter: walk.firstCharacter(spot)
    case .lineEnd: walk.lineEnd(spot)
    case .top: walk.ends()?.first ?? spot
    case .end: walk.ends().map { walk.lineEnd($0.last) } ?? spot
    case .previousParagraph: walk.paragraph(from: spot, step: -1)
    case .nextParagraph: walk.paragraph(from: spot, step: 1)
    case .up, .down, .halfPageUp, .halfPageDown, .pageUp, .pageDown, .swapEnds, .finish: spot
    }
  }

  /// A search that led somewhere takes the end of the selection there.
  static func follow(_ match: Viewport.Anchor?, _ state: inout AppState) {
    guard let match, var selection = state.copying.selection, match != selection.match else {
      return
    }
    selection.match = match
    selection.cursor = match
    selection.column = nil
    state.copying.selection = selection
  }
}
