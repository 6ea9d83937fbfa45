import Engine
import Testing
import TextModel

@testable import Interface

/// Questions and sign-ins: who gets the keys, what they answer, what Esc ends.
@Suite struct DialogReducerTests {
  static let question = SignInQuestion(
    id: 7, text: "MFA code of arn:aws:iam::123456789012:mfa/me for the role Admin", digits: 6)
  static let device = SignInStatus.device(
    url: "https://device.sso.us-east-1.amazonaws.com/",
    completeURL: "https://device.sso.us-east-1.amazonaws.com/?user_code=ABCD-EFGH",
    code: "ABCD-EFGH", expiresAt: 1_763_700_600)

  /// A turn runs, its question is on the screen.
  static func asked(_ question: SignInQuestion = question) -> Desk {
    var desk = Desk()
    desk.submit("Hello")
    _ = desk.takeEffects()
    desk.send(.service(.question(question)))
    _ = desk.screen()
    desk.wait(milliseconds: DialogGuard.milliseconds)
    _ = desk.takeEffects()
    return desk
  }

  @Test func enterSendsACompleteCodeAndClosesTheQuestion() {
    var desk = Self.asked()
    desk.type("123456")
    desk.press(.enter)
    #expect(desk.takeEffects() == [.answer(7, "123456")])
    #expect(desk.state.service.questions.isEmpty)
    #expect(desk.state.isBusy)
  }

  @Test(arguments: [
    ("12345", "12345", "6 digits are needed"), ("", "", "6 digits are needed"),
    ("1234567", "123456", "only 6 digits"), ("12a456", "12456", "digits only"),
  ])
  func sendsNothingOfAWrongLengthAndSaysSo(typed: String, kept: String, remark: String) {
    var desk = Self.asked()
    desk.send(.input(.paste(typed)))
    if typed.count < 6 { desk.press(.enter) }
    #expect(desk.takeEffects() == [])
    #expect(desk.state.service.questions.first?.typed == kept)
    #expect(desk.state.service.questions.first?.remark == remark)
    #expect(desk.screen().contains { $0.contains("✗ \(remark)") })
  }

  @Test(arguments: ["123456", " 123 456\n", "123-456", "123456\r\n"])
  func aPastedCodeIsTakenWithoutItsBlanks(text: String) {
    var desk = Self.asked()
    desk.send(.input(.paste(text)))
    desk.press(.enter)
    #expect(desk.takeEffects() == [.answer(7, "123456")])
  }

  @Test(arguments: [Key(.escape), Key(.character("c"), .control)])
  func escapeDeclinesAndOnlyThat(key: Key) {
    var desk = Self.asked()
    desk.press(key.code, key.modifiers)
    #expect(desk.takeEffects() == [.answer(7, nil)])
    #expect(desk.state.turn?.isStopping == false)
    #expect(desk.state.service.questions.isEmpty)
    #expect(desk.screen().contains { $0.contains("The sign-in was declined.") })
  }

  @Test func keysTypedBeforeTheQuestionWasPaintedGoOnIntoThePrompt() {
    var desk = Desk()
    desk.submit("Hello")
    desk.type("dra")
    desk.send(.service(.question(Self.question)))
    desk.type("ft1")
    #expect(desk.state.service.questions.first?.typed == "")
    _ = desk.screen()
    desk.wait(milliseconds: DialogGuard.milliseconds)
    desk.type("2")
    #expect(desk.state.service.questions.first?.typed == "2")
    #expect(desk.state.composer.buffer.text == "draft1")
    desk.press(.escape)
    #expect(desk.state.composer.buffer.text == "draft1")
  }

  @Test func anEscapeBeforeTheQuestionWasPaintedStopsTheTurn() {
    var desk = Desk()
    desk.submit("Hello")
    _ = desk.takeEffects()
    desk.send(.service(.question(Self.question)))
    desk.press(.escape)
    #expect(desk.takeEffects() == [.bell, .engine(.interrupt(TurnID(1)))])
  }

