import Engine

/// The list of sessions as it is shown: the rows are the store's answer to
/// what is typed.
struct SessionList: Hashable, Sendable {
  /// Characters of a title; a longer one is no name.
  static let maximumTitleLength = 200

  var selection = ListSelection()
  private(set) var rows: [SessionSummary] = []
  /// Whether the rows are all there are.
  private(set) var isWhole = true
  /// Whether only the sessions of this project are asked for.
  var projectOnly = true
  /// Number of the request whose answer is waited for; `nil`: none is, the
  /// rows answer what is typed.
  private(set) var awaited: Int?
  /// Whether the list was ever asked for.
  private(set) var isAsked = false
  /// The new title of the chosen session, as far as it is typed.
  var newTitle: String?
  /// What came of the last key, in the footer.
  var remark: String?

  /// The session that is chosen.
  var chosen: SessionSummary? {
    rows.indices.contains(selection.index) ? rows[selection.index] : nil
  }

  mutating func ask(number: Int) -> LibraryRequest {
    awaited = number
    isAsked = true
    return .list(
      number: number, query: selection.filter.trimmed, projectOnly: projectOnly)
  }

  /// Takes the answer to request `number`; an earlier one is late.
  mutating func take(_ rows: [SessionSummary], isWhole: Bool, number: Int) {
    guard number == awaited else { return }
    awaited = nil
    self.rows = rows
    self.isWhole = isWhole
    keepIndexInRows()
  }

  /// Takes `id` off; its row, where it was on the list.
  mutating func remove(_ id: SessionID) -> SessionSummary? {
    guard let index = rows.firstIndex(where: { $0.id == id }) else { return nil }
    defer {
      if selection.index > index { selection.index -= 1 }
      keepIndexInRows()
    }
    return rows.remove(at: index)
  }

  /// Puts `row` back in its place: the list is sorted by its last event.
  mutating func insert(_ row: SessionSummary) {
    guard !rows.contains(where: { $0.id == row.id }) else { return }
    let index = rows.firstIndex { $0.updatedAt < row.updatedAt } ?? rows.count
    rows.insert(row, at: index)
    selection.index = index
  }

  mutating func rename(_ id: SessionID, _ title: String) {
    guard let index = rows.firstIndex(where: { $0.id == id }) else { return }
    rows[index].title = title
  }

  private mutating func keepIndexInRows() {
    selection.index = max(0, min(selection.index, rows.count - 1))
  }
}

extension String {
  /// Without blanks at either end.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
