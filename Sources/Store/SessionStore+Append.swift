public import Engine

/// Writing events down, with everything that is told from them.
extension SessionStore {
  /// Writes events down, all of them or none: what lists show, the ledger and
  /// the index of words follow in the same transaction. An event whose place
  /// is taken is refused.
  public func append(_ events: [StoredEvent], to id: SessionID) throws(StoreError) {
    try append(events, to: id) { _ in true }
  }

  /// The same; only those requests are booked that `isBooked` names: others
  /// are in the ledger already, and nothing is counted twice.
  public func append(
    _ events: [StoredEvent], to id: SessionID, isBooked: (LedgerEntry) -> Bool
  ) throws(StoreError) {
    guard !events.isEmpty else { return }
    try database.transaction { () throws(StoreError) in
      try write(events, to: id, isBooked: isBooked)
    }
  }

  /// Begins a session with its first events, all of it or nothing: one of
  /// which nothing is told stands in no list. `isBooked`: see `append`.
  public func create(
    _ session: NewSession, with events: [StoredEvent],
    isBooked: (LedgerEntry) -> Bool = { _ in true }
  ) throws(StoreError) {
    try database.transaction { () throws(StoreError) in
      try insert(session)
      try write(events, to: session.id, isBooked: isBooked)
    }
  }

  private func write(
    _ events: [StoredEvent], to id: SessionID, isBooked: (LedgerEntry) -> Bool
  ) throws(StoreError) {
    var row = try SessionRow.find(id, in: database)
    var hasBooked = false
    for stored in events {
      try insert(stored, into: row.number)
      try apply(stored, to: &row)
      if case .request(let entry) = stored.event, isBooked(entry) {
        try book(entry, session: row, at: stored.at)
        hasBooked = true
      }
    }
    try row.save(to: database)
    if hasBooked { try saveTotals(of: row.number) }
  }

  private func insert(_ stored: StoredEvent, into session: Int) throws(StoreError) {
    let (kind, json) = SessionEventCodec.tree(of: stored.event)
    let (kept, hasBlobs) = try movingLongTexts(of: json)
    try database.run(
      """
      INSERT INTO events (session, sequence, at, kind, body, has_blobs) VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(session), .integer(stored.sequence), .integer(stored.at), .text(kind),
        .text(kept), .flag(hasBlobs),
      ])
  }

  private func apply(_ stored: StoredEvent, to row: inout SessionRow) throws(StoreError) {
    row.updated = max(row.updated, stored.at)
    switch stored.event {
    case .turnBegan(let opening): try begin(opening, at: stored.sequence, row: &row)
    case .turnEnded(let turn, _):
      try end(turn.number, at: stored.sequence, session: row.number)
      row.isCutOff = try hasOpenTurn(row.number)
    case .headMoved(let turn): row.head = turn?.number
    case .titled(let title):
      if row.rename(title, at: stored.at) { try row.saveNames(to: database) }
    case .commandRan(let command):
      // Until there is a prompt, the session is known by its first command.
      guard row.turns == 0, row.title.isEmpty else { break }
      row.title = SessionTitle.automatic("!" + command.command)
      try row.saveNames(to: database)
    case .answer, .answerReset, .request, .notice, .outputsDropped: break
    }
  }

  private func begin(
    _ opening: TurnOpening, at sequence: Int, row: inout SessionRow
  ) throws(StoreError) {
    // What is still open now, other than the turn beside this one, was cut off
    // with its program: nothing will be added to it.
    for turn in try openTurns(of: row.number) where turn != opening.comparedWith?.number {
      try end(turn, at: sequence, session: row.number)
    }
    try database.run(
      "INSERT OR IGNORE INTO turns (session, turn, first) VALUES (?, ?, ?)",
      [.integer(row.number), .integer(opening.id.number), .integer(sequence)])
    row.turns += database.changes
    row.model = opening.modelKey
    row.head = opening.id.number
    row.isCutOff = true
    guard row.firstWords.isEmpty, let prompt = opening.prompt else { return }
    row.firstWords = SessionTitle.line(prompt, limit: SessionTitle.longestFirstWords)
    if row.titledAt == nil {
      row.title = SessionTitle.automatic(prompt)
      try row.saveNames(to: database)
    }
  }

  private func end(_ turn: Int, at sequence: Int, session: Int) throws(StoreError) {
    try database.run(
      "UPDATE turns SET last = ? WHERE session = ? AND turn = ? AND last IS NULL",
      [.integer(sequence), .integer(session), .integer(turn)])
    guard database.changes > 0, let place = TurnPlace(session: session, turn: turn) else { return }
    try index(place)
  }

  private func openTurns(of session: Int) throws(StoreError) -> [Int] {
    var turns: [Int] = []
    try database.each(
      "SELECT turn FROM turns WHERE session = ? AND last IS NULL", [.integer(session)]
    ) { turns.append($0.integer(0)) }
    return turns
  }

  private func hasOpenTurn(_ session: Int) throws(StoreError) -> Bool {
    try !openTurns(of: session).isEmpty
  }
}
