import Engine
import Glibc
import TestSupport
import Testing

@testable import Store

@Suite struct SessionStoreTests {
  private let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  @Test func whatIsAppendedIsReadBack() throws {
    let id = try fixture.begin(1)
    let events: [SessionEvent] = [
      StoreFixture.opening(1, "Why?"),
      .answer(TurnID(1), [AnswerPiece(milliseconds: 1, event: .textDelta(index: 0, "Because"))]),
      .request(StoreFixture.entry(1)), StoreFixture.ending(1), .headMoved(nil), .titled("Reasons"),
      .notice(nil, "a word"), .answerReset(TurnID(1)),
    ]
    try fixture.append(events, to: id)
    let expected = events.enumerated().map {
      StoredEvent(sequence: $0.offset + 1, at: 2_000, event: $0.element)
    }
    #expect(try fixture.store.events(of: id, after: 0) == expected)
    #expect(try fixture.store.events(of: id, after: 6) == Array(expected[6...]))
    #expect(try fixture.store.events(of: id, after: .max) == [])
    #expect(try fixture.store.lastSequence(of: id) == 8)
    try fixture.reopen()
    #expect(try fixture.store.events(of: id, after: 0) == expected)
    #expect(try fixture.open(.readOnly).events(of: id, after: 0) == expected)
  }

  @Test func aCommandNamesTheSessionUntilThereIsAPrompt() throws {
    let id = try fixture.begin(1)
    let command = CommandRecord(
      command: "make test", ending: .exit(1), output: "failed\n", lineCount: 1, milliseconds: 9,
      behind: nil)
    try fixture.append([.commandRan(command), .outputsDropped], to: id)
    #expect(try fixture.store.summary(of: id)?.title == "!make test")
    #expect(try fixture.store.events(of: id, after: 0).first?.event == .commandRan(command))
    try fixture.append([StoreFixture.opening(1, "Why does it fail?")], to: id)
    #expect(try fixture.store.summary(of: id)?.title == "Why does it fail?")
  }

  @Test func aPlaceThatIsTakenIsRefused() throws {
    let id = try fixture.begin(1)
    try fixture.append([.notice(nil, "first")], to: id)
    let again = [
      StoredEvent(sequence: 2, at: 3, event: .notice(nil, "new")),
      StoredEvent(sequence: 1, at: 3, event: .notice(nil, "double")),
    ]
    #expect(throws: StoreError.self) { try fixture.store.append(again, to: id) }
    #expect(try fixture.store.events(of: id, after: 0).map(\.event) == [.notice(nil, "first")])
  }

