internal import Engine
internal import Store

/// Puts a session that was read from a file into the store. What the ledger
/// has already, from this session or from one that it was copied from, is
/// never booked again.
struct SessionImport {
  /// What became of it.
  struct Outcome: Equatable {
    var id: SessionID
    var title: String
    /// Sentences on what is not as it was in the file.
    var notes: [String]
  }

  private let reading: SessionLines.Reading
  private let store: SessionStore
  private let region: String
  private var notes: [String] = []

  private var summary: SessionSummary { reading.summary }

  /// Adds the session. It keeps its id unless one of that id is kept already:
  /// then what that one misses of it is added there, or, where the two are not
  /// the beginning of one another or a program has it open (`isOpen`), it
  /// becomes a copy.
  static func add(
    _ reading: SessionLines.Reading, to store: SessionStore, region: String,
    isOpen: (SessionID) -> Bool = { _ in false }
  ) throws(StoreError) -> Outcome {
    var work = SessionImport(reading: reading, store: store, region: region)
    work.tellDamage()
    guard try store.summary(of: reading.summary.id) != nil else { return try work.begin() }
    return try work.merge(isOpen: isOpen)
  }

  private init(reading: SessionLines.Reading, store: SessionStore, region: String) {
    self.reading = reading
    self.store = store
    self.region = region
  }

  private mutating func tellDamage() {
    if reading.unreadableLines > 0 {
      let lines = reading.unreadableLines
      notes.append(
        lines == 1
          ? "1 line of the file cannot be read and was left out"
          : "\(lines) lines of the file cannot be read and were left out")
    }
    if reading.isTruncated { notes.append("the file is cut off in its last line") }
  }

  /// The session is new here.
  private func begin() throws(StoreError) -> Outcome {
    let known = try BookedRequests(reading.events, in: store)
    try store.create(
      session(summary.id, copyOf: summary.forkedFrom), with: reading.events
    ) { !known.contains($0) }
    try name(summary.id)
    return try outcome(summary.id)
  }

  /// A session of this id is here.
  private mutating func merge(isOpen: (SessionID) -> Bool) throws(StoreError) -> Outcome {
    let id = summary.id
    let before = reading.firstSequence - 1
    let kept = try store.events(of: id, after: 0)
    let behind = kept.filter { $0.sequence > before }
    let common = zip(behind, reading.events).prefix { $0.at == $1.at && $0.event == $1.event }.count
    let rest = Array(reading.events.dropFirst(common))
    if rest.isEmpty, before > 0 {
      notes.append("everything in it is kept already")
      return try outcome(id)
    }
    let last = try store.lastSequence(of: id)
    if !rest.isEmpty, common == behind.count, last == before + common, !isOpen(id) {
      let known = try BookedRequests(rest, in: store)
      try store.append(Self.numbered(rest, behind: last), to: id) { !known.contains($0) }
      try name(id)
      notes.append("it was added to the session that it is the rest of")
      return try outcome(id)
    }
    let copy = SessionID.random()
    let earlier = kept.filter { $0.sequence <= before }
    let known = try BookedRequests(earlier + reading.events, in: store)
    let events = earlier + Self.numbered(reading.events, behind: earlier.last?.sequence ?? 0)
    try store.create(session(copy, copyOf: id), with: events) { !known.contains($0) }
    try name(copy)
    notes.append(
      before > 0
        ? "session \(id.text) has gone on without it; this is a copy"
        : "session \(id.text) is here already; this is a copy with an id of its own, "
          + "and what it cost is not counted again")
    return try outcome(copy)
  }

  private func session(_ id: SessionID, copyOf source: SessionID?) -> NewSession {
    NewSession(
      id: id, project: summary.project, directory: summary.directory, region: region,
      createdAt: summary.createdAt, forkedFrom: source, version: Version.text)
  }

  private static func numbered(
    _ events: [StoredEvent], behind last: Int
  ) -> [StoredEvent] {
    events.enumerated().map { index, event in
      StoredEvent(sequence: last + index + 1, at: event.at, event: event.event)
    }
  }

  /// Gives the session the title that the file has.
  private func name(_ id: SessionID) throws(StoreError) {
    guard let added = try store.summary(of: id), !summary.title.isEmpty,
      added.title != summary.title
    else { return }
    try store.rename(id, summary.title, at: max(summary.updatedAt, added.updatedAt))
  }

  private func outcome(_ id: SessionID) throws(StoreError) -> Outcome {
    let title = try store.summary(of: id)?.title ?? ""
    return Outcome(id: id, title: title.isEmpty ? id.short : title, notes: notes)
  }
}

/// Which requests of a file are in the ledger: sent at the same moment as the
/// same attempt of the same turn, and, where the service named both, of one
/// name.
private struct BookedRequests {
  private struct Key: Hashable {
    var turn: TurnID, attempt: Int

    init(_ entry: LedgerEntry) {
      turn = entry.turn
      attempt = entry.attempt
    }
  }

  private var keys: Set<Key> = []

  init(_ events: [StoredEvent], in store: SessionStore) throws(StoreError) {
    var sent: [Key: (at: Int, last: LedgerEntry)] = [:]
    for stored in events {
      guard case .request(let entry) = stored.event else { continue }
      sent[Key(entry)] = (sent[Key(entry)]?.at ?? stored.at, entry)
    }
    guard let first = sent.values.map(\.at).min(), let last = sent.values.map(\.at).max() else {
      return
    }
    var keys: Set<Key> = []
    try store.ledger(since: first, until: last + 1, session: nil) { row in
      let key = Key(row.entry)
      guard let request = sent[key], request.at == row.at,
        request.last.modelKey == row.entry.modelKey,
        row.entry.requestID == nil || request.last.requestID == nil
          || row.entry.requestID == request.last.requestID
      else { return }
      keys.insert(key)
    }
    self.keys = keys
  }

  func contains(_ entry: LedgerEntry) -> Bool { keys.contains(Key(entry)) }
}
