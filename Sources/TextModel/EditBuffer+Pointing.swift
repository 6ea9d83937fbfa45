/// The caret where a pointer shows.
extension EditBuffer {
  /// Puts the caret to `column` of row `row` of what `display` shows of the
  /// prompt in a pane of the same size; to the nearest place there is.
  public mutating func placeCaret(row: Int, column: Int, width: Int, maxRows: Int) {
    let shown = display(width: width, maxRows: maxRows)
    let position: Int
    do {
      // The layout shares the buffer's storage: it is gone before the move.
      var layout = EditLayout(buffer: self, width: width)
      var range = layout.row(containing: caret)
      let distance = max(0, min(row, shown.rows.count - 1)) - shown.caretRow
      for _ in 0..<abs(distance) {
        guard let next = distance < 0 ? layout.row(before: range) : layout.row(behind: range) else {
          break
        }
        range = next
      }
      position = layout.position(atColumn: max(0, column), in: range)
    }
    moveCaret(to: position)
  }
}
