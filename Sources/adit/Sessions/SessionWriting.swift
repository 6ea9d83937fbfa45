internal import Engine
internal import Store

/// What the session thread's writes need of the store.
protocol SessionWriting {
  func create(
    _ session: NewSession, with events: [StoredEvent], isBooked: (LedgerEntry) -> Bool
  ) throws(StoreError)
  func append(_ events: [StoredEvent], to id: SessionID) throws(StoreError)
  func summary(of id: SessionID) throws(StoreError) -> SessionSummary?
  func fork(_ source: SessionID, into session: NewSession) throws(StoreError)
  func rename(_ id: SessionID, _ title: String, at: Int) throws(StoreError)
  func setDeleted(_ id: SessionID, _ isDeleted: Bool) throws(StoreError)
  /// Waits until what was committed is on the disk.
  func flush() throws(StoreError)
  func book(_ row: LedgerRow) throws(StoreError)
  func events(of id: SessionID, after sequence: Int) throws(StoreError) -> [StoredEvent]
  func lastSequence(of id: SessionID) throws(StoreError) -> Int
  /// Whether the file was deleted or replaced since it was opened.
  var isGone: Bool { get }
}

extension SessionWriting {
  /// Writes `job`; a part of it that is there already is not written twice.
  func write(_ job: JournalMachine.Job) throws(StoreError) {
    if job.isNew, try summary(of: job.session.id) == nil {
      try create(job.session, with: job.events) { _ in true }
    } else {
      try append(job.events, to: job.session.id)
    }
  }
}

extension StoreThread.Access where Store == any SessionWriting {
  /// Where the file was deleted or replaced under the program, what it has of
  /// `session` can still be read: it goes into the file that has the name now.
  mutating func moveOn(with session: NewSession) throws(StoreError) {
    let kept = try use { store throws(StoreError) -> [StoredEvent]? in
      guard store.isGone else { return nil }
      guard try store.summary(of: session.id) != nil else { return [] }
      return try store.events(of: session.id, after: 0)
    }
    guard let kept else { return }
    close()
    guard !kept.isEmpty else { return }
    try use { store throws(StoreError) in
      guard try store.summary(of: session.id) != nil else {
        return try store.create(session, with: kept) { _ in true }
      }
      let last = try store.lastSequence(of: session.id)
      try store.append(kept.filter { $0.sequence > last }, to: session.id)
    }
  }
}

extension StoreError {
  /// What the status line says of a store that does not answer.
  static let hangReason = "the disk does not answer"

  /// Whether trying again is of no use, or not ours to do.
  var isFinal: Bool {
    if case .newerSchema = kind { true } else { false }
  }

  /// What the status line says, in a few words.
  var reason: String {
    switch kind {
    case .full: "disk full"
    case .readOnly: "the state directory cannot be written"
    case .locked: "another program has locked the database"
    case .corrupt: "the database is damaged"
    case .newerSchema: "the database is a newer program's"
    case .cannotOpen: "the database cannot be opened"
    case .interrupted, .other: "the database failed"
    }
  }
}
