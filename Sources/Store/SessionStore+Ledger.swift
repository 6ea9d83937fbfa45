public import Engine

/// The ledger: a row for each request.
extension SessionStore {
  /// Books a request of no session (a check of `adit health`).
  public func book(_ row: LedgerRow) throws(StoreError) {
    try database.transaction { () throws(StoreError) in
      var number: Int?
      if let session = row.session {
        number = try SessionRow.find(session, in: database).number
      }
      try insert(row.entry, session: number, at: row.at, project: row.project, region: row.region)
      if let number { try saveTotals(of: number) }
    }
  }

  /// Books a request of a session, in the place of what was known of it.
  func book(_ entry: LedgerEntry, session: SessionRow, at: Int) throws(StoreError) {
    try insert(
      entry, session: session.number, at: at, project: session.project, region: session.region)
  }

  private func insert(
    _ entry: LedgerEntry, session: Int?, at: Int, project: String, region: String
  ) throws(StoreError) {
    let place: [SQLValue] = [
      .optional(session), .integer(entry.turn.number), .integer(entry.attempt), .integer(at),
      .text(project), .text(region),
    ]
    try database.run(LedgerColumns.insertion, place + LedgerColumns.values(of: entry))
  }

  /// Sums up what a session has cost.
  func saveTotals(of session: Int) throws(StoreError) {
    var totals = SpentTotals()
    try database.each(
      "SELECT \(LedgerColumns.sums) FROM ledger WHERE session = ?", [.integer(session)]
    ) { totals.add(LedgerColumns.sum($0)) }
    try database.run(
      """
      UPDATE sessions SET input = ?, cache_write_5m = ?, cache_write_1h = ?, cache_read = ?,
        output = ?, cost = ?, is_lower_bound = ?, has_unknown_prices = ?, requests = ?
        WHERE number = ?
      """,
      [
        .integer(totals.tokens.input), .integer(totals.tokens.cacheWrite5m),
        .integer(totals.tokens.cacheWrite1h), .integer(totals.tokens.cacheRead),
        .integer(totals.tokens.output), .integer(Int(totals.cost.count)),
        .flag(totals.isLowerBound), .flag(totals.hasUnknownPrices), .integer(totals.requests),
        .integer(session),
      ])
  }

  /// The rows of the ledger in the order in which the requests were sent, of
  /// one session or of all; `since` and later, before `until` (milliseconds
  /// since 1970).
  public func ledger(
    since: Int?, until: Int?, session: SessionID?, _ row: (LedgerRow) -> Void
  ) throws(StoreError) {
    var condition = "ledger.at >= ? AND ledger.at < ?"
    var values: [SQLValue] = [.integer(since ?? .min), .integer(until ?? .max)]
    if let session {
      condition += " AND ledger.session = ?"
      values.append(.integer(try SessionRow.find(session, in: database).number))
    }
    try database.each(
      """
      SELECT \(LedgerColumns.all), ledger.at, ledger.project, ledger.region, sessions.id,
        sessions.title
        FROM ledger LEFT JOIN sessions ON sessions.number = ledger.session
        WHERE \(condition) ORDER BY ledger.at, ledger.number
      """, values
    ) { found in
      let next = LedgerColumns.count
      row(
        LedgerRow(
          session: found.optionalText(next + 3).map { SessionID($0) }, title: found.text(next + 4),
          at: found.moment(next), project: found.text(next + 1), region: found.text(next + 2),
          entry: LedgerColumns.entry(found)))
    }
  }

  /// The sum of the requests from `since` on, of one project or of all,
  /// without those of `excluding`.
  public func spent(
    since: Int?, project: String?, excluding: SessionID?
  ) throws(StoreError) -> SpentTotals {
    var condition = "at >= ?"
    var values: [SQLValue] = [.integer(since ?? .min)]
    if let project {
      condition += " AND project = ?"
      values.append(.text(project))
    }
    if let excluding {
      // Neither a request of no session nor one of an unknown session is left out.
      condition +=
        " AND coalesce(session, 0) <> coalesce((SELECT number FROM sessions WHERE id = ?), -1)"
      values.append(.text(excluding.text))
    }
    var totals = SpentTotals()
    try database.each("SELECT \(LedgerColumns.sums) FROM ledger WHERE \(condition)", values) {
      totals.add(LedgerColumns.sum($0))
    }
    return totals
  }
}