  @Test func whatIsNotThere() throws {
    let nobody = StoreFixture.id(9)
    #expect(try fixture.store.summary(of: nobody) == nil)
    #expect(throws: StoreError.self) { try fixture.store.events(of: nobody, after: 0) }
    #expect(throws: StoreError.self) { try fixture.store.rename(nobody, "x", at: 1) }
    #expect(throws: StoreError.self) { try fixture.store.setDeleted(nobody, true) }
    #expect(throws: StoreError.self) {
      try fixture.store.fork(nobody, into: StoreFixture.session(1))
    }
    #expect(try fixture.store.summary(of: StoreFixture.id(1)) == nil)
    try fixture.begin(1)
    #expect(throws: StoreError.self) { try fixture.begin(1) }
  }

  @Test func aReaderCannotWrite() throws {
    let reader = try fixture.open(.readOnly)
    do throws(StoreError) {
      try reader.create(StoreFixture.session(1))
      Issue.record("it was written")
    } catch {
      #expect(error.kind == .readOnly)
    }
  }

  // MARK: What lists show

  @Test func theSummaryTellsOfTheSession() throws {
    let id = try fixture.begin(1, at: 10)
    try fixture.append(
      [StoreFixture.opening(1, "First words.\nMore of them"), .request(StoreFixture.entry(1))],
      to: id, at: 20)
    var expected = SessionSummary(
      id: id, title: "First words", project: "/src/radar", directory: "/src/radar/lib",
      createdAt: 10, updatedAt: 20, turns: 1,
      spent: SpentTotals(
        tokens: TokenUsage(input: 1, output: 10), cost: NanoDollars(100), requests: 1),
      modelKey: "sonnet", firstWords: "First words. More of them", isCutOff: true)
    #expect(try fixture.store.summary(of: id) == expected)
    #expect(try fixture.store.sessions(SessionQuery()).rows == [expected])
    try fixture.append([StoreFixture.ending(1)], to: id, at: 30)
    try fixture.append([StoreFixture.opening(2, "second"), StoreFixture.ending(2)], to: id, at: 40)
    expected.isCutOff = false
    expected.turns = 2
    expected.updatedAt = 40
    #expect(try fixture.store.summary(of: id) == expected)
  }

  @Test func theUsersTitleStays() throws {
    let id = try fixture.begin(1)
    try fixture.store.rename(id, "Mine", at: 100)
    try fixture.turn(1, "A prompt", "an answer", in: id)
    #expect(try fixture.store.summary(of: id)?.title == "Mine")
    try fixture.append([.titled("Ours")], to: id, at: 200)
    #expect(try fixture.store.summary(of: id)?.title == "Ours")
    // An older one comes too late.
    try fixture.store.rename(id, "Old", at: 150)
    #expect(try fixture.store.summary(of: id)?.title == "Ours")
    try fixture.store.rename(id, "  on one\nline ", at: 200)
    #expect(try fixture.store.summary(of: id)?.title == "on one line")
  }

  @Test func twoTurnsBesideEachOther() throws {
    let id = try fixture.begin(1)
    try fixture.append(
      [StoreFixture.opening(1, "both"), StoreFixture.opening(2, "both", comparedWith: 1)], to: id)
    try fixture.append([StoreFixture.ending(1)], to: id)
    #expect(try fixture.store.summary(of: id)?.isCutOff == true)
    try fixture.append([StoreFixture.ending(2)], to: id)
    #expect(try fixture.store.summary(of: id)?.isCutOff == false)
  }

  /// The second event's place is taken: neither is there, nor is the session.
  @Test func aSessionBeginsWithItsFirstEventsOrNotAtAll() throws {
    let store = fixture.store
    let opening = StoredEvent(sequence: 1, at: 10, event: StoreFixture.opening(1, "First words"))
    #expect(throws: StoreError.self) {
      try store.create(StoreFixture.session(1), with: [opening, opening])
    }
    #expect(try store.summary(of: StoreFixture.id(1)) == nil)
    #expect(try store.sessions(SessionQuery()).rows == [])
    try store.create(StoreFixture.session(1), with: [opening])
    #expect(try store.sessions(SessionQuery()).rows.map(\.turns) == [1])
    #expect(try store.events(of: StoreFixture.id(1), after: 0) == [opening])
  }

  @Test func sessionsByTheBeginningOfTheirID() throws {
    for number in 1...3 { try fixture.begin(number, at: number) }
    let id = StoreFixture.id(2)
    let store = fixture.store
    #expect(try store.sessions(beginningWith: id.text).map(\.id) == [id])
    #expect(try store.sessions(beginningWith: id.text.uppercased()).map(\.id) == [id])
    #expect(try store.sessions(beginningWith: String(id.text.prefix(4))).count == 3)
    #expect(try store.sessions(beginningWith: "zz") == [])
    #expect(try store.sessions(beginningWith: "%") == [])
    try store.setDeleted(id, true)
    #expect(try store.sessions(beginningWith: id.text) == [])
    #expect(try store.deletedSessions(beginningWith: String(id.text.prefix(4))).map(\.id) == [id])
    try store.setDeleted(id, false)
    #expect(try store.deletedSessions(beginningWith: "") == [])
  }

  // MARK: Forks

  @Test func aForkHasEverythingButTheCosts() throws {
    let source = try fixture.begin(1, at: 10)
    try fixture.turn(1, "find me", "here", in: source)
    try fixture.append([.request(StoreFixture.entry(1))], to: source)
    try fixture.store.rename(source, "Mine", at: 5)
    let copy = StoreFixture.session(2, at: 3_000, from: source)
    try fixture.store.fork(source, into: copy)
    let store = fixture.store
    #expect(try store.events(of: copy.id, after: 0) == store.events(of: source, after: 0))
    #expect(
      try store.summary(of: copy.id)
        == SessionSummary(
          id: copy.id, title: "Mine", project: "/src/radar", directory: "/src/radar/lib",
          createdAt: 3_000, updatedAt: 3_000, turns: 1, modelKey: "sonnet",
          firstWords: "find me", forkedFrom: source))
    #expect(try store.sessions(SessionQuery(words: "here")).rows.map(\.id) == [copy.id, source])
    #expect(try store.spent(since: nil, project: nil, excluding: nil).requests == 1)
    // Both go on apart.
    try store.append([StoredEvent(sequence: 5, at: 1, event: .notice(nil, "a"))], to: copy.id)
    try fixture.append([.notice(nil, "b")], to: source)
    #expect(try store.events(of: copy.id, after: 4).map(\.event) == [.notice(nil, "a")])
    #expect(try store.events(of: source, after: 4).map(\.event) == [.notice(nil, "b")])
  }

  // MARK: Damage

  @Test func unreadableEventsArePassedOver() throws {
    let id = try fixture.begin(1)
    try fixture.append((1...4).map { .notice(nil, String($0)) }, to: id)
    let database = fixture.store.database
    try database.run("UPDATE events SET body = '{' WHERE sequence = 2")
    try database.run("UPDATE events SET kind = 'of-tomorrow' WHERE sequence = 3")
    #expect(try fixture.store.events(of: id, after: 0).map(\.sequence) == [1, 4])
    #expect(fixture.store.unreadableEvents == 2)
  }

  @Test func numbersFromOutsideStayWithinBounds() throws {
    let id = try fixture.begin(1)
    try fixture.append((1...3).map { .notice(nil, String($0)) }, to: id)
    try fixture.append([.request(StoreFixture.entry(1, cost: 5))], to: id, at: 10)
    let database = fixture.store.database
    try database.run("UPDATE events SET sequence = \(Int.max), at = \(Int.min) WHERE sequence = 3")
    try database.run("UPDATE ledger SET input = \(Int.min), cost = -1, at = \(Int.max)")
    try database.run("UPDATE sessions SET turns = \(Int.max), updated = \(Int.max), cost = -7")
    let events = try fixture.store.events(of: id, after: 0)
    #expect(events.map(\.sequence) == [1, 2, 4, 1 << 53])
    #expect(events.last?.at == 0)
    #expect(try fixture.store.lastSequence(of: id) == 1 << 53)
    let summary = try #require(try fixture.store.summary(of: id))
    #expect(summary.turns == 1 << 53 && summary.spent.cost == .zero)
    let spent = try fixture.store.spent(since: nil, project: nil, excluding: nil)
    #expect(spent.cost == .zero && spent.tokens.input == 0)
    // It goes on all the same.
    try fixture.store.append(
      [StoredEvent(sequence: (1 << 53) + 1, at: 20, event: .notice(nil, "4"))], to: id)
  }

  @Test func aDamagedPageCostsNoMoreThanItHolds() throws {
    let id = try fixture.begin(1)
    let text = String(repeating: "text ", count: 100)
    try fixture.append((1...200).map { .notice(nil, "mark-\($0)-end \(text)") }, to: id)
    try fixture.store.flush()
    _ = try fixture.store.database.first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.integer(0) }
    let copy = TemporaryFolder()
    let path = copy.path + "/sessions.db"
    var bytes = try #require(TestData.read(fixture.path))
    let mark = try #require(bytes.firstRange(of: Array("mark-100-end".utf8))?.lowerBound)
    let page = mark / 4_096 * 4_096
    for index in page..<page + 64 { bytes[index] = 0xFF }
    try copy.write("", to: "sessions.db")
    let file = try #require(fopen(path, "w"))
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    let store = try SessionStore(path: path, access: .readWrite, busyMilliseconds: 0)
    let found = try store.events(of: id, after: 0).map(\.sequence)
    #expect(found.count > 180 && found.count < 200)
    #expect(store.unreadableEvents == 200 - found.count)
    #expect(found.first == 1 && found.last == 200)
  }
}
