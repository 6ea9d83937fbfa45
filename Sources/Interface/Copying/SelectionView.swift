import Engine
import TextModel

/// Shows what is selected, and stands the hardware cursor at the end that
/// moves.
enum SelectionView {
  static func draw(_ state: AppState, on canvas: inout Canvas, now: MonotonicTime) {
    guard let selection = state.copying.selection, let pane = state.painted.transcript,
      state.comparison == nil
    else { return }
    let layout = state.transcriptLayout(width: pane.columns, now: now)
    var walk = SelectionWalk(layout)
    let bounds = selection.bounds
    guard let first = walk.spot(of: bounds.first), var last = walk.spot(of: bounds.last) else {
      return
    }
    // Behind the last character: a tab is as wide as it is.
    let text = walk.text(at: last)
    last.offset = max(last.offset + 1, text.offset(of: text.index(at: last.offset) + 1))
    let cursor = walk.spot(of: selection.cursor).map { walk.row(of: $0) }
    var position: TranscriptPosition? = pane.top.block
    var skipped = pane.top.row
    var screenRow = pane.rows.lowerBound
    while screenRow < pane.rows.upperBound, let block = position {
      let rows = walk.rows(of: block)
      for row in rows.rows.indices.dropFirst(skipped).prefix(pane.rows.upperBound - screenRow) {
        let isText = rows.starts[row].line < walk.lines(of: block).count
        if isText,
          let columns = columns(
            of: row, in: rows, block: block, from: first, to: last, mode: selection.mode)
        {
          canvas.mark(row: screenRow, columns: columns)
        }
        if let cursor, cursor.row == RowPosition(block: block, row: row) {
          canvas.placeCursor(row: screenRow, column: cursor.column)
        }
        screenRow += 1
      }
      skipped = 0
      position = layout.next(block)
    }
  }

  /// The columns of a row that are selected, of characters those before
  /// `last`; `nil`: none is.
  private static func columns(
    of row: Int, in rows: LaidOutBlock, block: TranscriptPosition, from first: TextSpot,
    to last: TextSpot, mode: Selection.Mode
  ) -> Range<Int>? {
    let start = rows.starts[row]
    let text = rows.text(inRow: row)
    let end = start.offset + max(1, text.count)
    var lower = TextSpot(block: block, line: start.line, offset: start.offset)
    var upper = TextSpot(block: block, line: start.line, offset: end)
    switch mode {
    case .lines:
      guard (block, start.line) >= (first.block, first.line),
        (block, start.line) <= (last.block, last.line)
      else { return nil }
    case .characters:
      lower = max(lower, first)
      upper = min(upper, last)
      guard lower < upper else { return nil }
    }
    let from = rows.column(ofOffset: lower.offset, inRow: row)
    let behind = rows.column(ofOffset: upper.offset, inRow: row)
    // An empty line shows that it is selected in one column.
    return from..<max(from + 1, behind)
  }
}

extension Canvas {
  /// Gives the cells of `row` in `columns` the look of what is selected.
  mutating func mark(row: Int, columns: Range<Int>) {
    restyle(row: row, columns: columns, look: theme.look(of: TextStyle(.marked)))
  }
}
