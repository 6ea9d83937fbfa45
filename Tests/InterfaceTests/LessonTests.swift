import Engine
import Testing
import TextModel

@testable import Interface

/// What others fail at, as far as the reducers and views answer for it; each
/// name bears the number of its rule.
@Suite struct LessonTests {
  @Test func lesson09_nothingIsDueWhereNothingChanges() {
    var desk = Desk()
    _ = desk.screen()
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
    desk.submit("Hello")
    #expect(desk.state.nextDeadline(after: desk.now) != nil)
    desk.answer("Hi.", turn: 1)
    desk.wait(milliseconds: 60_000)
    desk.send(.tick)
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
    for key in [Key(.function(1)), Key(.escape), Key(.function(2)), Key(.escape), Key(.tab)] {
      desk.press(key.code, key.modifiers)
      _ = desk.screen()
    }
    desk.wait(milliseconds: 60_000)
    desk.send(.tick)
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
  }

  @Test(arguments: [
    (TurnPhase.connecting, 1_000, "connecting 1s"), (.connecting, 5_000, "waiting 5s"),
    (.waiting, 7_000, "waiting 7s"), (.thinking, 12_000, "thinking 12s"),
    (.writing, 3_000, "writing 3s"), (.callingTool(name: "read"), 4_000, "tool call 4s"),
    (.waiting, 21_000, "waiting 21 s – no answer yet"),
    (.writing, 25_000, "writing 25s – nothing for 25s"),
    (.thinking, 20_000, "thinking 20s – nothing for 20s"),
  ])
  func lesson12_thePhaseAndItsSecondsAreTold(
    phase: TurnPhase, milliseconds: Int, words: String
  ) throws {
    var desk = Desk()
    desk.submit("Hello")
    desk.engine(.phase(TurnID(1), phase))
    let began = desk.now
    desk.wait(milliseconds: milliseconds)
    #expect(desk.screen().last?.contains(words) == true)
    // The line changes with every second, without any event.
    let next = try #require(desk.state.nextDeadline(after: desk.now))
    #expect(next.milliseconds(since: began) - milliseconds <= 1_000)
    #expect(desk.screen().last?.contains("Esc") == true)
  }

  @Test func lesson12_theEndOfAWaitIsCountedDown() {
    var desk = Desk()
    desk.submit("Hello")
    let failure = ModelFailure(
      kind: .service(status: 429, code: "ThrottlingException"), message: "Too many tokens.")
    desk.engine(
      .phase(
        TurnID(1),
        .retrying(
          attempt: 2, of: 5, until: desk.now.adding(milliseconds: 9_000), because: failure)))
    #expect(desk.screen().last?.contains("retry 2/5 in 9 s: Too many tokens.") == true)
    desk.wait(milliseconds: 2_000)
    #expect(desk.screen().last?.contains("retry 2/5 in 7 s") == true)
  }

  // MARK: a dialog answers itself

  private static func asked(_ event: ServiceEvent) -> Desk {
    var desk = Desk()
    desk.submit("Hello")
    desk.type("draft")
    _ = desk.takeEffects()
    desk.send(.service(event))
    _ = desk.takeEffects()
    return desk
  }

  @Test(arguments: [
    ServiceEvent.question(DialogReducerTests.question), .signIn(DialogReducerTests.device),
  ])
  func lesson25_keysQueuedBeforeADialogWasPaintedGoWhereTheyWereMeant(event: ServiceEvent) {
    var desk = Self.asked(event)
    for character in "s12o" { desk.press(.character(character)) }
    #expect(desk.state.composer.buffer.text == "drafts12o")
    #expect(desk.takeEffects() == [])
    #expect(desk.state.service.isSigningIn)
  }

  @Test(arguments: [
    ServiceEvent.question(DialogReducerTests.question), .signIn(DialogReducerTests.device),
  ])
  func lesson25_keysThatFollowTooSoonAnswerNothing(event: ServiceEvent) {
    var desk = Self.asked(event)
    _ = desk.screen()
    desk.wait(milliseconds: DialogGuard.milliseconds - 1)
    for key in [
      Key(.character("1")), Key(.enter), Key(.character("o")), Key(.character("c")), Key(.escape),
      Key(.character("c"), .control),
    ] {
      desk.press(key.code, key.modifiers)
    }
    desk.send(.input(.paste("123456")))
    #expect(desk.takeEffects() == [])
    #expect(desk.state.service.isSigningIn)
    #expect(desk.state.service.questions.first?.typed ?? "" == "")
    #expect(desk.state.turn?.isStopping == false)
    desk.wait(milliseconds: 1)
    desk.press(.escape)
    #expect(!desk.state.service.isSigningIn)
    #expect(desk.state.composer.buffer.text == "draft")
  }

  @Test func lesson25_theNextQuestionIsGuardedLikeTheFirst() {
    var desk = Self.asked(.question(DialogReducerTests.question))
    desk.send(.service(.question(SignInQuestion(id: 8, text: "Once more", digits: 6))))
    _ = desk.takeEffects()
    _ = desk.screen()
    desk.wait(milliseconds: 300)
    desk.send(.input(.paste("123456")))
    desk.press(.enter)
    #expect(desk.takeEffects() == [.answer(7, "123456")])
    _ = desk.screen()
    desk.send(.input(.paste("654321")))
    desk.press(.enter)
    #expect(desk.takeEffects() == [])
    desk.wait(milliseconds: 250)
    desk.send(.input(.paste("654321")))
    desk.press(.enter)
    #expect(desk.takeEffects() == [.answer(8, "654321")])
  }

  @Test func lesson25_theKeyThatOpensAListDoesNotChooseFromIt() {
    var desk = Desk()
    desk.press(.function(2))
    desk.press(.enter)
    #expect(desk.state.overlay != nil)
    _ = desk.screen()
    desk.press(.enter)
    #expect(desk.state.overlay == nil)
  }
}
