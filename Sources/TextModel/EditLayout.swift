/// Where the rows of a prompt break, found on demand around a position.
///
/// A row is a range of elements without its newline. Rows break behind blanks;
/// blanks that stand beyond the last column hang there unseen.
struct EditLayout {
  private let buffer: EditBuffer
  /// Columns for text; one more of the pane is for the caret.
  private let columns: Int
  /// The stretch laid out last: neighbours in it are asked for in a row.
  private var stretch = 0..<0
  private var stretchRows: [Range<Int>] = []
  /// Elements measured so far: what laying out cost.
  private(set) var measuredElements = 0

  init(buffer: EditBuffer, width: Int) {
    self.buffer = buffer
    columns = max(1, width - 1)
  }

  /// The row in which a caret at `position` is drawn.
  mutating func row(containing position: Int) -> Range<Int> {
    if !stretchRows.isEmpty, stretch.contains(position) {
      return stretchRows.last { $0.lowerBound <= position } ?? stretch
    }
    stretch = stretch(around: position)
    stretchRows = rows(ofStretch: stretch)
    return stretchRows.last { $0.lowerBound <= position } ?? stretch
  }

  /// The row behind `row`; `nil` behind the last.
  mutating func row(behind row: Range<Int>) -> Range<Int>? {
    guard row.upperBound < buffer.count else { return nil }
    let isLineEnd = buffer[row.upperBound] == .newline
    return self.row(containing: row.upperBound + (isLineEnd ? 1 : 0))
  }

  /// The row before `row`; `nil` before the first.
  mutating func row(before row: Range<Int>) -> Range<Int>? {
    guard row.lowerBound > 0 else { return nil }
    return self.row(containing: row.lowerBound - 1)
  }

  /// The column of a caret at `position` in its row.
  func column(of position: Int, in row: Range<Int>) -> Int {
    var column = 0
    for index in row.lowerBound..<max(row.lowerBound, min(position, row.upperBound)) {
      column += width(of: buffer[index], at: column)
    }
    return min(column, columns)
  }

  /// The caret position of `row` nearest to `column`, not behind it.
  func position(atColumn column: Int, in row: Range<Int>) -> Int {
    var reached = 0
    for index in row {
      reached += width(of: buffer[index], at: reached)
      if reached > column { return index }
    }
    let isSoftBreak = row.upperBound < buffer.count && buffer[row.upperBound] != .newline
    return isSoftBreak ? max(row.lowerBound, row.upperBound - 1) : row.upperBound
  }

  /// What is drawn of `row`.
  func glyphs(
    of row: Range<Int>, style: TextStyle, highlights: [EditBuffer.Highlight]
  ) -> [StyledGlyph] {
    var result: [StyledGlyph] = []
    var column = 0
    let here = highlights.filter { $0.range.overlaps(row) }
    for index in row {
      let role = here.first { $0.range.contains(index) }?.role
      let style = role.map { TextStyle($0) } ?? style
      for glyph in glyphs(of: buffer[index], at: column, style: style, isMarked: role != nil) {
        let width = Int(glyph.glyph.width)
        guard column + width <= columns else { return result }
        column += width
        result.append(glyph)
      }
    }
    return result
  }

  /// The stretch of a logical line in which a caret at `position` is drawn.
  private func stretch(around position: Int) -> Range<Int> {
    let start = buffer.lineStart(of: position)
    var offset = (position - start) / EditBuffer.stretchLength * EditBuffer.stretchLength
    if offset > 0, start + offset == position,
      position == buffer.count || buffer[position] == .newline
    {
      offset -= EditBuffer.stretchLength
    }
    let end = min(buffer.lineEnd(of: position), start + offset + EditBuffer.stretchLength)
    return start + offset..<end
  }

  private mutating func rows(ofStretch stretch: Range<Int>) -> [Range<Int>] {
    measuredElements += stretch.count
    var rows: [Range<Int>] = []
    var start = stretch.lowerBound
    var column = 0
    /// Behind the last blank of the row, and its column.
    var breakpoint: (index: Int, column: Int)?
    for index in stretch {
      let element = buffer[index]
      let width = width(of: element, at: column)
      if column + width > columns, index > start, !element.isWhitespace {
        let end = breakpoint ?? (index, column)
        rows.append(start..<end.index)
        start = end.index
        column -= end.column
        breakpoint = nil
        if column + width > columns, index > start {
          rows.append(start..<index)
          start = index
          column = 0
        }
      }
      column += width
      if element.isWhitespace { breakpoint = (index + 1, column) }
    }
    rows.append(start..<stretch.upperBound)
    return rows
  }

  /// Columns of an element; a chip or wide glyph never takes more than a row.
  private func width(of element: EditElement, at column: Int) -> Int {
    switch element {
    case .newline: return 0
    case .character(let character):
      if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F { return 1 }
      let glyphs = glyphs(of: element, at: column, style: .plain)
      return min(columns, glyphs.reduce(0) { $0 + Int($1.glyph.width) })
    case .chip(let chip): return min(columns, chip.label.utf8.count)
    }
  }

  private func glyphs(
    of element: EditElement, at column: Int, style: TextStyle, isMarked: Bool = false
  ) -> [StyledGlyph] {
    switch element {
    case .newline: return []
    case .character(let character):
      return TextLayout.glyphs(of: Substring(String(character)), style: style, column: column)
    case .chip(let chip):
      return TextLayout.glyphs(
        of: Substring(chip.label), style: isMarked ? style : TextStyle(.accent))
    }
  }
}
