public import Engine

/// What happens to a session as a whole.
extension SessionStore {
  /// Begins a session.
  public func create(_ session: NewSession) throws(StoreError) {
    try database.transaction { () throws(StoreError) in try insert(session) }
  }

  /// Begins a session as a copy of `source` with all its turns. What those
  /// cost stays with the source: nothing is counted twice.
  public func fork(_ source: SessionID, into session: NewSession) throws(StoreError) {
    try database.transaction { () throws(StoreError) in
      let original = try SessionRow.find(source, in: database)
      try insert(session)
      let number = try SessionRow.find(session.id, in: database).number
      try database.run(
        """
        INSERT INTO events (session, sequence, at, kind, body, has_blobs)
          SELECT ?, sequence, at, kind, body, has_blobs FROM events WHERE session = ?
        """, [.integer(number), .integer(original.number)])
      try database.run(
        """
        INSERT INTO turns (session, turn, first, last)
          SELECT ?, turn, first, last FROM turns WHERE session = ?
        """, [.integer(number), .integer(original.number)])
      var copy = try SessionRow.find(session.id, in: database)
      copy.title = original.title
      copy.titledAt = original.titledAt
      copy.firstWords = original.firstWords
      copy.model = original.model
      copy.head = original.head
      copy.turns = original.turns
      copy.isCutOff = original.isCutOff
      try copy.save(to: database)
      try copy.saveNames(to: database)
      for turn in try endedTurns(of: number) { try index(turn) }
    }
  }

  func insert(_ session: NewSession) throws(StoreError) {
    try database.run(
      """
      INSERT INTO sessions (id, project, directory, region, version, created, updated, forked_from)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(session.id.text), .text(session.project), .text(session.directory),
        .text(session.region), .text(session.version), .integer(session.createdAt),
        .integer(session.createdAt), .optional(session.forkedFrom?.text),
      ])
    try SessionRow.find(session.id, in: database).saveNames(to: database)
  }

  /// Gives a session the title that the user wants; of two the later one
  /// holds. `at`: milliseconds since 1970.
  public func rename(_ id: SessionID, _ title: String, at: Int) throws(StoreError) {
    try database.transaction { () throws(StoreError) in
      var row = try SessionRow.find(id, in: database)
      guard row.rename(title, at: at) else { return }
      try row.save(to: database)
      try row.saveNames(to: database)
    }
  }

  /// Takes a session off every list, or puts it back.
  public func setDeleted(_ id: SessionID, _ isDeleted: Bool) throws(StoreError) {
    try database.transaction { () throws(StoreError) in
      let row = try SessionRow.find(id, in: database)
      try database.run(
        "UPDATE sessions SET is_deleted = ? WHERE number = ?",
        [.flag(isDeleted), .integer(row.number)])
    }
  }
}

extension SessionRow {
  /// Whether the title is a new one.
  mutating func rename(_ title: String, at: Int) -> Bool {
    guard at >= titledAt ?? .min else { return false }
    self.title = SessionTitle.given(title)
    titledAt = at
    return true
  }
}
