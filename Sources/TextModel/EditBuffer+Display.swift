/// The prompt as rows of a pane, and moves by those rows.
///
/// Only the rows around the caret are laid out. A logical line is laid out in
/// stretches of `stretchLength` elements, each from its own first row, so that
/// the cost of a key does not grow with the length of a line.
extension EditBuffer {
  /// What a pane shows of the prompt.
  public struct Display: Equatable, Sendable {
    /// At least one row, none wider than the pane.
    public var rows: [[StyledGlyph]]
    /// Where the hardware cursor belongs, within `rows`.
    public var caretRow: Int, caretColumn: Int
    /// Whether rows above and below are not shown.
    public var hasMoreAbove: Bool, hasMoreBelow: Bool
  }

  /// A stretch drawn in a role of its own: a selection, a match.
  public struct Highlight: Hashable, Sendable {
    /// Elements.
    public var range: Range<Int>
    /// How they are drawn.
    public var role: StyleRole

    /// A highlight.
    public init(_ range: Range<Int>, _ role: StyleRole) {
      self.range = range
      self.role = role
    }
  }

  /// Elements of a line laid out at a time: many screens of text, and still
  /// laid out within a fraction of a millisecond. A longer line shows one
  /// early break per stretch.
  static let stretchLength = 4_096

  /// The rows around the caret: all of them where they fit `maxRows`, the
  /// caret in the middle otherwise. One column is kept free for the caret
  /// behind a full row.
  public func display(
    width: Int, maxRows: Int, style: TextStyle = TextStyle(.prompt),
    highlights: [Highlight] = []
  ) -> Display {
    let limit = max(1, maxRows)
    var layout = EditLayout(buffer: self, width: width)
    let current = layout.row(containing: caret)
    var above: [Range<Int>] = []
    while above.count < limit, let row = layout.row(before: above.last ?? current) {
      above.append(row)
    }
    var below: [Range<Int>] = []
    while below.count < limit, let row = layout.row(behind: below.last ?? current) {
      below.append(row)
    }
    let aboveShown = min(above.count, max(limit / 2, limit - 1 - below.count))
    let belowShown = min(below.count, limit - 1 - aboveShown)
    let ranges = above[..<aboveShown].reversed() + [current] + below[..<belowShown]
    return Display(
      rows: ranges.map { layout.glyphs(of: $0, style: style, highlights: highlights) },
      caretRow: aboveShown,
      caretColumn: layout.column(of: caret, in: current),
      hasMoreAbove: above.count > aboveShown,
      hasMoreBelow: below.count > belowShown)
  }

  /// All rows with the caret, as `display` for a pane of any height.
  public func displayRows(
    width: Int, style: TextStyle = TextStyle(.prompt)
  ) -> (rows: [[StyledGlyph]], caretRow: Int, caretColumn: Int) {
    let display = display(width: width, maxRows: Int.max / 4, style: style)
    return (display.rows, display.caretRow, display.caretColumn)
  }

  /// Rows that the text takes in a pane of `width` columns, counted up to
  /// `limit`: how high the pane must be.
  public func rowCount(width: Int, upTo limit: Int) -> Int {
    var layout = EditLayout(buffer: self, width: width)
    var row = layout.row(containing: 0)
    var count = 1
    while count < limit, let next = layout.row(behind: row) {
      row = next
      count += 1
    }
    return count
  }

  /// `times` visual rows up, as far as there are any, keeping the column of a
  /// series of such moves.
  ///
  /// - Returns: `false`, without a move, in the first row: there the caller
  ///   goes to the history.
  public mutating func moveUp(width: Int, times: Int = 1) -> Bool {
    take(target(width: width, times) { layout, row in layout.row(before: row) })
  }

  /// `times` visual rows down; `false`, without a move, in the last row.
  public mutating func moveDown(width: Int, times: Int = 1) -> Bool {
    take(target(width: width, times) { layout, row in layout.row(behind: row) })
  }

  /// Whether there is a visual row above the caret's.
  public func hasRowAbove(width: Int) -> Bool {
    target(width: width, 1) { layout, row in layout.row(before: row) } != nil
  }

  /// Whether there is a visual row below the caret's.
  public func hasRowBelow(width: Int) -> Bool {
    target(width: width, 1) { layout, row in layout.row(behind: row) } != nil
  }

  /// Where a vertical move ends. The layout shares the buffer's storage, so it
  /// must be gone before the caret moves, or the move would copy the text.
  private func target(
    width: Int, _ times: Int, to neighbour: (inout EditLayout, Range<Int>) -> Range<Int>?
  ) -> (position: Int, goal: Int)? {
    var layout = EditLayout(buffer: self, width: width)
    let current = layout.row(containing: caret)
    var row = current
    for _ in 0..<max(1, times) {
      guard let next = neighbour(&layout, row) else { break }
      row = next
    }
    guard row != current else { return nil }
    let goal = goalColumn ?? layout.column(of: caret, in: current)
    return (layout.position(atColumn: goal, in: row), goal)
  }

  private mutating func take(_ target: (position: Int, goal: Int)?) -> Bool {
    guard let target else { return false }
    moveCaret(to: target.position)
    goalColumn = target.goal
    return true
  }
}
