import TextModel

/// A panel at the bottom of the screen: over the prompt, which keeps its text,
/// with as much of the transcript above as there is room for. Where rows are
/// few the least important ones go first.
struct PanelView {
  /// A line of the panel.
  struct Line {
    var line: StyledLine
    /// Lines of the highest rank go first where rows are few.
    var rank: Int
    /// Whether the caret stands behind it.
    var isField = false

    init(_ line: StyledLine, rank: Int, isField: Bool = false) {
      self.line = line
      self.rank = rank
      self.isField = isField
    }

    init(_ text: String, _ style: TextStyle = .plain, rank: Int) {
      self.init(StyledLine(text, style), rank: rank)
    }
  }

  let title: String
  let hint: String
  /// Where `hint` does not fit beside the title.
  let shortHint: String
  let lines: [Line]

  /// Rows from which the panel has a title.
  private static let rowsForTitle = 3

  func draw(on canvas: inout Canvas) {
    let size = canvas.size
    let top = size.rows >= ScreenPlan.rowsForHeader ? 1 : 0
    let bottom = size.rows >= 4 ? size.rows - 1 : size.rows
    let available = max(1, bottom - top)
    let titleRows = available >= Self.rowsForTitle ? 1 : 0
    let rows = fitted(to: available - titleRows, width: size.columns)
    let count = rows.reduce(0) { $0 + $1.rows.count }
    var row = bottom - count - titleRows
    for row in row..<bottom { canvas.fill(row: row, columns: 0..<size.columns, role: .text) }
    if titleRows == 1 {
      drawTitle(row: row, on: &canvas)
      row += 1
    }
    canvas.placeCursor(row: row, column: 0)
    for block in rows {
      for glyphs in block.rows {
        let end = canvas.draw(glyphs, row: row, column: 0)
        if block.isField { canvas.placeCursor(row: row, column: end) }
        row += 1
      }
    }
  }

  private func drawTitle(row: Int, on canvas: inout Canvas) {
    let columns = canvas.size.columns
    canvas.fill(row: row, columns: 0..<columns, role: .status)
    let end = canvas.draw(" " + title, TextStyle(.statusStrong), row: row, column: 0)
    let fitting = [hint, shortHint].first { columns - TextLayout.width(of: $0) - 1 > end + 1 }
    guard let fitting else { return }
    canvas.draw(
      fitting, TextStyle(.status), row: row, column: columns - TextLayout.width(of: fitting) - 1)
  }

  private struct Block {
    var rows: [[StyledGlyph]]
    var rank: Int
    var isField: Bool
  }

  /// The lines as rows, at most `limit` of them.
  private func fitted(to limit: Int, width: Int) -> [Block] {
    var blocks = lines.map { line in
      let margin = line.line.wrapsAtWords && width >= 20 ? 1 : 0
      let blanks = Array(repeating: StyledGlyph(.blank, .plain), count: margin)
      let rows = TextLayout.rows(of: line.line, width: max(1, width - margin))
      return Block(
        rows: rows.map { blanks + $0 }, rank: line.rank, isField: line.isField)
    }
    func count() -> Int { blocks.reduce(0) { $0 + $1.rows.count } }
    while count() > limit, let least = blocks.lastIndex(where: { $0.rank == highestRank(blocks) }) {
      let excess = count() - limit
      let isLast = blocks.count == 1
      if isLast || blocks[least].rows.count > excess && blocks[least].rank < Self.wholeRank {
        blocks[least].rows.removeLast(min(excess, blocks[least].rows.count))
        break
      }
      blocks.remove(at: least)
    }
    return blocks
  }

  /// From this rank on a line goes whole or not at all.
  static let wholeRank = 5

  private func highestRank(_ blocks: [Block]) -> Int { blocks.map(\.rank).max() ?? 0 }
}
