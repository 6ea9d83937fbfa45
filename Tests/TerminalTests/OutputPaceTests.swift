import Engine
import Testing

@testable import Terminal

@Suite struct OutputPaceTests {
  private static let start = MonotonicTime(nanoseconds: 1_000_000_000)
  private static let piece = OutputPace.bytesBetweenQuestions

  private func asking() -> OutputPace {
    var pace = OutputPace()
    pace.canAsk = true
    _ = pace.mustAsk(sent: 100, at: Self.start)
    return pace
  }

  @Test func asksAfterSomeKilobytesAndWaits() {
    var pace = asking()
    #expect(pace.mustAsk(sent: 99 + Self.piece, at: Self.start) == false)
    #expect(!pace.isWaiting)
    #expect(pace.mustAsk(sent: 100 + Self.piece, at: Self.start) == true)
    #expect(pace.isWaiting)
    #expect(pace.mustAsk(sent: 100 + 9 * Self.piece, at: Self.start) == false)
    pace.caughtUp()
    #expect(!pace.isWaiting && pace.deadline == nil)
    #expect(pace.mustAsk(sent: 100 + 2 * Self.piece, at: Self.start) == true)
  }

  @Test func whoDoesNotAnswerIsNotAskedAgain() {
    var pace = asking()
    #expect(pace.mustAsk(sent: 100 + Self.piece, at: Self.start) == true)
    let end = Self.start.adding(milliseconds: OutputPace.patienceMilliseconds)
    #expect(pace.deadline == end)
    pace.expire(at: Self.start.adding(milliseconds: OutputPace.patienceMilliseconds - 1))
    #expect(pace.isWaiting)
    pace.expire(at: end)
    #expect(pace == OutputPace())
    #expect(pace.mustAsk(sent: 100 + 99 * Self.piece, at: end) == false)
  }

  @Test func beforeTheFirstAnswerNothingIsAsked() {
    var pace = OutputPace()
    #expect(pace.mustAsk(sent: 0, at: Self.start) == false)
    #expect(pace.mustAsk(sent: 10 * Self.piece, at: Self.start) == false)
  }

  @Test func aTerminalTakenBackStartsAnew() {
    var pace = asking()
    #expect(pace.mustAsk(sent: 100 + Self.piece, at: Self.start) == true)
    pace.restart()
    #expect(!pace.isWaiting && pace.canAsk)
    #expect(pace.mustAsk(sent: 100 + 3 * Self.piece, at: Self.start) == false)
    #expect(pace.mustAsk(sent: 100 + 4 * Self.piece, at: Self.start) == true)
  }
}
