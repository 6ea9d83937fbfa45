import Markup
import TextModel

/// Walks over the text of the transcript for a selection: over lines that can
/// be selected, and over the rows that show them.
struct SelectionWalk {
  let layout: TranscriptLayout
  /// Rows laid out on the way; a key lays out a few blocks at most.
  private var cache = LayoutCache()
  /// The block whose lines were asked for last: most steps stay in one.
  private var known: (block: TranscriptPosition, lines: [StyledLine])?

  init(_ layout: TranscriptLayout) { self.layout = layout }

  // MARK: Places

  /// Where `place` is now. A block that was split since has passed some of its
  /// lines to its successors. `nil`: its text is gone.
  mutating func spot(of place: Viewport.Anchor) -> TextSpot? {
    guard place.item < layout.itemCount, place.part <= layout.lastPart(of: place.item),
      layout.blockCount(item: place.item, part: place.part) > 0
    else { return nil }
    var block = TranscriptPosition(
      item: place.item, part: place.part,
      block: layout.block(at: place.byte, item: place.item, part: place.part))
    var line = place.line
    while true {
      let count = lines(of: block).count
      if line < count { return TextSpot(block: block, line: line, offset: place.offset) }
      guard let next = layout.next(block), next.item == block.item, next.part == block.part else {
        return count > 0
          ? TextSpot(block: block, line: count - 1, offset: place.offset) : nil
      }
      line -= count
      block = next
    }
  }

  func place(of spot: TextSpot) -> Viewport.Anchor {
    Viewport.Anchor(
      item: spot.block.item, part: spot.block.part, byte: layout.startByte(of: spot.block),
      line: spot.line, offset: spot.offset)
  }

  // MARK: Lines

  mutating func lines(of block: TranscriptPosition) -> [StyledLine] {
    if let known, known.block == block { return known.lines }
    let lines = layout.showsText(of: block) ? layout.lines(of: block) : []
    known = (block, lines)
    return lines
  }

  mutating func text(at spot: TextSpot) -> LineText {
    let lines = lines(of: spot.block)
    return LineText(lines.indices.contains(spot.line) ? lines[spot.line] : StyledLine([]))
  }

  /// The beginning of the line below; `nil` behind the last.
  mutating func line(below spot: TextSpot) -> TextSpot? {
    if spot.line + 1 < lines(of: spot.block).count {
      return TextSpot(block: spot.block, line: spot.line + 1)
    }
    var block = layout.next(spot.block)
    while let current = block {
      if !lines(of: current).isEmpty { return TextSpot(block: current, line: 0) }
      block = layout.next(current)
    }
    return nil
  }

  /// The beginning of the line above; `nil` before the first.
  mutating func line(above spot: TextSpot) -> TextSpot? {
    if spot.line > 0 { return TextSpot(block: spot.block, line: spot.line - 1) }
    var block = layout.previous(spot.block)
    while let current = block {
      let count = lines(of: current).count
      if count > 0 { return TextSpot(block: current, line: count - 1) }
      block = layout.previous(current)
    }
    return nil
  }

  /// The first line of all, and the last.
  mutating func ends() -> (first: TextSpot, last: TextSpot)? {
    guard let end = layout.last else { return nil }
    let start = layout.firstRow.block
    let first =
      lines(of: start).isEmpty
      ? line(below: TextSpot(block: start, line: 0)) : TextSpot(block: start, line: 0)
    let count = lines(of: end).count
    let last =
      count > 0
      ? TextSpot(block: end, line: count - 1) : line(above: TextSpot(block: end, line: 0))
    guard let first, let last else { return nil }
    return (first, last)
  }

  // MARK: Rows

  mutating func rows(of block: TranscriptPosition) -> LaidOutBlock {
    layout.rows(of: block, cache: &cache)
  }

  /// The rows of a block at which a block of code begins.
  mutating func codeRows(of block: TranscriptPosition) -> [Int] {
    layout.codeRows(of: block, cache: &cache)
  }

  /// Whether a row shows code, or the label of it.
  mutating func isCode(_ row: RowPosition) -> Bool {
    let starts = rows(of: row.block).starts
    let lines = lines(of: row.block)
    guard starts.indices.contains(row.row), lines.indices.contains(starts[row.row].line) else {
      return false
    }
    let line = lines[starts[row.row].line]
    return line.isCode || line.isLabel
  }

  /// The row that shows `spot`, and its column there.
  mutating func row(of spot: TextSpot) -> (row: RowPosition, column: Int) {
    let block = rows(of: spot.block)
    let row = block.row(containing: LaidOutBlock.Start(line: spot.line, offset: spot.offset))
    return (
      RowPosition(block: spot.block, row: row), block.column(ofOffset: spot.offset, inRow: row)
    )
  }

  /// The character at `column` of a row; `nil` where the row is none of a text.
  mutating func spot(at row: RowPosition, column: Int) -> TextSpot? {
    let block = rows(of: row.block)
    guard block.starts.indices.contains(row.row) else { return nil }
    let start = block.starts[row.row]
    guard start.line < lines(of: row.block).count else { return nil }
    let spot = TextSpot(
      block: row.block, line: start.line,
      offset: start.offset + block.offset(atColumn: column, inRow: row.row))
    let text = text(at: spot)
    return TextSpot(
      block: row.block, line: start.line, offset: text.offset(of: text.index(at: spot.offset)))
  }

  /// The row of a text nearest below (`step` 1) or above (-1); `nil`: none is.
  mutating func row(next row: RowPosition, step: Int) -> RowPosition? {
    var row = row
    while true {
      row.row += step
      if !rows(of: row.block).rows.indices.contains(row.row) {
        guard
          let block = step > 0 ? layout.next(row.block) : layout.previous(row.block)
        else { return nil }
        row = RowPosition(block: block, row: step > 0 ? 0 : rows(of: block).rows.count - 1)
        guard row.row >= 0, !rows(of: block).rows.isEmpty else { continue }
      }
      if rows(of: row.block).starts[row.row].line < lines(of: row.block).count { return row }
    }
  }
}

extension LaidOutBlock {
  /// The column at which the glyph `offset` of the row's line stands.
  func column(ofOffset offset: Int, inRow row: Int) -> Int {
    guard rows.indices.contains(row) else { return 0 }
    let text = text(inRow: row)
    let glyph = max(
      text.lowerBound, min(text.lowerBound + offset - starts[row].offset, text.upperBound))
    return rows[row].prefix(glyph).reduce(0) { $0 + Int($1.glyph.width) }
  }

  /// The glyph of a row's text that stands at `column`, counted from the row's
  /// first; the nearest one where none does.
  func offset(atColumn column: Int, inRow row: Int) -> Int {
    guard rows.indices.contains(row) else { return 0 }
    let text = text(inRow: row)
    var end = 0
    for (index, styled) in rows[row].prefix(text.upperBound).enumerated() {
      end += Int(styled.glyph.width)
      if end > column { return max(0, index - text.lowerBound) }
    }
    return max(0, text.count - 1)
  }
}
