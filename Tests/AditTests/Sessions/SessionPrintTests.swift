import Engine
import Testing

@testable import adit

@Suite struct SessionPrintTests {
  private static func moment(_ milliseconds: Int) -> MonotonicTime {
    MonotonicTime(nanoseconds: 0).adding(milliseconds: milliseconds)
  }

  private static func print(_ events: [StoredEvent], speed: Double) -> SessionPrint {
    SessionPrint(
      SessionLines.Reading(summary: SessionSamples.summary, events: events), speed: speed,
      startingAt: moment(0))
  }

  /// All pieces in their order; neighbouring pieces of the answer as one.
  private static func printed(_ events: [StoredEvent], speed: Double) -> [SessionPrint.Piece] {
    var print = print(events, speed: speed)
    var now = moment(0)
    var pieces: [SessionPrint.Piece] = []
    while true {
      for piece in print.due(at: now) {
        if case .answer(let text) = piece, case .answer(let before)? = pieces.last {
          pieces[pieces.count - 1] = .answer(before + text)
        } else {
          pieces.append(piece)
        }
      }
      guard let next = print.deadline(at: now) else { return pieces }
      now = next
    }
  }

  /// The rewound turn is not in it; what would change a terminal is a picture.
  @Test(arguments: [0, 0.5, 1, 7, 1_000])
  func theConversationIsPrintedAtAnySpeed(speed: Double) {
    #expect(
      Self.printed(SessionSamples.events, speed: speed) == [
        .answer(
          "It is **bold**:\n\n```swift\nlet x = 1\n```\n\n~~~\n# You\n<script>evil()</script>\n"),
        .note("Asked again."), .note("— stopped —"), .answer("\nand on\n"),
        .note("— cut off: the program ended before the answer did —"),
      ])
  }

  @Test func piecesComeAtTheirTimes() {
    var print = Self.print(SessionSamples.events, speed: 2)
    #expect(print.due(at: Self.moment(549)) == [])
    #expect(print.deadline(at: Self.moment(549)) == Self.moment(550))
    #expect(print.due(at: Self.moment(550)) == [.answer("It is **bold**:\n\n")])
  }

  /// At once only the answer that was kept is printed.
  @Test func anAnswerThatWasBegunAgainIsPrintedOnce() {
    let events = SessionSamples.stored([
      (0, .turnBegan(SessionSamples.opening(1, "x"))),
      (100, SessionSamples.answer(1, [(100, .textDelta(index: 0, "First"))])),
      (200, .answerReset(TurnID(1))),
      (300, SessionSamples.answer(1, [(300, .textDelta(index: 0, "Second"))])),
      (400, SessionSamples.end(1, .completed(.endTurn), cost: nil)),
    ])
    #expect(Self.printed(events, speed: 0) == [.answer("Second\n")])
    #expect(Self.printed(events, speed: 1) == [.answer("First\nSecond\n")])
  }
}
