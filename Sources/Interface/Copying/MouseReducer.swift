import Engine
import TextModel

/// What the mouse does, where the program takes it: the wheel scrolls, and
/// with all of it clicks place the caret, choose rows and open folds, and
/// dragging selects. Everything has a key as well.
enum MouseReducer {
  /// Rows a notch of the wheel scrolls, as terminals themselves do.
  private static let wheelRows = 3
  /// The click that gives a window the focus comes right behind the report of
  /// it, milliseconds.
  private static let focusMilliseconds = 200

  // MARK: What is taken

  /// Nothing, the wheel, everything, and so on; the selection of the terminal
  /// itself then needs Shift.
  static func toggle(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    let all = InterfaceSettings.Mouse.allCases
    let index = all.firstIndex(of: state.pointer.mouse) ?? 0
    state.pointer.mouse = all[(index + 1) % all.count]
    state.pointer.pressedAt = nil
    let words: String =
      switch state.pointer.mouse {
      case .off: "mouse: off · the terminal's own"
      case .wheel: "mouse: wheel · Shift+drag selects"
      case .full: "mouse: full · Shift+drag selects"
      }
    state.toast = Toast(words, at: now)
    return [.terminal(.mouse(state.pointer.mouse))]
  }

  // MARK: Reports

  static func reduce(
    into state: inout AppState, _ event: MouseEvent, now: MonotonicTime
  ) -> [AppEffect] {
    switch event.action {
    case .wheelUp: return wheel(-1, &state, now: now)
    case .wheelDown: return wheel(1, &state, now: now)
    case .press(let button):
      let isFocusing = state.pointer.focusedAt.map {
        now.milliseconds(since: $0) < focusMilliseconds
      }
      state.pointer.focusedAt = nil
      guard state.pointer.mouse == .full, button == 0, isFocusing != true else { return [] }
      return press(event, &state, now: now)
    case .drag:
      guard state.pointer.mouse == .full else { return [] }
      drag(to: event, &state, now: now)
      return []
    case .release:
      state.pointer.pressedAt = nil
      return []
    }
  }

  private static func wheel(
    _ step: Int, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard state.dialog == nil else { return [] }
    if state.overlay?.selection != nil {
      return OverlayReducer.run(step < 0 ? .up : .down, &state, now: now)
    }
    if case .help = state.overlay {
      for _ in 0..<wheelRows {
        ScrollReducer.run(step < 0 ? .lineUp : .lineDown, count: nil, &state)
      }
      return []
    }
    state.viewport.scroll(.rows(step * wheelRows))
    return []
  }

  private static func press(
    _ event: MouseEvent, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    // Dialogs are answered by keys alone.
    guard state.dialog == nil else { return [] }
    if state.overlay != nil { return pressList(event, &state, now: now) }
    if let prompt = state.painted.prompt, prompt.rows.contains(event.row) {
      SelectionReducer.end(&state)
      state.focus = .composer
      let column = max(0, event.column - prompt.indent)
      state.composer.buffer.placeCaret(
        row: event.row - prompt.rows.lowerBound, column: column, width: prompt.width,
        maxRows: prompt.rows.count)
      return []
    }
    SelectionReducer.end(&state)
    state.pointer.pressedAt = nil
    guard let pane = state.painted.transcript, pane.rows.contains(event.row),
      event.column < pane.columns
    else { return [] }
    var walk = SelectionWalk(state.transcriptLayout(width: pane.columns, now: now))
    guard let top = pane.top(in: walk.layout),
      let row = walk.row(atScreenRow: event.row - pane.rows.lowerBound, below: top)
    else { return [] }
    if let target = walk.foldTarget(clickedAt: row) {
      state.presentation.folds.toggle(target)
    } else if let spot = walk.spot(at: row, column: event.column) {
      state.pointer.pressedAt = walk.place(of: spot)
    }
    return []
  }

  /// A click chooses a row; one on the chosen row takes it.
  private static func pressList(
    _ event: MouseEvent, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard let list = state.painted.list, list.rows.contains(event.row),
      event.column < list.columns, var selection = state.overlay?.selection
    else { return [] }
    let index = list.first + event.row - list.rows.lowerBound
    guard index < state.listCount else { return [] }
    if selection.index == index, selection.wasTouched {
      return OverlayReducer.run(.choose, &state, now: now)
    }
    selection.index = index
    selection.wasTouched = true
    state.overlay?.selection = selection
    return []
  }

