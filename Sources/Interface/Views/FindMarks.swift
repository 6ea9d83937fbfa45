import Pattern
import TextModel

/// Marks what a search found in the rows that are in view. A match is found in
/// the logical line, so one that wraps is marked in all of its rows.
struct FindMarks {
  let expression: RegularExpression
  let current: FindMatch?

  /// Matches marked in one line: a wide screen has hardly more columns.
  private static let maximumMatchesPerLine = 2_000

  /// The rows `shown` of a block that begins at `start`, marked.
  func rows(
    _ shown: Range<Int>, of block: LaidOutBlock, at start: Viewport.Anchor
  ) -> [[StyledGlyph]] {
    var rows = Array(block.rows[shown])
    var row = shown.lowerBound
    while row < shown.upperBound {
      let lineRows = block.rowsOfLine(at: row)
      let text = FindText(block.glyphs(ofLineIn: lineRows))
      // A line too costly to search is told by the search itself.
      let matches = (try? text.matches(of: expression, limit: Self.maximumMatchesPerLine)) ?? []
      for match in matches {
        var anchor = start
        anchor.line = block.starts[row].line
        anchor.offset = match.lowerBound
        let isCurrent = current == FindMatch(anchor: anchor, length: match.count)
        let style = TextStyle(isCurrent ? .matchCurrent : .match)
        for touched in lineRows.clamped(to: shown) {
          for index in block.glyphs(showing: match, inRow: touched) {
            rows[touched - shown.lowerBound][index].style = style
          }
        }
      }
      row = lineRows.upperBound
    }
    return rows
  }
}
