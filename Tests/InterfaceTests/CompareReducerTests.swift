import Engine
import Testing
import TextModel

@testable import Interface

/// `/compare` from the prompt to the choice.
@Suite struct CompareReducerTests {
  private static let first = TurnID(1)
  private static let second = TurnID(2)

  @Test func onePromptGoesToBothModels() {
    var desk = Desk()
    desk.submit("/compare Why?")
    guard case .compare(let prompt)? = desk.effects.last else {
      Issue.record("nothing was sent: \(desk.effects)")
      return
    }
    #expect(prompt.text == "Why?")
    #expect(prompt.first.id == Self.first)
    #expect(prompt.second.id == Self.second)
    #expect(prompt.first.settings.model.key == "claude-sonnet-4-5")
    #expect(prompt.second.settings.model.key == "claude-opus-4-8")
    #expect(prompt.first.settings.comparedWith == Self.second)
    #expect(prompt.second.settings.comparedWith == Self.first)
    #expect(desk.state.isBusy)
  }

  @Test func withoutAPromptItExplainsItself() {
    var desk = Desk()
    desk.submit("/compare opus")
    #expect(desk.effects.contains { if case .compare = $0 { true } else { false } } == false)
    #expect(desk.screen().contains { $0.contains("/compare PROMPT asks Sonnet 4.5 and Opus 4.8") })
  }

  @Test func whatCannotBeginKeepsItsText() {
    var desk = Desk()
    desk.submit("Hello")
    desk.submit("/compare Why?")
    #expect(desk.state.composer.buffer.text == "/compare Why?")
    #expect(desk.state.comparison == nil)
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    desk.press(.character("u"), .control)
    desk.submit("/compare opus opus Why?")
    #expect(desk.state.composer.buffer.text == "/compare opus opus Why?")
    #expect(desk.state.comparison == nil)
  }

