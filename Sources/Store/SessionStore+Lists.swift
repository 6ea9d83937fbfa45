public import Engine

/// Lists of sessions.
extension SessionStore {
  /// More rows than this a list never has.
  private static let mostRows = 1_000
  /// Sessions that an id's beginning may name: more than this is no choice.
  private static let mostNamed = 20

  private static let columns = """
    number, id, title, project, directory, created, updated, turns, model, first_words,
    forked_from, is_cut_off, input, cache_write_5m, cache_write_1h, cache_read, output, cost,
    is_lower_bound, has_unknown_prices, requests
    """

  /// A session, also a deleted one; `nil`: there is none of this id.
  public func summary(of id: SessionID) throws(StoreError) -> SessionSummary? {
    try database.first("SELECT \(Self.columns) FROM sessions WHERE id = ?", [.text(id.text)]) {
      Self.summary($0)
    }
  }

  /// The sessions whose id begins so, latest first.
  public func sessions(beginningWith prefix: String) throws(StoreError) -> [SessionSummary] {
    try named(prefix, isDeleted: false)
  }

  /// The deleted sessions whose id begins so, latest first.
  public func deletedSessions(
    beginningWith prefix: String
  ) throws(StoreError) -> [SessionSummary] {
    try named(prefix, isDeleted: true)
  }

  private func named(
    _ prefix: String, isDeleted: Bool
  ) throws(StoreError) -> [SessionSummary] {
    let prefix = prefix.lowercased()
    // Of hexadecimal digits and hyphens `~` is the one behind.
    return try rows(
      """
      WHERE id >= ? AND id < ? AND is_deleted = ? ORDER BY updated DESC LIMIT \(Self.mostNamed)
      """,
      [.text(prefix), .text(prefix + "~"), .flag(isDeleted)])
  }

  /// Sessions, the one with the latest event first; `isWhole`: there are no
  /// more than these. Deleted ones are in no list.
  public func sessions(
    _ query: SessionQuery
  ) throws(StoreError) -> (rows: [SessionSummary], isWhole: Bool) {
    interrupter.begin()
    let limit = min(max(0, query.limit), Self.mostRows)
    let terms = SearchTerms(query.words, tokenizer: tokenizer)
    guard terms.isBlank else { return try search(terms, project: query.project, limit: limit) }
    let project = query.project.map { [SQLValue.text($0)] } ?? []
    var found = try rows(
      "WHERE is_deleted = 0\(project.isEmpty ? "" : " AND project = ?") ORDER BY updated DESC LIMIT ?",
      project + [.integer(limit + 1)])
    let isWhole = found.count <= limit
    if !isWhole { found.removeLast() }
    return (found, isWhole)
  }

  private func search(
    _ terms: SearchTerms, project: String?, limit: Int
  ) throws(StoreError) -> (rows: [SessionSummary], isWhole: Bool) {
    let (hits, isWhole) = try find(terms, project: project, limit: limit)
    let maker = SnippetMaker(terms: terms, tokenizer: tokenizer)
    var found: [SessionSummary] = []
    for hit in hits {
      guard var summary = try rows("WHERE number = ?", [.integer(hit.session)]).first else {
        continue
      }
      if let place = hit.place { summary.snippet = try snippet(of: place, maker) }
      found.append(summary)
    }
    return (found, isWhole)
  }

  private func snippet(
    of place: TurnPlace, _ maker: SnippetMaker
  ) throws(StoreError) -> SearchSnippet? {
    try throwIfInterrupted()
    let text = try text(of: place)
    return maker.snippet(of: text.prompt, role: .user)
      ?? maker.snippet(of: text.answer, role: .assistant)
  }

  /// SQLite itself notices only within a statement.
  func throwIfInterrupted() throws(StoreError) {
    guard interrupter.isRequested else { return }
    throw StoreError(.interrupted, "the search was ended because another one began")
  }

  private func rows(
    _ condition: String, _ values: [SQLValue]
  ) throws(StoreError) -> [SessionSummary] {
    var rows: [SessionSummary] = []
    try database.each("SELECT \(Self.columns) FROM sessions \(condition)", values) {
      rows.append(Self.summary($0))
    }
    return rows
  }

  private static func summary(_ row: Row) -> SessionSummary {
    SessionSummary(
      id: SessionID(row.text(1)), title: row.text(2), project: row.text(3),
      directory: row.text(4), createdAt: row.moment(5), updatedAt: row.moment(6),
      turns: row.place(7),
      spent: SpentTotals(
        tokens: row.usage(12), cost: row.amount(17), isLowerBound: row.flag(18),
        hasUnknownPrices: row.flag(19), requests: row.count(20)),
      modelKey: row.text(8), firstWords: row.text(9),
      forkedFrom: row.optionalText(10).map { SessionID($0) }, isCutOff: row.flag(11))
  }
}
