extension TextLayout {
  /// Columns that must be left for text beside a continuation; with fewer it
  /// is left out.
  static let minimumColumnsBesideContinuation = 4

  /// A row of a logical line.
  public struct WrappedRow: Hashable, Sendable {
    /// What is drawn: the continuation, if it is not the first row, and the
    /// glyphs of the line.
    public var glyphs: [StyledGlyph]
    /// Which glyphs of the line it shows; between two rows the blanks are
    /// missing at which the line was broken.
    public var range: Range<Int>
    /// Glyphs drawn before those of the line.
    public var lead: Int { glyphs.count - range.count }
  }

  /// `line` as rows of at most `width` columns; always at least one row.
  /// Concatenated, the rows hold every glyph of the line except blanks at
  /// which a row was broken; rows after the first begin with the line's
  /// continuation. In one column a wide glyph becomes `?`.
  public static func rows(of line: StyledLine, width: Int) -> [[StyledGlyph]] {
    wrappedRows(of: line, width: width).map(\.glyphs)
  }

  /// As `rows`, and which part of the line each of them is.
  public static func wrappedRows(of line: StyledLine, width: Int) -> [WrappedRow] {
    let columns = max(1, width)
    let all = fitted(glyphs(of: line), columns)
    let prefix = glyphs(of: line.continuation)
    let prefixColumns = self.columns(of: prefix)
    let fits = prefixColumns + minimumColumnsBesideContinuation <= columns
    var wrap = RowBreaker(
      glyphs: all, columns: columns, columnsAfterFirst: fits ? columns - prefixColumns : columns,
      wrapsAtWords: line.wrapsAtWords)
    var rows: [WrappedRow] = []
    while let row = wrap.next() {
      let glyphs = rows.isEmpty || !fits ? Array(all[row]) : prefix + all[row]
      rows.append(WrappedRow(glyphs: glyphs, range: row))
    }
    return rows
  }

  /// The glyphs of a logical line, without any continuation.
  public static func glyphs(of line: StyledLine) -> [StyledGlyph] { glyphs(of: line.runs) }

  private static func glyphs(of runs: [StyledRun]) -> [StyledGlyph] {
    var result: [StyledGlyph] = []
    var column = 0
    for run in runs {
      let start = result.count
      append(Substring(run.text), style: run.style, column: column, to: &result)
      column += columns(of: result[start...])
    }
    return result
  }

  private static func columns(of glyphs: some Sequence<StyledGlyph>) -> Int {
    glyphs.reduce(0) { $0 + Int($1.glyph.width) }
  }

  /// `glyphs` without any that is wider than a row.
  private static func fitted(_ glyphs: [StyledGlyph], _ columns: Int) -> [StyledGlyph] {
    guard columns < 2 else { return glyphs }
    return glyphs.map { glyph in
      glyph.glyph.width < 2 ? glyph : StyledGlyph(Glyph(scalar: 0x3F), glyph.style)
    }
  }
}

/// Where a line breaks into rows, greedily from the left: at blanks, beside a
/// wide glyph, and inside a word only when it is longer than a row.
private struct RowBreaker {
  let glyphs: [StyledGlyph]
  let columns: Int
  let columnsAfterFirst: Int
  let wrapsAtWords: Bool
  private var position = 0
  private var isFirst = true

  init(glyphs: [StyledGlyph], columns: Int, columnsAfterFirst: Int, wrapsAtWords: Bool) {
    self.glyphs = glyphs
    self.columns = columns
    self.columnsAfterFirst = columnsAfterFirst
    self.wrapsAtWords = wrapsAtWords
  }

  /// The glyphs of the next row; `nil` behind the last.
  mutating func next() -> Range<Int>? {
    let start = position
    guard start < glyphs.count || isFirst else { return nil }
    let limit = isFirst ? columns : columnsAfterFirst
    isFirst = false
    var end = start
    var used = 0
    while end < glyphs.count, used + Int(glyphs[end].glyph.width) <= limit {
      used += Int(glyphs[end].glyph.width)
      end += 1
    }
    position = end
    guard end < glyphs.count, wrapsAtWords else { return start..<end }
    return start..<brokenAtWord(start, end)
  }

  /// The end of a row that would be full at `end`; leaves `position` behind
  /// the blanks of the break.
  private mutating func brokenAtWord(_ start: Int, _ end: Int) -> Int {
    var candidate = end
    while candidate > start, !canBreak(before: candidate) { candidate -= 1 }
    var rowEnd = candidate
    while rowEnd > start, isBlank(rowEnd - 1) { rowEnd -= 1 }
    // A word longer than the row, or only an indent before it.
    guard rowEnd > start else { return end }
    position = candidate
    while position < glyphs.count, isBlank(position) { position += 1 }
    return rowEnd
  }

  private func isBlank(_ index: Int) -> Bool { glyphs[index].glyph.scalar == 0x20 }

  /// Whether a row may end before the glyph at `index` (not the first).
  private func canBreak(before index: Int) -> Bool {
    isBlank(index) || isBlank(index - 1)
      || glyphs[index].glyph.width == 2 || glyphs[index - 1].glyph.width == 2
  }
}