  /// Selects from where the button went down.
  private static func drag(to event: MouseEvent, _ state: inout AppState, now: MonotonicTime) {
    guard let start = state.pointer.pressedAt, let pane = state.painted.transcript,
      state.overlay == nil, state.comparison == nil
    else { return }
    var walk = SelectionWalk(state.transcriptLayout(width: pane.columns, now: now))
    let offset = max(-1, min(event.row - pane.rows.lowerBound, pane.rows.count))
    guard let top = pane.top(in: walk.layout),
      let row = walk.row(atScreenRow: offset, below: top),
      let spot = walk.spot(at: row, column: event.column)
    else { return }
    if state.copying.selection == nil {
      state.focus = .transcript
      SelectionReducer.begin(.characters, at: start, &state)
    }
    state.copying.selection?.cursor = walk.place(of: spot)
    state.viewport.scroll(.reveal(walk.place(of: spot)))
  }

  // MARK: Arrows that are a wheel

  /// Takes an arrow of a burst that is a wheel; `false`: it is a key.
  static func takesArrow(_ key: Key, _ state: inout AppState, now: MonotonicTime) -> Bool {
    guard key.code == .up || key.code == .down, key.modifiers.isEmpty,
      state.pointer.mouse == .off, state.keyContext == .prompt,
      // In a list that is open an arrow moves, whoever sends it.
      state.completions.isEmpty
    else {
      state.pointer.arrows = nil
      return false
    }
    guard var burst = state.pointer.arrows, burst.take(key.code, at: now) else {
      state.pointer.arrows = ArrowBurst(key.code, before: state, at: now)
      return false
    }
    guard burst.isWheel else {
      burst.note(state)
      state.pointer.arrows = burst
      return false
    }
    state.pointer.arrows = burst
    let step = key.code == .up ? -1 : 1
    if burst.count == ArrowBurst.minimumCount {
      burst.restore(&state)
      state.viewport.scroll(.rows(step * ArrowBurst.minimumCount))
      if !state.pointer.hasHinted {
        state.pointer.hasHinted = true
        state.toast = Toast("the wheel scrolls: so does PgUp; F9 takes the mouse", at: now)
      }
    } else {
      state.viewport.scroll(.rows(step))
    }
    return true
  }
}

extension SelectionWalk {
  /// The row that stands `offset` rows below the top of the view; -1 is the
  /// one above it.
  mutating func row(atScreenRow offset: Int, below top: RowPosition) -> RowPosition? {
    if offset < 0 { return row(next: top, step: -1) }
    var left = offset + top.row
    var position: TranscriptPosition? = top.block
    while let block = position {
      let count = rows(of: block).rows.count
      if left < count { return RowPosition(block: block, row: left) }
      left -= count
      position = layout.next(block)
    }
    return nil
  }
}

extension SelectionWalk {
  /// What a click on a row opens or folds: what the row stands for, or is the
  /// title of. `nil`: the row is none of a fold.
  mutating func foldTarget(clickedAt row: RowPosition) -> FoldState.Target? {
    let position = row.block
    let item = layout.transcript.items[position.item]
    let isOfFold: Bool
    switch item.kind {
    case .notice, .lines: isOfFold = false
    case .prompt:
      let starts = rows(of: position).starts
      isOfFold =
        position.part > 0 && layout.isFolded(item) && starts.indices.contains(row.row)
        && starts[row.row].line > 0
    case .shell: isOfFold = position.part == 0 || layout.isFolded(item)
    case .answer:
      if position.part == 0 {
        isOfFold = layout.isFolded(item) || item.isPassedOver || item.opensWithThinking
      } else if position.part <= item.parts.count, item.parts[position.part - 1].kind != .text {
        isOfFold = position.block == 0
      } else {
        isOfFold = layout.foldedCode(at: position) != nil
      }
    }
    return isOfFold ? layout.foldTarget(at: position, through: position) : nil
  }
}
