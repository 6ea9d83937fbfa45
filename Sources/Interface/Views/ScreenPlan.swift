/// Which row of the screen belongs to what. Rows run out in this order: first
/// the separators go, then the header, then the output, then the status line.
struct ScreenPlan: Hashable {
  /// `nil` where there is no room.
  var header: Int?
  var separators: [Int] = []
  /// May be empty.
  var output: Range<Int>
  /// Row of the queue's strip.
  var strip: Int?
  var prompt: Range<Int>
  var status: Int?

  /// Rows from which all three separators are drawn.
  private static let rowsForSeparators = 10
  /// Rows from which one separator is drawn, above the prompt.
  private static let rowsForOneSeparator = 6
  static let rowsForHeader = 5

  /// Columns before the prompt's text, `›` and its blanks.
  static func promptIndent(columns: Int) -> Int { columns >= 12 ? 3 : 0 }

  /// Columns for the prompt's text; the edit buffer itself keeps one free for
  /// the caret behind a full row.
  static func promptTextWidth(columns: Int) -> Int {
    max(1, columns - promptIndent(columns: columns))
  }

  /// Rows that the prompt may grow to: a third of the screen.
  static func maximumPromptRows(of size: ScreenSize) -> Int { max(1, size.rows / 3) }

  /// The plan for a prompt of `promptRows` rows.
  init(size: ScreenSize, promptRows: Int, hasStrip: Bool) {
    let rows = size.rows
    status = rows >= 2 ? rows - 1 : nil
    header = rows >= Self.rowsForHeader ? 0 : nil
    var top = header == nil ? 0 : 1
    var bottom = status ?? rows
    if rows >= Self.rowsForSeparators {
      separators = [1, bottom - 1]
      top += 1
      bottom -= 1
    }
    let height = max(1, min(promptRows, Self.maximumPromptRows(of: size), bottom - top))
    prompt = bottom - height..<bottom
    bottom -= height
    if hasStrip, bottom - top >= 4 {
      bottom -= 1
      strip = bottom
    }
    if rows >= Self.rowsForOneSeparator {
      bottom -= 1
      separators.append(bottom)
    }
    output = min(top, bottom)..<bottom
  }
}