  @Test func backspaceAndControlUShorten() {
    var desk = Self.asked()
    desk.type("123")
    desk.press(.backspace)
    #expect(desk.state.service.questions.first?.typed == "12")
    desk.press(.character("u"), .control)
    #expect(desk.state.service.questions.first?.typed == "")
  }

  @Test func aFreeAnswerIsMaskedAndSentAsItIs() {
    var desk = Self.asked(SignInQuestion(id: 8, text: "Password of corp"))
    desk.send(.input(.paste("hunter two\nrest")))
    #expect(!desk.screen().joined().contains("hunter"))
    desk.press(.enter)
    #expect(desk.takeEffects() == [.answer(8, "hunter two")])
  }

  @Test func aWithdrawnQuestionGoes() {
    var desk = Self.asked()
    desk.send(.service(.questionWithdrawn(7)))
    #expect(desk.state.dialog == nil)
    desk.type("x")
    #expect(desk.state.composer.buffer.text == "x")
  }

  @Test func questionsWaitForEachOther() {
    var desk = Self.asked()
    desk.send(.service(.question(SignInQuestion(id: 9, text: "Another", digits: 6))))
    desk.send(.input(.paste("111111")))
    desk.press(.enter)
    // The next one is not on the screen yet: Enter is not meant for it.
    desk.press(.enter)
    #expect(desk.takeEffects() == [.bell, .answer(7, "111111")])
    _ = desk.screen()
    desk.wait(milliseconds: DialogGuard.milliseconds)
    desk.send(.input(.paste("222222")))
    desk.press(.enter)
    #expect(desk.takeEffects() == [.answer(9, "222222")])
  }

  @Test func moreQuestionsThanCouldBeMeantAreDeclined() {
    var desk = Desk()
    for id in 0..<ServiceState.maximumQuestions {
      desk.send(.service(.question(SignInQuestion(id: id, text: "?"))))
    }
    _ = desk.takeEffects()
    desk.send(.service(.question(SignInQuestion(id: 99, text: "?"))))
    #expect(desk.takeEffects() == [.answer(99, nil)])
  }

  @Test func aQuestionLetsNothingOpenBeneathIt() {
    var desk = Self.asked()
    desk.press(.function(1))
    desk.press(.function(2))
    #expect(desk.state.overlay == nil)
    #expect(desk.state.dialog == .question)
  }

  @Test func anOpenPickerComesBackBehindTheQuestion() {
    var desk = Desk()
    desk.press(.function(2))
    desk.send(.service(.question(Self.question)))
    _ = desk.screen()
    desk.wait(milliseconds: DialogGuard.milliseconds)
    desk.press(.escape)
    #expect(desk.state.keyContext == .list)
  }

  // MARK: Sign-in

  static func signingIn(canOpenBrowser: Bool = true) -> Desk {
    var configuration = Fixtures.configuration()
    configuration.canOpenBrowser = canOpenBrowser
    var desk = Desk(configuration)
    desk.submit("Hello")
    desk.send(.service(.signIn(device)))
    _ = desk.screen()
    desk.wait(milliseconds: DialogGuard.milliseconds)
    _ = desk.takeEffects()
    return desk
  }

