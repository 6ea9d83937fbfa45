import Engine
import TextModel

/// Everything that readline does to a text, and selecting.
enum EditReducer {
  static func edit(
    _ command: EditCommand, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    if state.composer.search != nil {
      if command == .deleteBackward {
        HistoryReducer.shortenSearch(&state)
        return []
      }
      state.composer.search = nil
    }
    if command == .copySelection { return copySelection(&state, now: now) }
    if command == .deleteBackward, ViReducer.take(.backspace, &state) == .done {
      state.composer.textChanged()
      return []
    }
    let width = ScreenPlan.promptTextWidth(columns: state.size.columns)
    if command == .selectUp || command == .selectDown,
      state.composer.buffer.rowCount(width: width, upTo: 2) < 2
    {
      ScrollReducer.run(command == .selectUp ? .lineUp : .lineDown, count: nil, &state)
      return []
    }
    let revision = state.composer.buffer.revision
    if move(&state.composer.buffer, by: command, width: width) == nil {
      change(&state.composer.buffer, by: command)
    }
    state.composer.settleVi()
    if state.composer.buffer.revision != revision { state.composer.textChanged() }
    return []
  }

  /// What is selected, on the clipboard and the kill ring.
  static func copySelection(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    guard let text = state.composer.buffer.copySelection() else {
      state.toast = Toast("nothing is selected", at: now)
      return []
    }
    return [.copying(.clipboard(text, name: "the selection"))]
  }

  /// Moves the caret; `nil` where the command is none that moves.
  private static func move(
    _ buffer: inout EditBuffer, by command: EditCommand, width: Int
  ) -> Void? {
    switch command {
    case .selectLeft, .selectRight, .selectWordLeft, .selectWordRight, .selectUp, .selectDown,
      .selectToLineStart, .selectToLineEnd:
      buffer.beginSelecting()
    case .moveLeft, .moveRight, .moveWordLeft, .moveWordRight, .moveToLineStart, .moveToLineEnd:
      if !buffer.isMarking, let selection = buffer.selection {
        buffer.deselect()
        // A plain move leaves a selection at its end.
        if command == .moveLeft { return buffer.moveCaret(to: selection.lowerBound) }
        if command == .moveRight { return buffer.moveCaret(to: selection.upperBound) }
      }
      buffer.deselectBeforeMove()
    case .newline, .setMark, .copySelection, .deleteBackward, .deleteForward, .killToLineEnd,
      .killToLineStart, .killWordBackward, .killWordForward, .killToWhitespace, .yank, .yankPop,
      .transpose, .transposeWords, .upcaseWord, .downcaseWord, .capitalizeWord, .undo, .redo,
      .expandPaste:
      return nil
    }
    switch command {
    case .moveLeft, .selectLeft: buffer.moveLeft()
    case .moveRight, .selectRight: buffer.moveRight()
    case .moveWordLeft, .selectWordLeft: buffer.moveWordLeft()
    case .moveWordRight, .selectWordRight: buffer.moveWordRight()
    case .selectUp: if !buffer.moveUp(width: width) { buffer.moveToStart() }
    case .selectDown: if !buffer.moveDown(width: width) { buffer.moveToEnd() }
    case .moveToLineStart, .selectToLineStart:
      let before = buffer.caret
      buffer.moveToLineStart()
      if buffer.caret == before { buffer.moveToStart() }
    case .moveToLineEnd, .selectToLineEnd:
      let before = buffer.caret
      buffer.moveToLineEnd()
      if buffer.caret == before { buffer.moveToEnd() }
    case .newline, .setMark, .copySelection, .deleteBackward, .deleteForward, .killToLineEnd,
      .killToLineStart, .killWordBackward, .killWordForward, .killToWhitespace, .yank, .yankPop,
      .transpose, .transposeWords, .upcaseWord, .downcaseWord, .capitalizeWord, .undo, .redo,
      .expandPaste:
      return nil
    }
    return ()
  }

  private static func change(_ buffer: inout EditBuffer, by command: EditCommand) {
    switch command {
    case .newline: buffer.insertNewline()
    case .setMark: buffer.toggleMark()
    case .deleteBackward: buffer.deleteBackward()
    case .deleteForward: buffer.deleteForward()
    case .killToLineEnd: buffer.killToLineEnd()
    case .killToLineStart: buffer.killToLineStart()
    case .killWordBackward: buffer.killWordBackward()
    case .killWordForward: buffer.killWordForward()
    case .killToWhitespace: if !buffer.killSelection() { buffer.killToWhitespace() }
    case .yank: buffer.yank()
    case .yankPop: buffer.yankPop()
    case .transpose: buffer.transpose()
    case .transposeWords: buffer.transposeWords()
    case .upcaseWord: buffer.changeWord(to: .upper)
    case .downcaseWord: buffer.changeWord(to: .lower)
    case .capitalizeWord: buffer.changeWord(to: .capital)
    case .undo: buffer.undo()
    case .redo: buffer.redo()
    case .expandPaste: buffer.expandChip()
    case .copySelection, .moveLeft, .moveRight, .moveWordLeft, .moveWordRight, .moveToLineStart,
      .moveToLineEnd, .selectLeft, .selectRight, .selectWordLeft, .selectWordRight, .selectUp,
      .selectDown, .selectToLineStart, .selectToLineEnd:
      break
    }
  }
}
