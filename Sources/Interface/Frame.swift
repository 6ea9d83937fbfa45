public import TextModel

/// A colour in the palette of the terminal or beyond it. The theme has
/// already chosen what the terminal's level can show.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// 0–255 in the terminal's palette.
  case indexed(UInt8)
  /// 24 bits; only on direct-colour terminals.
  case rgb(UInt8, UInt8, UInt8)
}

/// How many colours there are to work with.
public enum ColorLevel: Hashable, Sendable {
  case mono, ansi16, indexed256, direct
}

/// How a cell looks.
public struct CellStyle: Hashable, Sendable {
  /// Colour of the text.
  public var foreground: Color
  /// Colour behind it.
  public var background: Color
  /// Attributes.
  public var emphasis: Emphasis

  /// A look.
  public init(
    foreground: Color = .standard, background: Color = .standard, emphasis: Emphasis = []
  ) {
    self.foreground = foreground
    self.background = background
    self.emphasis = emphasis
  }

  /// The terminal's default.
  public static let standard = CellStyle()
}

/// One cell of a frame. The right half of a wide glyph is a cell whose glyph
/// has width 0.
public struct Cell: Hashable, Sendable {
  /// What stands in it.
  public var glyph: Glyph
  /// How it looks.
  public var style: CellStyle

  /// A cell.
  public init(_ glyph: Glyph = .blank, _ style: CellStyle = .standard) {
    self.glyph = glyph
    self.style = style
  }
}

/// Rows and columns of a screen, both at least 1.
public struct ScreenSize: Hashable, Sendable {
  public var columns: Int, rows: Int

  /// A size; values below 1 become 1.
  public init(columns: Int, rows: Int) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
  }
}

/// A zero-based position.
public struct ScreenPosition: Hashable, Sendable {
  public var column: Int, row: Int

  /// A position.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// What the hardware cursor looks like.
public enum CursorShape: Hashable, Sendable {
  /// As the terminal has it.
  case standard
  /// On a character that keys act upon.
  case block
  /// Between characters.
  case bar
  /// Under a character that typing replaces.
  case underline
}

/// A whole picture of the screen: what the renderer makes the terminal show.
public struct Frame: Hashable, Sendable {
  /// Rows and columns.
  public let size: ScreenSize
  /// Row by row, `size.columns` a row.
  public var cells: [Cell]
  /// Where the hardware cursor stands; `nil` hides it.
  public var cursor: ScreenPosition?
  /// What it looks like, where the terminal has more than one.
  public var cursorShape = CursorShape.standard

  /// An empty frame.
  public init(size: ScreenSize) {
    self.size = size
    cells = Array(repeating: Cell(), count: size.columns * size.rows)
  }

  /// The cells of one row.
  public func row(_ row: Int) -> ArraySlice<Cell> {
    cells[row * size.columns..<(row + 1) * size.columns]
  }
}
