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
  private(set) var lineCount = 0

  /// Heap bytes of an array beside its elements.
  private static let arrayOverheadBytes = 32

  /// Bytes that the rows take in memory.
  var byteCount: Int {
    rows.reduce(0) { $0 + $1.count * MemoryLayout<StyledGlyph>.stride + Self.arrayOverheadBytes }
      + starts.count * MemoryLayout<Start>.stride
  }

  init() {}

  /// `lines` wrapped to `width` columns, prose indented by `indent`; lines
  /// that do not wrap at words (code) stand flush left, so that a terminal's
  /// own selection copies them clean.
  init(lines: [StyledLine], width: Int, indent: Int, codeIsFlush: Bool = true) {
    let margin = Array(repeating: StyledGlyph(.blank, .plain), count: max(0, indent))
    for line in lines {
      let isFlush = codeIsFlush && !line.wrapsAtWords
      let room = max(1, width - (isFlush ? 0 : indent))
      var offset = 0
      for row in TextLayout.rows(of: line, width: room) {
        starts.append(Start(line: lineCount, offset: offset))
        rows.append(isFlush || row.isEmpty ? row : margin + row)
        offset += max(1, row.count)
      }
      lineCount += 1
    }
  }

  mutating func append(_ row: [StyledGlyph]) {
    rows.append(row)
    starts.append(Start(line: lineCount, offset: 0))
    lineCount += 1
  }

  /// Exchanges the first row, as for a label in its margin.
  mutating func replaceFirstRow(with row: [StyledGlyph]) {
    guard !rows.isEmpty else { return append(row) }
    rows[0] = row
  }

  /// The row in which `start` lies.
  func row(containing start: Start) -> Int {
    (starts.lastIndex { $0 <= start }) ?? 0
  }
}