  @Test(arguments: [Key(.enter), Key(.character("o"))])
  func opensTheAddressWithTheCodeInIt(key: Key) {
    var desk = Self.signingIn()
    desk.press(key.code)
    #expect(
      desk.takeEffects() == [
        .openURL("https://device.sso.us-east-1.amazonaws.com/?user_code=ABCD-EFGH")
      ])
  }

  @Test func opensNothingWithoutADisplay() {
    var desk = Self.signingIn(canOpenBrowser: false)
    desk.press(.enter)
    desk.press(.character("o"))
    #expect(desk.takeEffects() == [])
  }

  @Test func copiesTheAddress() {
    var desk = Self.signingIn()
    desk.press(.character("c"))
    #expect(
      desk.takeEffects() == [
        .copying(
          .clipboard(
            "https://device.sso.us-east-1.amazonaws.com/?user_code=ABCD-EFGH", name: "the address"))
      ])
  }

  @Test func escapeCancelsTheSignInAndTheTurnThatWaitsForIt() {
    var desk = Self.signingIn()
    desk.press(.escape)
    #expect(desk.takeEffects() == [.cancelSignIn, .engine(.interrupt(TurnID(1)))])
    #expect(desk.state.turn?.isStopping == true)
    // What it still tells is late.
    let items = desk.state.transcript.items.count
    desk.send(.service(.signIn(Self.device)))
    desk.send(.service(.signIn(.ended(failure: "cancelled"))))
    #expect(desk.state.service.signIn == nil)
    #expect(desk.state.transcript.items.count == items)
  }

  @Test func withoutATurnOnlyTheSignInIsCancelled() {
    var desk = Desk()
    desk.submit("/login")
    #expect(desk.takeEffects().last == .signIn)
    desk.send(.service(.signIn(Self.device)))
    _ = desk.screen()
    desk.wait(milliseconds: DialogGuard.milliseconds)
    _ = desk.takeEffects()
    desk.press(.escape)
    #expect(desk.takeEffects() == [.cancelSignIn])
  }

  @Test func aTurnThatIsBeingAnsweredGoesOnWithoutTheSignIn() {
    var desk = Self.signingIn()
    desk.engine(.phase(TurnID(1), .writing))
    desk.press(.escape)
    #expect(desk.takeEffects() == [.cancelSignIn])
    #expect(desk.state.turn?.isStopping == false)
    desk.press(.escape)
    #expect(desk.takeEffects() == [.engine(.interrupt(TurnID(1)))])
  }

  @Test func anotherSignInAfterACancelledOneIsShown() {
    var desk = Self.signingIn()
    desk.press(.escape)
    desk.engine(.turnEnded(TurnID(1), .interrupted(hasText: false)))
    desk.submit("/login")
    desk.send(.service(.signIn(Self.device)))
    #expect(desk.state.service.signIn == Self.device)
  }

  @Test func itsEndClosesThePanelAndTheTurnGoesOn() {
    var desk = Self.signingIn()
    #expect(desk.screen().last?.contains("signing in") == true)
    desk.send(.service(.signIn(.ended(failure: nil))))
    #expect(desk.state.dialog == nil)
    #expect(desk.state.isBusy)
    #expect(desk.screen().last?.contains("connecting") == true)
  }

  @Test func itsFailureIsSaid() {
    var desk = Desk()
    desk.send(.service(.signIn(Self.device)))
    desk.send(.service(.signIn(.ended(failure: "The code expired. Run /login again."))))
    #expect(desk.screen().joined(separator: "\n").contains("Run /login again."))
  }

  @Test(arguments: [
    (
      TurnOutcome.failed(
        ModelFailure(kind: .credentials, message: "The code expired."), hasText: false), 1
    ),
    (.failed(ModelFailure(kind: .connection, message: "No route."), hasText: false), 1),
    (.completed(.endTurn), 1), (.interrupted(hasText: false), 0),
  ])
  func itsFailureIsToldOnceWithTheTurn(outcome: TurnOutcome, count: Int) {
    var desk = Self.signingIn()
    desk.send(.service(.signIn(.ended(failure: "The code expired."))))
    #expect(!desk.screen().contains { $0.contains("The code expired.") })
    desk.engine(.turnEnded(TurnID(1), outcome))
    #expect(desk.screen().count { $0.contains("The code expired.") } == count)
  }

  @Test func theCountdownAsksForATickASecondAndOnlyWhileItIsShown() {
    var desk = Desk()
    desk.send(.wallClock(unixSecondsAtZero: 1_763_700_000))
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
    desk.send(.service(.signIn(Self.device)))
    desk.wait(milliseconds: 250)
    #expect(
      desk.state.nextDeadline(after: desk.now) == MonotonicTime(nanoseconds: 1_000_000_000))
    desk.send(.service(.signIn(.ended(failure: nil))))
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
  }
}
