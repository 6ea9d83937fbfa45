import TextModel

/// A popup that is a list: a filter behind the title, rows of which one is
/// chosen, details of that one beside the list or, in narrow windows, below
/// it, and a footer. Every list of the program is drawn by it; what stands in
/// its rows is its caller's.
struct ListPopup {
  /// A text at its column in a row, cut at `limit`.
  struct Piece: Hashable {
    var column: Int
    var text: String
    var limit: Int?
  }

  /// A row: column 0 is the list's own, for the mark of the chosen one.
  struct Row: Hashable {
    /// How it looks unless it is the chosen one.
    var role = StyleRole.text
    var pieces: [Piece]
  }

  /// What the title says, and what is typed behind it.
  var title: String
  var typed: String
  /// What the right end of the title says, the longest form first.
  var hints: [String] = []
  /// Rows, and which is the chosen one.
  var count: Int
  var chosen: Int
  /// Whether wide screens give half of their columns to the list.
  var isGrowing = false
  /// Whether the details stand below the rows however wide the screen is.
  var isBelow = false
  /// What stands there without any row.
  var emptyText = "nothing fits the filter"
  /// Above the rows, where there is room.
  var headings: [Piece] = []
  /// Below everything else, dim.
  var notes: [String] = []
  /// Of the chosen row.
  var details: [StyledLine] = []
  /// The last row, the longest form first; the last form is cut to fit.
  var footer: [StyledRun] = []

  /// Columns from which the details stand beside the list.
  private static let twoColumnWidth = 112
  /// Columns of the list beside the details, at least.
  private static let leastListColumns = 70
  /// Rows that the list keeps when the details stand below it.
  private static let minimumListRows = 4

  /// Columns of the rows on a screen of `columns`; `growing`: texts of any
  /// length stand in them.
  static func listWidth(columns: Int, hasDetails: Bool = true, growing: Bool = false) -> Int {
    guard hasDetails, columns >= twoColumnWidth else { return columns }
    return growing ? max(leastListColumns, columns / 2) : leastListColumns
  }

  /// Draws the popup; `row` makes the rows that are in view, by their index.
  func draw(on canvas: inout Canvas, row: (Int) -> Row) {
    let columns = canvas.size.columns
    let frame = OverlayFrame(size: canvas.size)
    let head = "\(title) ›\(typed)"
    let room = columns - TextLayout.width(of: head) - 4
    let hint = hints.first { TextLayout.width(of: $0) <= room } ?? ""
    frame.begin(head, hint: hint, on: &canvas)
    drawFooter(frame.footer, on: &canvas)
    guard count > 0 else {
      canvas.draw(
        "  \(emptyText)", TextStyle(.dim), row: frame.body.lowerBound, column: 0)
      return placeCursor(frame, head: head, fallbackRow: frame.body.lowerBound, on: &canvas)
    }
    var body = frame.body
    for note in notes.reversed() {
      body = body.dropLast()
      canvas.draw(" " + note, TextStyle(.dim), row: body.upperBound, column: 0)
    }
    let width = Self.listWidth(
      columns: columns, hasDetails: !details.isEmpty && !isBelow, growing: isGrowing)
    var listRows = body
    if !headings.isEmpty, body.count > Self.minimumListRows {
      for piece in headings { draw(piece, TextStyle(.dim), row: listRows.lowerBound, on: &canvas) }
      listRows = listRows.dropFirst()
    }
    let isBeside = width < columns
    let detailColumn = isBeside ? width + 2 : 1
    let lines = details.flatMap {
      TextLayout.rows(of: $0, width: max(1, columns - detailColumn - 1))
    }
    if !isBeside {
      // Where rows hold texts of any length, they matter as much as the details.
      let share = isGrowing ? min(count, listRows.count / 2) : 0
      let kept = max(Self.minimumListRows, share)
      listRows = listRows.dropLast(max(0, min(lines.count, listRows.count - kept)))
    }
    let index = max(0, min(chosen, count - 1))
    let first = OverlayFrame.firstShown(index: index, count: count, rows: listRows.count)
    canvas.list = PaintedScreen.List(rows: listRows, columns: width, first: first)
    for (screenRow, offset) in zip(listRows, first..<count) {
      drawRow(row(offset), isChosen: offset == index, row: screenRow, width: width, on: &canvas)
    }
    let detailRows = isBeside ? body : listRows.upperBound..<body.upperBound
    for (screenRow, glyphs) in zip(detailRows, lines) {
      canvas.draw(glyphs, row: screenRow, column: detailColumn)
    }
    placeCursor(
      frame, head: head, fallbackRow: listRows.lowerBound + index - first, on: &canvas)
  }

  private func drawRow(
    _ row: Row, isChosen: Bool, row screenRow: Int, width: Int, on canvas: inout Canvas
  ) {
    let style = TextStyle(isChosen ? .selection : row.role)
    canvas.fill(row: screenRow, columns: 0..<min(width, canvas.size.columns), role: style.role)
    if isChosen { canvas.draw("▸", style, row: screenRow, column: 0) }
    for piece in row.pieces { draw(piece, style, row: screenRow, on: &canvas) }
  }

  private func draw(
    _ piece: Piece, _ style: TextStyle, row: Int, on canvas: inout Canvas
  ) {
    canvas.draw(piece.text, style, row: row, column: piece.column, limit: piece.limit)
  }

  private func drawFooter(_ row: Int?, on canvas: inout Canvas) {
    guard let row else { return }
    let room = canvas.size.columns - 2
    let fitting = footer.first { TextLayout.width(of: $0.text) <= room } ?? footer.last
    guard let fitting else { return }
    canvas.draw(" " + fitting.text, fitting.style, row: row, column: 0)
  }

  /// The caret stands behind the filter; without a title, on the chosen row.
  private func placeCursor(
    _ frame: OverlayFrame, head: String, fallbackRow: Int, on canvas: inout Canvas
  ) {
    guard let title = frame.title else {
      return canvas.placeCursor(row: fallbackRow, column: 0)
    }
    canvas.placeCursor(row: title, column: 1 + TextLayout.width(of: head))
  }
}
