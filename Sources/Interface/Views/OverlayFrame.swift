import TextModel

/// Where a popup stands: over everything but the header and the status line,
/// with a title above and a footer below as far as there is room.
struct OverlayFrame {
  let title: Int?
  let body: Range<Int>
  let footer: Int?

  init(size: ScreenSize) {
    let top = size.rows >= ScreenPlan.rowsForHeader ? 1 : 0
    let bottom = size.rows >= 4 ? size.rows - 1 : size.rows
    var body = top..<max(top + 1, bottom)
    title = body.count >= 2 ? body.lowerBound : nil
    if title != nil { body = body.lowerBound + 1..<body.upperBound }
    footer = body.count >= 4 ? body.upperBound - 1 : nil
    if footer != nil { body = body.lowerBound..<body.upperBound - 1 }
    self.body = body
  }

  /// Rows of the body on a screen of `size`.
  static func listRows(of size: ScreenSize) -> Int { OverlayFrame(size: size).body.count }

  /// Clears the popup's rows and draws its title.
  func begin(_ text: String, hint: String, on canvas: inout Canvas) {
    let columns = canvas.size.columns
    for row in (title ?? body.lowerBound)...(footer ?? body.upperBound - 1) {
      canvas.fill(row: row, columns: 0..<columns, role: .text)
    }
    guard let title else { return }
    canvas.fill(row: title, columns: 0..<columns, role: .status)
    let end = canvas.draw(" " + text, TextStyle(.statusStrong), row: title, column: 0)
    let width = TextLayout.width(of: hint)
    if columns - width - 1 > end + 1 {
      canvas.draw(hint, TextStyle(.status), row: title, column: columns - width - 1)
    }
  }

  /// The first row of a list of `count` to show so that `index` is in view
  /// with its neighbours, without any memory of where the list stood.
  static func firstShown(index: Int, count: Int, rows: Int) -> Int {
    max(0, min(index - rows / 2, count - rows))
  }
}
