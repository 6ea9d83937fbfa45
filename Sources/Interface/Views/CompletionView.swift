import TextModel

/// The commands that fit what is typed, and the history search, over the rows
/// above the prompt.
enum CompletionView {
  static func draw(
    _ state: AppState, above promptRow: Int, plan: ScreenPlan, on canvas: inout Canvas
  ) {
    if let search = state.composer.search {
      return draw(search, row: max(0, promptRow - 1), on: &canvas)
    }
    if let typed = state.find.typed, state.focus == .transcript {
      return draw(
        (state.find.isBackward ? " ?" : " /") + typed, row: max(0, promptRow - 1), on: &canvas)
    }
    let completions = state.composer.completions
    guard !completions.isEmpty, !plan.output.isEmpty else { return }
    let bottom = plan.output.upperBound
    let count = min(completions.count, plan.output.count)
    let chosen = min(state.composer.completionIndex, completions.count - 1)
    let first = max(0, min(chosen - count / 2, completions.count - count))
    for (offset, command) in completions[first..<first + count].enumerated() {
      let row = bottom - count + offset
      let isChosen = first + offset == chosen
      let style = TextStyle(isChosen ? .selection : .text)
      canvas.fill(row: row, columns: 0..<canvas.size.columns, role: style.role)
      let mark = isChosen ? " ▸ " : "   "
      let column = canvas.draw("\(mark)/\(command.rawValue)", style, row: row, column: 0)
      canvas.draw(
        command.summary, TextStyle(isChosen ? .selection : .dim), row: row,
        column: max(column + 2, 16))
    }
  }

  /// The line of a search of the transcript; the caret stands at its end.
  private static func draw(_ line: String, row: Int, on canvas: inout Canvas) {
    canvas.fill(row: row, columns: 0..<canvas.size.columns, role: .text)
    let column = canvas.draw(line, TextStyle(.accent), row: row, column: 0)
    canvas.placeCursor(row: row, column: column)
  }

  private static func draw(_ search: HistorySearch, row: Int, on canvas: inout Canvas) {
    let found = search.match != nil || search.query.isEmpty ? "" : "  nothing found"
    canvas.fill(row: row, columns: 0..<canvas.size.columns, role: .text)
    let column = canvas.draw(
      " search history: \(search.query)", TextStyle(.accent), row: row, column: 0)
    canvas.draw(found, TextStyle(.dim), row: row, column: column)
    canvas.placeCursor(row: row, column: column)
  }
}
