internal import Glibc

/// What an xterm would show of the bytes that a program wrote: enough of it
/// to read back what ncurses paints for xterm, screen, linux and vt220.
/// Whatever it does not know it notes in `unknown`.
public struct ScreenEmulator: Sendable, CustomStringConvertible {
  /// One position of the screen.
  public struct Cell: Equatable, Sendable {
    /// Base scalar and marks; empty in the right half of a wide character.
    public var text: String
    /// How it looks.
    public var style: Style
    /// A cell.
    public init(text: String, style: Style) {
      self.text = text
      self.style = style
    }
    static func blank(_ style: Style) -> Cell { Cell(text: " ", style: style) }
  }

  /// A colour as SGR sets it.
  public enum Color: Equatable, Sendable {
    case standard
    case indexed(Int)
    case rgb(Int, Int, Int)
  }

  /// Colours and attributes.
  public struct Style: Equatable, Sendable {
    /// Foreground and background.
    public var foreground = Color.standard, background = Color.standard
    /// SGR numbers of the attributes that are on: 1 bold, 2 dim, 3 italic,
    /// 4 underline, 7 reverse.
    public var attributes: Set<Int> = []
    /// The terminal's default.
    public init() {}
    var erased: Style {
      var style = Style()
      style.background = background
      return style
    }
  }

  /// Which questions the terminal answers.
  public struct Answers: Sendable {
    /// DA1, DECRQM 2026, the kitty keyboard query.
    public var deviceAttributes: Bool, synchronizedOutput: Bool, kittyKeyboard: Bool
    /// A choice.
    public init(deviceAttributes: Bool, synchronizedOutput: Bool, kittyKeyboard: Bool) {
      self.deviceAttributes = deviceAttributes
      self.synchronizedOutput = synchronizedOutput
      self.kittyKeyboard = kittyKeyboard
    }
    /// An old terminal.
    public static let none = Answers(
      deviceAttributes: false, synchronizedOutput: false, kittyKeyboard: false)
    /// A modern one.
    public static let all = Answers(
      deviceAttributes: true, synchronizedOutput: true, kittyKeyboard: true)
  }

  /// Size.
  public private(set) var columns: Int, rows: Int
  /// Where the cursor is, zero-based.
  public internal(set) var cursor = (column: 0, row: 0)
  /// Private modes that were set (`true`) or reset, by number.
  public internal(set) var modes: [Int: Bool] = [:]
  /// Flags pushed with `CSI > n u` and not popped.
  public internal(set) var kittyStack: [Int] = []
  /// The level of modifyOtherKeys (`CSI > 4 ; n m`).
  public internal(set) var modifyOtherKeys = 0
  /// The cursor's shape (DECSCUSR); 0: the terminal's own.
  public internal(set) var cursorShape = 0
  /// Whether the alternate screen shows.
  public internal(set) var isAlternate = false
  /// Operating system commands and device control strings, in order.
  public internal(set) var strings: [String] = []
  /// The window's title, every title that it had, and those that are kept.
  public internal(set) var title = "", titles: [String] = []
  /// Titles that were put aside.
  public internal(set) var titleStack: [String] = []
  /// What is answered to the question for the background (OSC 11); `nil`:
  /// nothing.
  public var backgroundAnswer: String?
  /// Whether a question whether everything was taken (`CSI 5 n`) is answered.
  public var answersStatus = true
  /// Sequences that this terminal does not know.
  public internal(set) var unknown: [String] = []
  /// How often BEL came.
  public internal(set) var bells = 0
  /// How many synchronized updates were completed.
  public internal(set) var synchronizedUpdates = 0
  /// How new text looks.
  public internal(set) var style = Style()

  var grid: [Cell]
  var otherGrid: [Cell] = []
  var otherCursor = (column: 0, row: 0)
  var savedCursor = (column: 0, row: 0)
  var scrollTop = 0, scrollBottom: Int
  var wrapIsPending = false
  var insertsCharacters = false
  var lastPrinted: UInt32 = 0x20
  var usesLineDrawing = false
  var answers: Answers
  var replies: [UInt8] = []
  var parser = SequenceParser()

  /// A blank screen.
  public init(columns: Int, rows: Int, answers: Answers = .none) {
    self.columns = columns
    self.rows = rows
    self.answers = answers
    scrollBottom = rows - 1
    grid = Array(repeating: .blank(Style()), count: columns * rows)
    _ = Self.localeIsSet
  }

  /// `wcwidth` needs a UTF-8 locale.
  private static let localeIsSet: Bool = setlocale(LC_CTYPE, "C.UTF-8") != nil

  /// Takes bytes as a terminal would.
  public mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if let item = parser.feed(byte) { handle(item) }
    }
  }

  /// Answers to questions that came since the last call.
  public mutating func takeReplies() -> [UInt8] {
    defer { replies = [] }
    return replies
  }

  /// Changes the size; what is outside is lost.
  public mutating func resize(columns: Int, rows: Int) {
    func cut(_ old: [Cell], _ oldColumns: Int, _ oldRows: Int) -> [Cell] {
      var new = Array(repeating: Cell.blank(Style()), count: columns * rows)
      for row in 0..<min(rows, oldRows) where !old.isEmpty {
        for column in 0..<min(columns, oldColumns) {
          new[row * columns + column] = old[row * oldColumns + column]
        }
      }
      return new
    }
    grid = cut(grid, self.columns, self.rows)
    if !otherGrid.isEmpty { otherGrid = cut(otherGrid, self.columns, self.rows) }
    self.columns = columns
    self.rows = rows
    scrollTop = 0
    scrollBottom = rows - 1
    wrapIsPending = false
    move(column: cursor.column, row: cursor.row)
  }

  /// A cell, zero-based.
  public func cell(column: Int, row: Int) -> Cell { grid[row * columns + column] }

  /// A row's text without trailing blanks.
  public func row(_ row: Int) -> String {
    var text = grid[row * columns..<(row + 1) * columns].map(\.text).joined()
    while text.unicodeScalars.last == " " { text.unicodeScalars.removeLast() }
    return text
  }

  /// The whole screen, one line a row.
  public var text: String { (0..<rows).map(row).joined(separator: "\n") }

  /// Size, cursor and text, for messages of failed tests.
  public var description: String { "\(columns)x\(rows) cursor \(cursor)\n\(text)" }

  /// Whether some row holds `text`.
  public func contains(_ text: String) -> Bool {
    (0..<rows).contains { row($0).contains(text) }
  }

  /// The first row that holds `text`.
  public func rowIndex(of text: String) -> Int? {
    (0..<rows).first { row($0).contains(text) }
  }

  /// Whether the cursor shows.
  public var isCursorVisible: Bool { modes[25] != false }

  /// What a shell expects to find: main screen, cursor on, no private mode of
  /// ours, no keyboard protocol, plain style.
  public var isPristine: Bool {
    !isAlternate && isCursorVisible && kittyStack.isEmpty && modifyOtherKeys == 0
      && style == Style() && scrollTop == 0 && scrollBottom == rows - 1 && !insertsCharacters
      && titleStack.isEmpty && title.isEmpty && cursorShape == 0
      && [1, 1000, 1002, 1003, 1004, 1006, 1049, 2004, 2026, 2031].allSatisfy {
        modes[$0] != true
      }
  }
}
