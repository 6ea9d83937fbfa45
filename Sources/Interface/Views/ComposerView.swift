import TextModel

/// The prompt pane with the caret.
enum ComposerView {
  static func draw(_ state: AppState, rows: Range<Int>, on canvas: inout Canvas) {
    let columns = canvas.size.columns
    let indent = ScreenPlan.promptIndent(columns: columns)
    let display = state.composer.buffer.display(
      width: ScreenPlan.promptTextWidth(columns: columns), maxRows: rows.count,
      highlights: state.composer.highlights)
    for (offset, glyphs) in display.rows.enumerated() {
      canvas.draw(glyphs, row: rows.lowerBound + offset, column: indent)
    }
    if indent > 0 {
      let isFocused = state.focus == .composer
      canvas.draw(
        display.hasMoreAbove ? " ↑" : isCommand(state) ? " !" : " ›",
        TextStyle(isFocused ? .accent : .dim, isFocused ? .bold : []), row: rows.lowerBound,
        column: 0)
      if display.hasMoreBelow {
        canvas.draw(" ↓", TextStyle(.dim), row: rows.upperBound - 1, column: 0)
      }
    }
    if state.composer.buffer.isEmpty, indent > 0 {
      canvas.draw(placeholder(for: state), TextStyle(.dim), row: rows.lowerBound, column: indent)
    }
    canvas.placeCursor(
      row: rows.lowerBound + display.caretRow, column: indent + display.caretColumn,
      shape: shape(state))
  }

  /// vi's modes are told by the cursor as well as in words.
  private static func shape(_ state: AppState) -> CursorShape {
    guard let vi = state.composer.vi, state.focus == .composer else { return .standard }
    return switch vi.mode {
    case .insert: .bar
    case .replace: .underline
    case .normal, .visual, .visualLine: .block
    }
  }

  /// Whether Enter runs a command.
  private static func isCommand(_ state: AppState) -> Bool {
    state.composer.buffer.firstLine(limit: 1) == "!"
  }

  /// What an empty prompt says.
  private static func placeholder(for state: AppState) -> String {
    if state.replay != nil { return "Space: pause · →: next turn · Enter: all of it · q: end" }
    if state.focus == .transcript, let selection = state.copying.selection {
      let what = selection.mode == .lines ? "lines" : "characters"
      return "selecting \(what): h j k l w b e / move, y copies, o other end, Esc ends"
    }
    if state.focus == .transcript { return "reading: j k d u f b g G { } / n N, q or Tab to write" }
    if state.comparison != nil {
      return state.canChoose
        ? "1 or 2: the answer to go on with" : "Tab: the other answer in front"
    }
    return state.lastTurnNumber == 0 ? "Ask something" : ""
  }
}
