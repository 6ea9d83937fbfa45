import Engine
import Testing
import TextModel

@testable import Interface

/// What the engine's events change.
@Suite struct TurnReducerTests {
  @Test func eventsOfOtherTurnsChangeNothing() {
    var desk = Desk()
    desk.submit("Hello")
    desk.answer("Good day.", turn: 1)
    let before = desk.screen()
    desk.engine(.delta(TurnID(1), block: 0, "late"))
    desk.engine(.delta(TurnID(9), block: 0, "foreign"))
    desk.engine(.phase(TurnID(9), .writing))
    desk.engine(.turnEnded(TurnID(9), .completed(.endTurn)))
    #expect(desk.screen() == before)
  }

  @Test func usageOfTheLastTurnMaySettleLate() {
    var desk = Desk()
    desk.submit("Hello")
    desk.answer("Good day.", turn: 1)
    var usage = Desk.usage
    usage.outputIsFinal = true
    desk.engine(.usage(TurnID(1), usage))
    #expect(desk.screen().contains(" 1,204 tok · $0.0432 · 0 s"))
  }

  @Test func aRetryBeginsTheAnswerAnew() {
    var desk = Desk()
    desk.submit("Hello")
    desk.engine(.blockStarted(TurnID(1), block: 0, .text))
    desk.engine(.delta(TurnID(1), block: 0, "first attempt"))
    #expect(desk.screen().contains(" first attempt"))
    desk.engine(.answerReset(TurnID(1)))
    desk.engine(.blockStarted(TurnID(1), block: 0, .text))
    desk.engine(.delta(TurnID(1), block: 0, "other attempt"))
    let screen = desk.screen()
    #expect(screen.contains(" other attempt"))
    #expect(!screen.contains(" first attempt"))
  }

  @Test func escapeStopsAtOnceAndSaysSo() {
    var desk = Desk()
    desk.submit("Hello")
    desk.effects = []
    desk.press(.escape)
    #expect(desk.effects == [.engine(.interrupt(TurnID(1)))])
    #expect(desk.screen().last == " stopping 0s  Esc stop")
    desk.engine(.turnEnded(TurnID(1), .interrupted(hasText: false)))
    #expect(!desk.state.isBusy)
    #expect(desk.screen().last == " ready  ? help")
  }

  @Test func escapeClosesThePopupFirst() {
    var desk = Desk()
    desk.submit("Hello")
    desk.press(.function(2))
    desk.effects = []
    desk.press(.escape)
    #expect(desk.effects == [])
    #expect(desk.state.overlay == nil)
    desk.press(.escape)
    #expect(desk.effects == [.engine(.interrupt(TurnID(1)))])
  }

  @Test func countersMoveAtMostFourTimesASecond() {
    var desk = Desk()
    desk.submit("Hello")
    func output() -> Int? { desk.state.meter.shown?.turn.output }
    for count in 1...10 {
      var usage = Desk.usage
      usage.turn.output = count
      desk.engine(.usage(TurnID(1), usage))
      desk.wait(milliseconds: 20)
    }
    #expect(output() == 1)
    #expect(desk.state.nextDeadline(after: desk.now) == MonotonicTime(nanoseconds: 550_000_000))
    desk.wait(milliseconds: 50)
    desk.send(.tick)
    #expect(output() == 10)
  }

  @Test func idleHasNoDeadline() {
    var desk = Desk()
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
    desk.submit("Hello")
    #expect(desk.state.nextDeadline(after: desk.now) != nil)
    desk.answer("Good day.", turn: 1)
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
  }

