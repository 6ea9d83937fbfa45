import TextModel

/// The rows of one block at one width.
struct LaidOutBlock: Sendable {
  /// Where a row starts in its block: logical line, and glyphs into it.
  struct Start: Hashable, Comparable, Sendable {
    var line: Int
    var offset: Int

    static func < (left: Start, right: Start) -> Bool {
      (left.line, left.offset) < (right.line, right.offset)
    }
  }

  private(set) var rows: [[StyledGlyph]] = []
  private(set) var starts: [Start] = []
  /// Of each row, the glyphs before those of its line (margin, indent), and
  /// how many glyphs of the line it shows. What stands behind them, such as a
  /// clock, is no part of the line either.
  private var leads: [Int] = []
  private var lengths: [Int] = []
  private(set) var lineCount = 0

  /// Heap bytes of an array beside its elements.
  private static let arrayOverheadBytes = 32

  /// Bytes that the rows take in memory.
  var byteCount: Int {
    rows.reduce(0) { $0 + $1.count * MemoryLayout<StyledGlyph>.stride + Self.arrayOverheadBytes }
      + rows.count * (MemoryLayout<Start>.stride + 2 * MemoryLayout<Int>.stride)
  }

  init() {}

  /// `lines` wrapped to `width` columns, prose indented by `indent`; lines
  /// that do not wrap at words (code) stand flush left, so that a terminal's
  /// own selection copies them clean. Of the lines only those that `keeps`
  /// accepts get rows.
  init(
    lines: [StyledLine], width: Int, indent: Int, codeIsFlush: Bool = true,
    keeps: ((StyledLine) -> Bool)? = nil
  ) {
    let margin = Array(repeating: StyledGlyph(.blank, .plain), count: max(0, indent))
    for line in lines {
      if let keeps, !keeps(line) {
        lineCount += 1
        continue
      }
      let isFlush = codeIsFlush && !line.wrapsAtWords
      let room = max(1, width - (isFlush ? 0 : indent))
      for row in TextLayout.wrappedRows(of: line, width: room) {
        let isPlaced = isFlush || row.glyphs.isEmpty
        starts.append(Start(line: lineCount, offset: row.range.lowerBound))
        leads.append(row.lead + (isPlaced ? 0 : margin.count))
        lengths.append(row.range.count)
        rows.append(isPlaced ? row.glyphs : margin + row.glyphs)
      }
      lineCount += 1
    }
  }

  /// Adds a row that is no part of any text.
  mutating func append(_ row: [StyledGlyph]) {
    rows.append(row)
    starts.append(Start(line: lineCount, offset: 0))
    leads.append(row.count)
    lengths.append(0)
    lineCount += 1
  }

  /// Exchanges the first row, as for a label in its margin.
  mutating func replaceFirstRow(with row: [StyledGlyph]) {
    guard !rows.isEmpty else { return append(row) }
    rows[0] = row
  }

  /// The row in which `start` lies.
  func row(containing start: Start) -> Int {
    // Starts ascend; the last that is not behind it.
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= start { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  /// Which glyphs of a row are text of its logical line: neither its margin nor
  /// what is written behind it.
  func text(inRow row: Int) -> Range<Int> { leads[row]..<leads[row] + lengths[row] }

  // MARK: Lines

  /// The rows of the logical line that row `row` is a part of.
  func rowsOfLine(at row: Int) -> Range<Int> {
    let line = starts[row].line
    var first = row
    var end = row + 1
    while first > 0, starts[first - 1].line == line { first -= 1 }
    while end < rows.count, starts[end].line == line { end += 1 }
    return first..<end
  }

  /// The glyphs of a logical line that was broken into `lineRows`; blanks that
  /// wrapping took away are there again.
  func glyphs(ofLineIn lineRows: Range<Int>) -> [StyledGlyph] {
    var glyphs: [StyledGlyph] = []
    for row in lineRows {
      while glyphs.count < starts[row].offset { glyphs.append(StyledGlyph(.blank, .plain)) }
      glyphs += rows[row].dropFirst(leads[row]).prefix(lengths[row])
    }
    return glyphs
  }

  /// Which glyphs of `row` show the glyphs `range` of its line.
  func glyphs(showing range: Range<Int>, inRow row: Int) -> Range<Int> {
    let offset = starts[row].offset
    let shown = range.clamped(to: offset..<offset + lengths[row])
    let first = shown.lowerBound - offset + leads[row]
    return first..<min(rows[row].count, first + shown.count)
  }
}
