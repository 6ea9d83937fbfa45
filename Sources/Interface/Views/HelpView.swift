import TextModel

/// The help: every key as it is in force, as a list with a filter. Enter does
/// nothing in it.
enum HelpView {
  /// Columns of the keys, in wide windows and in narrow ones.
  private static let keyColumns = 30
  private static let narrowKeyColumns = 14
  private static let columnsForWideKeys = 60

  static func draw(_ state: AppState, _ selection: ListSelection, on canvas: inout Canvas) {
    let rows = state.helpRows(filter: selection.filter)
    let columns = canvas.size.columns
    let textColumn = columns >= columnsForWideKeys ? keyColumns : narrowKeyColumns
    var popup = ListPopup(
      title: "Help", typed: selection.filter,
      hints: ["letters filter · PgDn scrolls · Esc closes", "letters filter · Esc", "Esc"],
      count: rows.count, chosen: selection.index)
    if rows.indices.contains(selection.index) {
      let chosen = rows[selection.index]
      if isCut(chosen, textColumn: textColumn, columns: columns) {
        popup.details = [StyledLine("\(chosen.name)  \(chosen.text)", TextStyle(.dim))]
        popup.isBelow = true
      }
      if !chosen.configurationName.isEmpty {
        popup.footer = [
          "in the configuration: \(chosen.configurationName)", chosen.configurationName,
        ].map { StyledRun($0, TextStyle(.dim)) }
      }
    }
    popup.draw(on: &canvas) { index in
      let row = rows[index]
      guard !row.isHeading else {
        return ListPopup.Row(
          role: .heading, pieces: [ListPopup.Piece(column: 1, text: row.name)])
      }
      return ListPopup.Row(pieces: [
        ListPopup.Piece(column: 2, text: row.name, limit: textColumn - 1),
        ListPopup.Piece(column: textColumn, text: row.text),
      ])
    }
  }

  /// Whether a row does not hold all of it.
  private static func isCut(_ row: HelpRow, textColumn: Int, columns: Int) -> Bool {
    TextLayout.width(of: row.name) + 3 > textColumn
      || textColumn + TextLayout.width(of: row.text) > columns
  }
}
