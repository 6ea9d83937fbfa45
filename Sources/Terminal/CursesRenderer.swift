internal import CTerminal
internal import Glibc
internal import Interface
internal import TextModel

/// Makes the terminal show a frame: compares rows with the last frame, hands
/// the changed ones to curses, which sends the difference.
struct CursesRenderer {
  private var pairs: ColorPairs
  private var glyphs = GlyphGuard()
  private var last: Frame?
  private var row: [adit_cell] = []
  private var mustPaint = true

  private let hasSafeCorner: Bool

  /// Cells at the end of the last row that hold nothing wide where curses
  /// fills the lower right corner by inserting.
  static let cornerColumns = 3

  init(pairs: ColorPairs, hasSafeCorner: Bool) {
    self.pairs = pairs
    self.hasSafeCorner = hasSafeCorner
  }

  /// The next frame is drawn whole: the screen was resized.
  mutating func forget() {
    last = nil
    mustPaint = true
  }

  /// The next frame is sent even if it equals the last.
  mutating func repaint() { mustPaint = true }

  /// Draws `frame`. With `synchronized` the terminal shows a change of
  /// several rows at once; one row is not worth the 16 bytes.
  mutating func draw(_ frame: Frame, synchronized: Bool) {
    let changed = putChangedRows(of: frame)
    guard changed > 0 || mustPaint || frame.cursor != last?.cursor else { return }
    var cursor = (column: Int32(-1), row: Int32(-1))
    if let wanted = frame.cursor, (0..<frame.size.columns).contains(wanted.column),
      (0..<frame.size.rows).contains(wanted.row)
    {
      cursor = (Int32(wanted.column), Int32(wanted.row))
    }
    adit_screen_paint(cursor.column, cursor.row, synchronized && (changed > 1 || mustPaint))
    last = frame
    mustPaint = false
  }

  /// The number of rows that differ from the last frame.
  private mutating func putChangedRows(of frame: Frame) -> Int {
    let known = last?.size == frame.size ? last : nil
    let columns = frame.size.columns
    guard frame.cells.count == columns * frame.size.rows else { return 0 }
    var changed = 0
    frame.cells.withUnsafeBufferPointer { cells in
      for row in 0..<frame.size.rows {
        let new = UnsafeBufferPointer(rebasing: cells[row * columns..<(row + 1) * columns])
        if let known, Self.areSame(new, in: known, row: row) { continue }
        changed += 1
        let isCorner = !hasSafeCorner && row == frame.size.rows - 1
        put(new, row: row, wideBelow: columns - (isCorner ? Self.cornerColumns : 0))
      }
    }
    return changed
  }

  /// Compares memory first: equal bytes are equal cells. Unequal ones may
  /// differ in padding only.
  private static func areSame(_ new: UnsafeBufferPointer<Cell>, in known: Frame, row: Int) -> Bool {
    known.cells.withUnsafeBufferPointer { old in
      guard let new = new.baseAddress, let old = old.baseAddress else { return false }
      let columns = known.size.columns
      let start = old + row * columns
      return start == new || memcmp(start, new, columns * MemoryLayout<Cell>.stride) == 0
        || (0..<columns).allSatisfy { start[$0] == new[$0] }
    }
  }

  /// Wide glyphs stand left of column `wideBelow` only.
  private mutating func put(_ cells: UnsafeBufferPointer<Cell>, row: Int, wideBelow: Int) {
    self.row.removeAll(keepingCapacity: true)
    var column = 0
    while column < cells.count {
      let cell = cells[column]
      var glyph = cell.glyph
      // A half without its other half would shift the row.
      let isWhole =
        glyph.width == 1
        || glyph.width == 2 && column + 1 < cells.count && column < wideBelow
          && cells[column + 1].glyph.width == 0
      if !isWhole { glyph = .blank }
      var drawn = glyphs.cell(of: glyph)
      let look = pairs.look(of: cell.style)
      drawn.pair = look.pair
      drawn.emphasis = look.emphasis
      self.row.append(drawn)
      column += Int(glyph.width)
    }
    self.row.withUnsafeBufferPointer {
      adit_screen_put_row(Int32(row), $0.baseAddress, Int32($0.count))
    }
  }
}
