import Engine
import Store
import TestSupport
import Testing

@testable import adit

@Suite struct SessionImportTests {
  private let folder = TemporaryFolder()

  private func store() throws -> SessionStore {
    try SessionStore(
      path: "\(folder.path)/sessions.db", access: .readWrite, busyMilliseconds: 1_000)
  }

  private static func reading() throws -> SessionLines.Reading {
    try SessionLines.read(
      SessionLines.bytes(SessionSamples.events, summary: SessionSamples.summary), name: "x")
  }

  private static func rows(_ store: SessionStore) throws -> [LedgerRow] {
    var rows: [LedgerRow] = []
    try store.ledger(since: nil, until: nil, session: nil) { rows.append($0) }
    return rows
  }

  @Test func anImportIsTheSession() throws {
    let store = try store()
    let outcome = try SessionImport.add(Self.reading(), to: store, region: "us-east-1")
    let expected = SessionImport.Outcome(
      id: SessionSamples.id, title: "Fences & escapes", notes: [])
    #expect(outcome == expected)
    let events = try store.events(of: SessionSamples.id, after: 0)
    #expect(events == SessionSamples.events)
    let summary = try #require(try store.summary(of: SessionSamples.id))
    #expect(summary.title == "Fences & escapes")
    #expect(summary.project == "/src/app")
    #expect(summary.isCutOff)
    for format in [SessionExportFormat.markdown, .html, .text] {
      #expect(
        format.bytes(events, summary: summary)
          == format.bytes(SessionSamples.events, summary: SessionSamples.summary))
    }
    #expect(try Self.rows(store).count == 3)
    #expect(summary.spent.cost == NanoDollars(44_200_000))
  }

  @Test func aSecondImportIsACopyThatIsNotBooked() throws {
    let store = try store()
    _ = try SessionImport.add(Self.reading(), to: store, region: "us-east-1")
    let before = try Self.rows(store)
    let outcome = try SessionImport.add(Self.reading(), to: store, region: "us-east-1")
    #expect(outcome.id != SessionSamples.id)
    #expect(outcome.notes.count == 1)
    #expect(try store.events(of: outcome.id, after: 0) == SessionSamples.events)
    #expect(try store.summary(of: outcome.id)?.forkedFrom == SessionSamples.id)
    #expect(try Self.rows(store) == before)
  }

  /// Of a rescue file: the store has `kept` of its session's events, and a
  /// write may have come through that was thought lost.
  @Test(arguments: [0, 2, SessionSamples.events.count - 1])
  func aWholeRescueFileCompletesWhatTheStoreHas(kept: Int) throws {
    let store = try store()
    try store.create(SessionSamples.session)
    try store.append(Array(SessionSamples.events.prefix(kept)), to: SessionSamples.id)
    let outcome = try SessionImport.add(Self.reading(), to: store, region: "us-east-1")
    #expect(outcome.id == SessionSamples.id)
    #expect(outcome.notes == ["it was added to the session that it is the rest of"])
    #expect(try store.events(of: SessionSamples.id, after: 0) == SessionSamples.events)
    #expect(try Self.rows(store).count == 3)
  }

  @Test func theRestOfASessionIsAddedOnce() throws {
    let store = try store()
    try store.create(SessionSamples.session)
    try store.append(Array(SessionSamples.events.prefix(2)), to: SessionSamples.id)
    let rest = try SessionLines.read(
      SessionLines.bytes(
        Array(SessionSamples.events.dropFirst(2)), summary: SessionSamples.summary), name: "x")
    _ = try SessionImport.add(rest, to: store, region: "us-east-1")
    let again = try SessionImport.add(rest, to: store, region: "us-east-1")
    #expect(again.id == SessionSamples.id)
    #expect(again.notes == ["everything in it is kept already"])
    #expect(try store.events(of: SessionSamples.id, after: 0) == SessionSamples.events)
    #expect(try Self.rows(store).count == 3)
  }

  @Test func damageIsTold() throws {
    var reading = try Self.reading()
    reading.unreadableLines = 2
    reading.isTruncated = true
    let outcome = try SessionImport.add(reading, to: try store(), region: "us-east-1")
    #expect(
      outcome.notes == [
        "2 lines of the file cannot be read and were left out",
        "the file is cut off in its last line",
      ])
  }

  /// A rescue file with the events from `first` on.
  private static func rescue(from first: Int) throws -> SessionLines.Reading {
    try SessionLines.read(
      SessionLines.bytes(
        Array(SessionSamples.events[(first - 1)...]), summary: SessionSamples.summary), name: "x")
  }

  /// A store that has the session's first events, made at other times.
  private func store(through last: Int, at shift: Int = 0) throws -> SessionStore {
    let store = try store()
    try store.create(
      NewSession(
        id: SessionSamples.id, project: "/src/app", directory: "/src/app", region: "us-east-1",
        createdAt: SessionSamples.start, version: "1"))
    try store.append(
      SessionSamples.events.prefix(last).map {
        StoredEvent(sequence: $0.sequence, at: $0.at + shift, event: $0.event)
      }, to: SessionSamples.id)
    return store
  }

  /// Whatever the store had when its disk filled up, a rescue file makes the
  /// session whole and every request is booked once; so does a second import
  /// of the same file.
  @Test(arguments: [(1, 0), (1, 2), (3, 2), (3, 6), (9, 8), (9, 16)])
  func aRescueFileCompletesItsSession(first: Int, kept: Int) throws {
    let store = try store(through: kept)
    for round in 1...2 {
      let outcome = try SessionImport.add(
        Self.rescue(from: first), to: store, region: "us-east-1")
      if first > 1 || round == 1 {
        #expect(outcome.id == SessionSamples.id)
        #expect(outcome.notes.count == 1)
      }
      #expect(try store.events(of: SessionSamples.id, after: 0) == SessionSamples.events)
      #expect(try Self.rows(store).count == 3)
      #expect(
        try store.spent(since: nil, project: nil, excluding: nil).cost == NanoDollars(44_200_000))
    }
  }

  @Test func whatWentOnWithoutItsRestBecomesACopy() throws {
    let store = try store(through: 8, at: 1)
    let outcome = try SessionImport.add(Self.rescue(from: 3), to: store, region: "us-east-1")
    #expect(outcome.id != SessionSamples.id)
    #expect(
      outcome.notes == [
        "session \(SessionSamples.id.text) has gone on without it; this is a copy"
      ])
    #expect(try store.events(of: outcome.id, after: 0).count == SessionSamples.events.count)
  }

  @Test func aSessionThatIsOpenIsLeftAlone() throws {
    let store = try store(through: 2)
    let outcome = try SessionImport.add(
      Self.rescue(from: 3), to: store, region: "us-east-1", isOpen: { $0 == SessionSamples.id })
    #expect(outcome.id != SessionSamples.id)
    #expect(try store.lastSequence(of: SessionSamples.id) == 2)
  }

  /// A fork holds its source's events: wherever both are taken in, in either
  /// order, each request is booked once.
  @Test(arguments: [false, true])
  func aForkBooksNothingTwice(forkFirst: Bool) throws {
    let store = try store()
    var fork = SessionSamples.summary
    fork.id = SessionID("01234567-89ab-4def-8000-000000000002")
    fork.forkedFrom = SessionSamples.id
    let copy = try SessionLines.read(
      SessionLines.bytes(SessionSamples.events, summary: fork), name: "x")
    let readings = [try Self.reading(), copy]
    for reading in forkFirst ? readings.reversed() : readings {
      _ = try SessionImport.add(reading, to: store, region: "us-east-1")
    }
    #expect(try Self.rows(store).count == 3)
  }
}
