import TextModel

/// Draws into a frame: everything that a view puts on the screen goes through
/// here, is clipped to its rectangle, and is made of sanitized glyphs only.
struct Canvas {
  private(set) var frame: Frame
  /// The rows of the list that was drawn, for clicks.
  var list: PaintedScreen.List?
  let theme: Theme

  init(size: ScreenSize, theme: Theme) {
    frame = Frame(size: size)
    self.theme = theme
    let blank = Cell(.blank, theme.look(of: .text))
    // A theme may bring its own background.
    guard blank != Cell() else { return }
    for index in frame.cells.indices { frame.cells[index] = blank }
  }

  var size: ScreenSize { frame.size }

  /// Places the hardware cursor, clipped to the screen.
  mutating func placeCursor(row: Int, column: Int, shape: CursorShape = .standard) {
    frame.cursorShape = shape
    frame.cursor = ScreenPosition(
      column: min(max(0, column), size.columns - 1), row: min(max(0, row), size.rows - 1))
  }

  /// Whether nothing stands there.
  func isBlank(row: Int, column: Int) -> Bool {
    guard (0..<size.rows).contains(row), (0..<size.columns).contains(column) else { return false }
    return frame.cells[row * size.columns + column].glyph == .blank
  }

  /// Fills the columns `columns` of `row` with blanks in `role`.
  mutating func fill(row: Int, columns: Range<Int>, role: StyleRole) {
    guard row >= 0, row < size.rows else { return }
    let cell = Cell(.blank, theme.look(of: role))
    let clipped = columns.clamped(to: 0..<size.columns)
    for column in clipped { frame.cells[row * size.columns + column] = cell }
  }

  /// Gives the cells of `row` in `columns` another look.
  mutating func restyle(row: Int, columns: Range<Int>, look: CellStyle) {
    guard row >= 0, row < size.rows else { return }
    for column in columns.clamped(to: 0..<size.columns) {
      frame.cells[row * size.columns + column].style = look
    }
  }

  /// Draws `glyphs` from `column` on, at most up to column `limit`; gives the
  /// column behind the last glyph drawn. A wide glyph that would be cut is
  /// left out.
  @discardableResult
  mutating func draw(
    _ glyphs: [StyledGlyph], row: Int, column: Int, limit: Int? = nil
  ) -> Int {
    guard row >= 0, row < size.rows, column >= 0 else { return column }
    let end = min(limit ?? size.columns, size.columns)
    var position = column
    for styled in glyphs {
      let width = Int(styled.glyph.width)
      guard width > 0 else { continue }
      guard position + width <= end else { break }
      let look = theme.look(of: styled.style)
      let index = row * size.columns + position
      frame.cells[index] = Cell(styled.glyph, look)
      if width == 2 { frame.cells[index + 1] = Cell(Self.rightHalf, look) }
      position += width
    }
    return position
  }

  /// Draws `text`, cut with `…` where it does not fit before `limit`.
  @discardableResult
  mutating func draw(
    _ text: String, _ style: TextStyle, row: Int, column: Int, limit: Int? = nil
  ) -> Int {
    let room = min(limit ?? size.columns, size.columns) - column
    guard room > 0 else { return column }
    let fitting = TextLayout.truncated(text, to: room)
    return draw(
      TextLayout.glyphs(of: Substring(fitting), style: style), row: row, column: column,
      limit: limit)
  }

  /// A horizontal rule across the screen, one column in from its edges.
  mutating func rule(row: Int) {
    guard row >= 0, row < size.rows else { return }
    let glyph = StyledGlyph(Glyph(scalar: 0x2500), TextStyle(.rule))
    draw(Array(repeating: glyph, count: max(0, size.columns - 2)), row: row, column: 1)
  }

  /// What stands in the right half of a wide glyph.
  private static let rightHalf = Glyph(scalar: 0x20, width: 0)
}