  @Test func eachAnswerGrowsByItself() {
    var desk = Desk.comparing()
    let screen = desk.screen(100, 24)
    let left = screen.first { $0.contains("the left answer") } ?? ""
    #expect(left.contains("the right answer"))
    #expect(
      screen.contains { $0.contains("▸1 Sonnet 4.5 writing") && $0.contains("2 Opus 4.8 writing") })
  }

  /// A filter from before leaves neither of them out, and none is begun.
  @Test func noneIsLeftOut() {
    var desk = Desk()
    desk.submit("Hello")
    desk.answer("an answer", turn: 1)
    desk.state.presentation.filter = TranscriptFilter(kind: .mine)
    _ = desk.screen()
    desk.submit("/compare Why?")
    #expect(desk.state.comparison != nil)
    #expect(desk.state.presentation.filter == nil)
    _ = desk.screen()
    FilterReducer.open(&desk.state, now: desk.now)
    #expect(desk.state.reading.filterLine == nil)
  }

  @Test func escapeStopsTheOneInFrontThenTheOther() {
    var desk = Desk.comparing()
    desk.effects = []
    desk.press(.tab)
    desk.press(.escape)
    #expect(desk.effects == [.engine(.interrupt(Self.second))])
    desk.press(.escape)
    #expect(desk.effects.last == .engine(.interrupt(Self.first)))
  }

  @Test func controlCStopsTheOtherWhereTheOneInFrontIsOver() {
    var desk = Desk.comparing()
    desk.engine(.turnEnded(Self.first, .completed(.endTurn)))
    desk.effects = []
    desk.press(.character("c"), .control)
    #expect(desk.effects == [.engine(.interrupt(Self.second))])
  }

  @Test func nobodyIsChosenBeforeOneHasEnded() {
    var desk = Desk.comparing()
    _ = desk.screen()
    desk.wait(milliseconds: 1_000)
    desk.press(.enter)
    desk.press(.character("2"))
    #expect(desk.state.comparison?.chosen == nil)
    #expect(desk.state.comparison?.focus == .second)
    #expect(desk.state.composer.buffer.isEmpty)
  }

  @Test func aKeyThatWasOnItsWayDoesNotChoose() {
    var desk = Desk.comparing()
    desk.engine(.turnEnded(Self.first, .completed(.endTurn)))
    desk.press(.character("1"))
    #expect(desk.state.comparison?.chosen == nil)
    _ = desk.screen()
    desk.wait(milliseconds: Comparison.guardMilliseconds - 1)
    desk.press(.character("1"))
    #expect(desk.state.comparison?.chosen == nil)
    desk.wait(milliseconds: 1)
    desk.press(.character("1"))
    #expect(desk.state.comparison?.chosen == .first)
  }

  @Test func choosingStopsTheOtherFirst() {
    var desk = Desk.comparing()
    desk.engine(.turnEnded(Self.first, .completed(.endTurn)))
    desk.offer()
    desk.effects = []
    desk.press(.enter)
    #expect(desk.effects == [.engine(.interrupt(Self.second))])
    #expect(desk.screen().last?.contains("going on with Sonnet 4.5; Opus 4.8 is stopped") == true)
    desk.engine(.turnEnded(Self.second, .interrupted(hasText: true)))
    #expect(desk.effects.last == .goOn(chosen: Self.first, passedOver: Self.second))
    #expect(!desk.state.isBusy)
    let screen = desk.screen()
    #expect(screen.contains(" the left answer"))
    #expect(!screen.contains(" the right answer"))
    #expect(screen.contains { $0.hasPrefix(" ▸ not chosen: Opus 4.8") })
  }

  @Test func theChosenModelAnswersFromNowOn() {
    var desk = Desk.comparing()
    desk.endBoth()
    desk.offer()
    desk.press(.character("2"))
    #expect(desk.effects.last == .goOn(chosen: Self.second, passedOver: Self.first))
    #expect(desk.state.choice.modelKey == "claude-opus-4-8")
    desk.effects = []
    desk.submit("And then?")
    guard case .engine(.submit(let id, _, _, let settings))? = desk.effects.last else {
      Issue.record("nothing was sent")
      return
    }
    #expect(id == TurnID(3))
    #expect(settings.model.key == "claude-opus-4-8")
    #expect(settings.comparedWith == nil)
  }

  @Test func theDetailsOpenWhatWasNotChosen() {
    var desk = Desk.comparing()
    desk.endBoth()
    desk.offer()
    desk.press(.character("2"))
    #expect(!desk.screen().contains(" the left answer"))
    desk.press(.character("o"), .control)
    let screen = desk.screen()
    #expect(screen.contains(" the left answer"))
    #expect(screen.contains { $0.hasPrefix(" ▾ not chosen: Sonnet 4.5") })
  }

  @Test func aDraftWaitsForTheChoice() {
    var desk = Desk.comparing()
    desk.endBoth()
    desk.offer()
    desk.effects = []
    desk.submit("And then?")
    #expect(desk.effects.allSatisfy { if case .engine = $0 { false } else { true } })
    #expect(desk.screen().last?.contains("choose first: 1 Sonnet 4.5 or 2 Opus 4.8") == true)
    desk.press(.character("1"))
    #expect(desk.effects.last == .goOn(chosen: Self.first, passedOver: Self.second))
    #expect(desk.state.composer.buffer.text == "And then?")
    desk.press(.enter)
    guard case .engine(.submit(_, let text, _, _))? = desk.effects.last else {
      Issue.record("the draft was not sent")
      return
    }
    #expect(text == "And then?")
  }

  @Test func whoWritesOnWithoutChoosingWritesOn() {
    var desk = Desk.comparing()
    desk.endBoth()
    desk.offer()
    desk.submit("a")
    desk.type("bc")
    #expect(desk.state.composer.buffer.text == "abc")
    #expect(desk.state.comparison?.isAsking == false)
    desk.type("1")
    #expect(desk.state.composer.buffer.text == "abc1")
    #expect(desk.state.comparison?.chosen == nil)
  }

  @Test func aDraftWrittenWhileBothAnswerIsKept() {
    var desk = Desk.comparing()
    desk.submit("next")
    #expect(desk.state.composer.buffer.text == "next")
    #expect(desk.state.queue.isEmpty)
    desk.press(.escape)
    #expect(desk.state.composer.buffer.text == "next")
  }

  @Test func aFailureOfOneLeavesTheOtherAlone() {
    var desk = Desk.comparing()
    let failure = ModelFailure(kind: .timedOut, message: "Nothing came.")
    desk.engine(
      .phase(
        Self.second,
        .retrying(
          attempt: 1, of: 5, until: desk.now.adding(milliseconds: 3_000), because: failure)))
    #expect(desk.screen(120, 24).contains { $0.contains("2 Opus 4.8 retry 1/5 in 3s") })
    desk.engine(.turnEnded(Self.second, .failed(failure, hasText: false)))
    desk.engine(.delta(Self.first, block: 0, " goes on"))
    #expect(desk.screen(120, 24).contains { $0.contains("the left answer goes on") })
    #expect(desk.state[.first].turn != nil)
  }

  @Test func whatIsChosenWhileItRunsIsTakenWhenItEnds() {
    var desk = Desk.comparing()
    desk.engine(.turnEnded(Self.second, .interrupted(hasText: true)))
    desk.offer()
    desk.effects = []
    desk.press(.character("1"))
    #expect(desk.effects == [])
    #expect(desk.state.isBusy)
    desk.engine(.turnEnded(Self.first, .completed(.endTurn)))
    #expect(desk.effects == [.goOn(chosen: Self.first, passedOver: Self.second)])
  }

  @Test func bothCostsAreInTheSessionsSum() {
    var desk = Desk()
    desk.submit("/compare Why?")
    desk.report(Self.first, output: 100, cost: 3_000_000, session: 3_000_000)
    desk.report(Self.second, output: 200, cost: 5_000_000, session: 5_000_000)
    #expect(desk.state.sessionUsage?.sessionCost == NanoDollars(8_000_000))
    desk.endBoth()
    desk.offer()
    desk.press(.character("2"))
    let usage = desk.state.meter.shown
    #expect(usage?.sessionCost == NanoDollars(8_000_000))
    #expect(usage?.turnCost == NanoDollars(5_000_000))
    #expect(usage?.sessionTokens.output == 300)
  }

  @Test func focusScrollsTheOneInFront() {
    var desk = Desk.comparing(lines: 60)
    _ = desk.screen(100, 24)
    desk.press(.right)
    desk.press(.pageUp)
    _ = desk.screen(100, 24)
    #expect(desk.state[.first].viewport.isFollowing)
    #expect(!desk.state[.second].viewport.isFollowing)
    desk.send(.input(.mouse(MouseEvent(.wheelUp, row: 5, column: 1))))
    _ = desk.screen(100, 24)
    #expect(desk.state[.first].viewport.isFollowing)
    desk.press(.end, .control)
    _ = desk.screen(100, 24)
    #expect(desk.state[.second].viewport.isFollowing)
  }

  @Test func commandsOfAConversationWaitForTheChoice() {
    var desk = Desk.comparing()
    desk.endBoth()
    desk.effects = []
    desk.submit("/clear")
    desk.submit("/continue")
    #expect(desk.effects.allSatisfy { if case .engine = $0 { false } else { true } })
    #expect(desk.state.comparison != nil)
  }

  @Test func eachEngineHearsWhatTheOtherSpends() {
    var configuration = Fixtures.configuration()
    configuration.budget.limits.session = NanoDollars(1_000_000_000)
    var desk = Desk.comparing(configuration)
    desk.effects = []
    desk.report(Self.second, output: 100, cost: 7_000_000, session: 7_000_000)
    #expect(desk.effects == [.engine(.spentBeside(Self.first, NanoDollars(7_000_000)))])
    desk.engine(.turnEnded(Self.first, .completed(.endTurn)))
    desk.effects = []
    desk.report(Self.second, output: 200, cost: 9_000_000, session: 9_000_000)
    #expect(desk.effects.isEmpty)
  }

  @Test func withoutBudgetsNobodyIsTold() {
    var desk = Desk.comparing()
    desk.effects = []
    desk.report(Self.second, output: 100, cost: 7_000_000, session: 7_000_000)
    #expect(desk.effects.isEmpty)
  }
}
