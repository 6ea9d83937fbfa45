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
}
