internal import Engine

/// A session's row as far as its events change it.
struct SessionRow {
  let number: Int
  let id: SessionID
  let project: String, region: String
  var updated: Int
  var title: String, titledAt: Int?
  var firstWords: String
  var model: String
  var head: Int?
  var turns: Int
  var isCutOff: Bool

  static func find(_ id: SessionID, in database: Database) throws(StoreError) -> SessionRow {
    let row = try database.first(
      """
      SELECT number, project, region, updated, title, titled_at, first_words, model, head, turns,
        is_cut_off FROM sessions WHERE id = ?
      """, [.text(id.text)]
    ) { row in
      SessionRow(
        number: row.integer(0), id: id, project: row.text(1), region: row.text(2),
        updated: row.moment(3), title: row.text(4), titledAt: row.optionalInteger(5),
        firstWords: row.text(6), model: row.text(7), head: row.optionalInteger(8),
        turns: row.place(9), isCutOff: row.flag(10))
    }
    guard let row else { throw .other(database.path, "there is no session \(id.text)") }
    return row
  }

  func save(to database: Database) throws(StoreError) {
    try database.run(
      """
      UPDATE sessions SET updated = ?, title = ?, titled_at = ?, first_words = ?, model = ?,
        head = ?, turns = ?, is_cut_off = ? WHERE number = ?
      """,
      [
        .integer(updated), .text(title), .optional(titledAt), .text(firstWords), .text(model),
        .optional(head), .integer(turns), .flag(isCutOff), .integer(number),
      ])
  }

  /// What the index knows the session by.
  func saveNames(to database: Database) throws(StoreError) {
    let folder = project.split(separator: "/").last.map(String.init) ?? ""
    try database.run(
      "INSERT OR REPLACE INTO names (rowid, title, project, id) VALUES (?, ?, ?, ?)",
      [
        .integer(number), .text(SearchText.separated(title)),
        .text(SearchText.separated(folder)), .text(id.text),
      ])
  }
}