  @Test func theDeadlineIsTheNextWholeSecond() {
    var desk = Desk()
    desk.submit("x")
    let start = desk.now
    desk.wait(milliseconds: 1_300)
    #expect(desk.state.nextDeadline(after: desk.now) == start.adding(milliseconds: 2_000))
    let failure = ModelFailure(kind: .connection, message: "no connection")
    let until = desk.now.adding(milliseconds: 2_400)
    desk.engine(
      .phase(TurnID(1), .retrying(attempt: 1, of: 5, until: until, because: failure)))
    #expect(desk.screen().last == " retry 1/5 in 3 s: no connection  Esc stop")
    #expect(
      desk.state.nextDeadline(after: desk.now) == desk.now.adding(milliseconds: 400))
  }

  @Test func detailsUnfoldThinking() {
    var desk = Desk()
    desk.startAnswer()
    #expect(!desk.screen(80, 50).joined().contains("Where is the end?"))
    desk.press(.character("o"), .control)
    #expect(desk.screen(80, 50).joined().contains("Where is the end?"))
  }

  @Test func hostileTextIsDrawnAsMarks() {
    var desk = Desk()
    let hostile = "\u{1B}[31mred\u{07}\u{9B}2J\u{202E}abc\u{200B}\u{7F}\r"
    desk.submit("x")
    desk.engine(.blockStarted(TurnID(1), block: 0, .toolUse(name: hostile)))
    desk.engine(.delta(TurnID(1), block: 0, hostile))
    desk.engine(.blockStarted(TurnID(1), block: 1, .text))
    desk.engine(.delta(TurnID(1), block: 1, hostile))
    desk.engine(.notice(hostile))
    let failure = ModelFailure(
      kind: .service(status: 400, code: hostile), message: hostile, remedy: hostile,
      serviceMessage: hostile + "!", requestID: hostile)
    desk.engine(.turnEnded(TurnID(1), .failed(failure, hasText: true)))
    let frame = desk.frame(80, 60)
    let isClean = frame.cells.allSatisfy { cell in
      let scalar = cell.glyph.scalar
      return scalar >= 0x20 && !(0x7F...0x9F).contains(scalar) && scalar != 0x202E
        && scalar != 0x200B
    }
    #expect(isClean)
  }

  /// The turn that runs is an estimate; it makes no lower bound of the sum.
  @Test func theSumIsALowerBoundOnlyForWhatWasBookedBefore() {
    var desk = Desk()
    desk.submit("Hello")
    var usage = Desk.usage
    usage.sessionIsLowerBound = true
    desk.engine(.usage(TurnID(1), usage))
    #expect(desk.screen().last?.contains(" ≈$0.0432 Σ≈$1.27 ") == true)
    usage.isLowerBound = true
    desk.engine(.usage(TurnID(1), usage))
    desk.engine(.turnEnded(TurnID(1), .interrupted(hasText: true)))
    #expect(desk.screen().last?.contains(" ≥$0.0432 Σ≥$1.27 ") == true)
    desk.submit("Hello")
    usage.isLowerBound = false
    desk.engine(.usage(TurnID(2), usage))
    #expect(desk.screen().last?.contains(" ≈$0.0432 Σ≥$1.27 ") == true)
  }

  @Test func anAnswerThatStopsComingIsTold() {
    var desk = Desk()
    desk.submit("Hello")
    desk.engine(.phase(TurnID(1), .writing))
    desk.engine(.delta(TurnID(1), block: 0, "Good"))
    desk.wait(milliseconds: 19_000)
    #expect(desk.screen().last == " writing 19s  Esc stop")
    desk.wait(milliseconds: 5_000)
    #expect(desk.screen().last == " writing 24s – nothing for 24s  Esc stop")
    desk.engine(.delta(TurnID(1), block: 0, " day."))
    #expect(desk.screen().last == " writing 24s  Esc stop")
  }

  @Test func thePickerShowsTheSpeedOfThisSession() {
    var desk = Desk()
    for (turn, milliseconds, tenths) in [(1, 400, 800), (2, 900, 900), (3, 500, 850)] {
      desk.submit("Hello")
      let id = TurnID(turn)
      desk.engine(.phase(id, .waiting))
      desk.wait(milliseconds: milliseconds)
      desk.engine(.delta(id, block: 0, "Good day."))
      var usage = Desk.usage
      usage.tokensPerSecondTenths = tenths
      usage.outputIsFinal = true
      desk.engine(.usage(id, usage))
      desk.engine(.turnEnded(id, .completed(.endTurn)))
    }
    desk.press(.function(2))
    let screen = desk.screen(120, 40).joined(separator: "\n")
    #expect(screen.contains("first token 0.5 s, 85 tok/s"))
    #expect(screen.contains(" 85/s "))
  }

  @Test func whatTheServiceSaysIsSaidOnce() {
    var desk = Desk()
    desk.submit("Hello")
    let failure = ModelFailure(
      kind: .connection, message: "It broke. (Out of order.)", serviceMessage: "Out of order.")
    desk.engine(.turnEnded(TurnID(1), .failed(failure, hasText: false)))
    let screen = desk.screen().joined(separator: "\n")
    #expect(!screen.contains("the service says"))
  }

  @Test func aTurnThatNoModelTookInCostsNothingAndSaysSo() {
    var desk = Desk()
    desk.submit("Hello")
    desk.wait(milliseconds: 2_000)
    desk.engine(.usage(TurnID(1), UsageReport(turn: TokenUsage(), turnCost: .zero)))
    let failure = ModelFailure(kind: .connection, message: "Nobody answers.")
    desk.engine(.turnEnded(TurnID(1), .failed(failure, hasText: false)))
    #expect(desk.screen().contains(" nothing was billed · 2 s"))
    #expect(desk.screen().last == " ready  ↑0 ↓0  $0 Σ$0  ctx 0%  ? help")
  }

  @Test func aLongMessageOfTheServiceIsCut() {
    var desk = Desk()
    desk.submit("Hello")
    let words = (1...30).map { "line \($0)" }.joined(separator: "\n")
    let failure = ModelFailure(
      kind: .service(status: 403, code: "Denied"), message: "It was refused.", serviceMessage: words
    )
    desk.engine(.turnEnded(TurnID(1), .failed(failure, hasText: false)))
    let screen = desk.screen()
    #expect(screen.contains("   the service says: line 1"))
    #expect(screen.contains("   line 5"))
    #expect(screen.contains("   …"))
    #expect(!screen.contains("   line 6"))
  }

  @Test func anEmptyAnswerIsTold() {
    var desk = Desk()
    desk.submit("Hello")
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    #expect(desk.screen().contains(" — the model answered nothing —"))
  }

  @Test func anEmptyLineEndsTheDetails() {
    var desk = Desk()
    desk.submit("Hello")
    let id = TurnID(1)
    desk.engine(.blockStarted(id, block: 0, .thinking))
    desk.engine(.delta(id, block: 0, "What for?"))
    desk.engine(.blockEnded(id, block: 0))
    desk.engine(.blockStarted(id, block: 1, .text))
    desk.engine(.delta(id, block: 1, "Good day."))
    desk.press(.character("o"), .control)
    let screen = desk.screen()
    let row = screen.firstIndex(of: "   What for?") ?? 0
    #expect(screen[row + 1] == "")
    #expect(screen[row + 2] == " Good day.")
  }

  @Test func theCostOfTheSessionIsTold() {
    var desk = Desk()
    desk.submit("/cost")
    #expect(desk.screen().contains(" session      no turn yet, $0"))
    desk.startAnswer()
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    desk.submit("/cost")
    #expect(desk.screen().contains(" context      12,000 of 200,000 tokens (6 %)"))
  }

  @Test func aWordInPassingLeavesPhaseAndCounters() {
    var desk = Desk()
    desk.startAnswer()
    desk.press(.character("."), .alt)
    #expect(
      desk.screen(120, 40).last
        == " Sonnet 4.5 has no effort levels · writing 3s 83 tok/s  ↑12.4k ⟲8.1k ↓~1,204"
        + "  ≈$0.0432 Σ≈$1.27  ctx 6%  Esc stop")
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    #expect(
      desk.screen().last
        == " Sonnet 4.5 has no effort levels  ↑12.4k ↓~1,204  ≈$0.0432  ctx 6%  ? help")
  }
}
