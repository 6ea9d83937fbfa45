internal import Engine
internal import Store

/// Which requests a report is about, made of what the user wrote.
struct CostQuery: Equatable, Sendable {
  var period: CostPeriod
  var grouping = CostGrouping.model
  /// Root directories that count with everything below them; `nil`: all.
  var project: String?
  /// The beginning of a session's id.
  var session: String?

  /// The query of `options`. `path` makes a path absolute.
  init(
    _ options: CommandLineOptions.CostOptions, now: Int, calendar: LocalCalendar,
    path: (String) -> String
  ) throws(UsageError) {
    period = CostPeriod.standard(now: now)
    if let text = options.since {
      guard let since = CostPeriod.beginning(text, now: now, in: calendar) else {
        throw Self.unreadable("--since", text)
      }
      period.since = since
    }
    if let text = options.until {
      guard let until = CostPeriod.end(text, now: now, in: calendar) else {
        throw Self.unreadable("--until", text)
      }
      period.until = until
      // What ended before the last 30 days began is still wanted.
      if options.since == nil { period.since = nil }
    }
    if let since = period.since, let until = period.until, since >= until {
      throw UsageError(message: "--since is later than --until: nothing lies between")
    }
    grouping = options.grouping ?? .model
    project = options.project.map(path)
    session = try options.session.map { text throws(UsageError) in
      let prefix = text.lowercased()
      let isID = prefix.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || byte == 0x2D
      }
      guard isID, !prefix.isEmpty else {
        throw UsageError(
          message: "--session takes the id of a session or its beginning, not '\(text)'; "
            + "adit cost --by session shows them")
      }
      return prefix
    }
  }

  private static func unreadable(_ option: String, _ text: String) -> UsageError {
    UsageError(message: "\(option) takes \(CostPeriod.accepted), not '\(text)'")
  }

  /// Whether the query is about `row`, whose time and session are right.
  private func includes(_ row: LedgerRow) -> Bool {
    guard let project, row.project != project else { return true }
    return row.project.hasPrefix(project == "/" ? "/" : project + "/")
  }

  /// Gives every row of `book` that the query is about.
  func read(_ book: some LedgerBook, _ take: (LedgerRow) -> Void) throws(StoreError) {
    let session = session.map { SessionID($0) }
    try book.ledger(since: period.since, until: period.until, session: session) { row in
      if includes(row) { take(row) }
    }
  }

  /// Ids that a sentence about too many of them names.
  private static let mostNamedSessions = 5

  /// The query with the whole id of its session; deleted sessions count.
  /// Otherwise a sentence that says why there is none.
  func resolved(in book: some LedgerBook) throws(StoreError) -> Result<CostQuery, UsageError> {
    guard let session else { return .success(self) }
    var found: Set<String> = []
    try book.ledger(since: nil, until: nil, session: nil) { row in
      if let id = row.session?.text, id.hasPrefix(session) { found.insert(id) }
    }
    guard let id = found.first else {
      return .failure(UsageError(message: "nothing was booked of a session '\(session)'"))
    }
    guard found.count == 1 || found.contains(session) else {
      let names = found.sorted().prefix(Self.mostNamedSessions)
      let more = found.count > names.count ? " and \(found.count - names.count) more" : ""
      return .failure(
        UsageError(
          message: "'\(session)' is the beginning of \(names.joined(separator: ", "))\(more)"))
    }
    var query = self
    query.session = found.contains(session) ? session : id
    return .success(query)
  }
}
