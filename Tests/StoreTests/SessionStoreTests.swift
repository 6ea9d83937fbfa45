import Engine
import Glibc
import Store
import TestSupport
import Testing

@Suite struct SessionStoreTests {
  @Test func whatIsAppendedIsReadBack() throws {
    let fixture = try StoreFixture()
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
    #expect(try fixture.store.lastSequence(of: id) == 8)
    try fixture.reopen()
    #expect(try fixture.store.events(of: id, after: 0) == expected)
    #expect(try fixture.open(.readOnly).events(of: id, after: 0) == expected)
  }
}
