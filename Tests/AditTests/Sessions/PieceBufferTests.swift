import Engine
import Testing

@testable import adit

@Suite struct PieceBufferTests {
  private func piece(_ milliseconds: Int, _ event: ModelEvent) -> AnswerPiece {
    AnswerPiece(milliseconds: milliseconds, event: event)
  }

  private func buffered(_ events: [SessionEvent]) -> [SessionEvent] {
    var buffer = PieceBuffer()
    for (index, event) in events.enumerated() {
      buffer.append(event, at: .at(index))
    }
    return buffer.takeAll().map(\.event)
  }

  @Test func textOfOneBlockThatComesCloseTogetherIsOnePiece() {
    let merged = buffered([
      .answer(TurnID(1), [piece(0, .textDelta(index: 0, "a"))]),
      .answer(
        TurnID(1), [piece(15, .textDelta(index: 0, "b")), piece(16, .textDelta(index: 0, "c"))]),
    ])
    #expect(
      merged == [
        .answer(
          TurnID(1), [piece(0, .textDelta(index: 0, "ab")), piece(16, .textDelta(index: 0, "c"))])
      ])
  }

  @Test(arguments: [
    (ModelEvent.textDelta(index: 0, "a"), ModelEvent.textDelta(index: 1, "b")),
    (.textDelta(index: 0, "a"), .thinkingDelta(index: 0, "b")),
    (.signatureDelta(index: 0, "a"), .signatureDelta(index: 0, "b")),
    (.textDelta(index: 0, "a"), .blockStop(index: 0)),
  ])
  func otherNeighboursStayApart(first: ModelEvent, second: ModelEvent) {
    let event = SessionEvent.answer(TurnID(1), [piece(0, first), piece(1, second)])
    #expect(buffered([event]) == [event])
  }

  @Test func keepAliveIsNotKept() {
    #expect(buffered([.answer(TurnID(1), [piece(0, .ping)])]).isEmpty)
  }

  @Test func whatStandsBetweenKeepsItsPlace() {
    let events: [SessionEvent] = [
      .answer(TurnID(1), [piece(0, .textDelta(index: 0, "a"))]), .notice(TurnID(1), "n"),
      .answer(TurnID(1), [piece(1, .textDelta(index: 0, "b"))]),
      .answer(TurnID(2), [piece(1, .textDelta(index: 0, "c"))]),
    ]
    #expect(buffered(events) == events)
  }
}

extension MonotonicTime {
  /// So many milliseconds after the clock's start.
  static func at(_ milliseconds: Int) -> MonotonicTime {
    MonotonicTime(nanoseconds: UInt64(milliseconds) * 1_000_000)
  }
}
