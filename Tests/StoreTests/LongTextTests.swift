import Engine
import TestSupport
import Testing
import Wire

@testable import Store

@Suite struct LongTextTests {
  private let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  private func blobs() throws -> Int {
    try fixture.store.database.first("SELECT count(*) FROM blobs") { $0.integer(0) } ?? 0
  }

  @Test func anAttachmentOfTwoSessionsIsStoredOnce() throws {
    let text = String(repeating: "an attachment of some length \"ü\u{1}\n", count: 2_000)
    for number in 1...2 {
      let id = try fixture.begin(number)
      try fixture.turn(1, text, text, in: id)
      let events = try fixture.store.events(of: id, after: 0).map(\.event)
      #expect(events.first == StoreFixture.opening(1, text))
      #expect(
        events.dropFirst().first
          == .answer(
            TurnID(1), [AnswerPiece(milliseconds: 5, event: .textDelta(index: 0, text))]))
    }
    #expect(try blobs() == 1)
    let longest = try fixture.store.database.first("SELECT max(length(body)) FROM events") {
      $0.integer(0)
    }
    #expect((longest ?? 0) < 1_000)
    #expect(try fixture.store.sessions(SessionQuery(words: "attachment")).rows.count == 2)
  }

  @Test(arguments: [-1, 0, 1])
  func theBorder(difference: Int) throws {
    let id = try fixture.begin(1)
    let text = String(repeating: "x", count: SessionStore.longTextBytes + difference)
    try fixture.append([.notice(nil, text)], to: id)
    #expect(try blobs() == (difference > 0 ? 1 : 0))
    #expect(try fixture.store.events(of: id, after: 0).map(\.event) == [.notice(nil, text)])
  }

  /// What looks like a reference and is none stays what it is.
  @Test func aTextThatLooksLikeAReference() throws {
    let id = try fixture.begin(1)
    let piece = AnswerPiece(
      milliseconds: 0, event: .citation(index: 0, ["adit:text": "00", "more": 1]))
    let event = SessionEvent.answer(
      TurnID(1),
      [
        piece,
        AnswerPiece(
          milliseconds: 0,
          event: .textDelta(index: 0, String(repeating: "x", count: 40_000))),
      ])
    try fixture.append([event], to: id)
    #expect(try fixture.store.events(of: id, after: 0).map(\.event) == [event])
  }

  @Test func aTextThatIsGoneMakesOneEventUnreadable() throws {
    let id = try fixture.begin(1)
    try fixture.append(
      [.notice(nil, String(repeating: "x", count: 40_000)), .notice(nil, "short")], to: id)
    try fixture.store.database.run("DELETE FROM blobs")
    #expect(try fixture.store.events(of: id, after: 0).map(\.event) == [.notice(nil, "short")])
    #expect(fixture.store.unreadableEvents == 1)
  }
}
