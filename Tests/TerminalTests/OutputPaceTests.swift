import Engine
import Testing

@testable import Terminal

@Suite struct OutputPaceTests {
  private static let start = MonotonicTime(nanoseconds: 1_000_000_000)
  private static let most = OutputPace.mostBytes
  private static let patience = OutputPace.patienceMilliseconds

  private static func at(_ milliseconds: Int) -> MonotonicTime {
    start.adding(milliseconds: milliseconds)
  }

  /// A terminal that answered the first question after 10 ms; 100 bytes were
  /// sent so far.
  private func answering() -> OutputPace {
    var pace = OutputPace()
    pace.asked(at: Self.start)
    pace.caughtUp(at: Self.at(10))
    _ = pace.painted(sent: 100, at: Self.at(10))
    return pace
  }

  @Test func asksAfterSomeKilobytesAndHoldsAfterAsManyMore() {
    var pace = answering()
    #expect(pace.painted(sent: 99 + Self.most, at: Self.at(20)) == false)
    #expect(pace.painted(sent: 100 + Self.most, at: Self.at(20)) == true)
    #expect(pace.isAsking && !pace.isWaiting)
    #expect(pace.painted(sent: 99 + 2 * Self.most, at: Self.at(30)) == false)
    #expect(!pace.isWaiting)
    #expect(pace.painted(sent: 100 + 2 * Self.most, at: Self.at(30)) == false)
    #expect(pace.isWaiting && pace.deadline == Self.at(20 + Self.patience))
    pace.caughtUp(at: Self.at(40))
    #expect(!pace.isWaiting && !pace.isAsking && pace.deadline == nil)
    #expect(pace.painted(sent: 100 + 2 * Self.most, at: Self.at(40)) == true)
  }

  /// However long the line is: what counts is how much it carries.
  @Test(arguments: [
    (10, 10, 4_096), (300, 300, 4_096), (300, 310, 4_096), (10, 2_010, 512), (10, 1_010, 1_024),
    (10, 60_010, 512), (300, 20, 4_096),
  ])
  func asksMoreOftenOnASlowLine(first: Int, second: Int, bytes: UInt64) {
    var pace = OutputPace()
    pace.asked(at: Self.start)
    pace.caughtUp(at: Self.at(first))
    _ = pace.painted(sent: 0, at: Self.at(first))
    #expect(pace.painted(sent: Self.most, at: Self.at(first)) == true)
    pace.caughtUp(at: Self.at(first + second))
    let now = Self.at(first + second)
    #expect(pace.painted(sent: Self.most + bytes - 1, at: now) == false)
    #expect(pace.painted(sent: Self.most + bytes, at: now) == true)
  }

  /// A frame in two seconds, and after some of those whatever is there, until
  /// an answer comes after all.
  @Test func anOverdueAnswerSlowsDownAndDoesNotStop() {
    var pace = answering()
    _ = pace.painted(sent: 100 + Self.most, at: Self.at(20))
    var (sent, now) = (100 + 2 * Self.most, 20)
    for _ in 0..<OutputPace.patienceLimit {
      #expect(pace.painted(sent: sent, at: Self.at(now)) == false)
      #expect(pace.deadline == Self.at(now + Self.patience))
      now += Self.patience
      pace.expire(at: Self.at(now - 1))
      #expect(pace.isWaiting)
      pace.expire(at: Self.at(now))
      #expect(!pace.isWaiting && pace.isAsking)
      sent += 10
    }
    #expect(!pace.canAsk)
    #expect(pace.painted(sent: sent + 99 * Self.most, at: Self.at(now)) == false)
    #expect(!pace.isWaiting)
    pace.caughtUp(at: Self.at(now))
    #expect(pace.canAsk && !pace.isAsking)
    #expect(pace.painted(sent: sent + 99 * Self.most, at: Self.at(now)) == true)
  }

  @Test func whoDoesNotAnswerTheFirstQuestionIsNotAskedAgain() {
    var pace = OutputPace()
    pace.asked(at: Self.start)
    #expect(pace.isAsking)
    pace.answersEnd()
    #expect(pace == OutputPace())
    #expect(pace.painted(sent: 0, at: Self.start) == false)
    #expect(pace.painted(sent: 10 * Self.most, at: Self.start) == false)
    #expect(!pace.isWaiting)
  }

  @Test func aTerminalTakenBackStartsAnew() {
    var pace = answering()
    _ = pace.painted(sent: 100 + Self.most, at: Self.start)
    _ = pace.painted(sent: 100 + 2 * Self.most, at: Self.start)
    pace.restart()
    #expect(!pace.isWaiting && !pace.isAsking && pace.canAsk)
    #expect(pace.painted(sent: 100 + 3 * Self.most, at: Self.start) == false)
    #expect(pace.painted(sent: 100 + 4 * Self.most, at: Self.start) == true)
  }
}
