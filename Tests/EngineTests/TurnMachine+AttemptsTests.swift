import Testing
import Wire

@testable import Engine

@Suite struct TurnMachineAttemptsTests {
  private static let turn = TurnID(1)

  private static func attempt(_ number: Int) -> AttemptID {
    AttemptID(turn: turn, number: number)
  }

  private static func machine(
    limits: RateLimits = RateLimits(), maxTokens: Int = 1_000, model: ModelDescriptor? = nil,
    text: String = "Why?"
  ) -> (machine: TurnMachine, effects: [TurnMachine.Effect]) {
    var machine = TurnMachine(policy: RetryPolicy(), seed: 1, limits: limits)
    var settings = Sample.settings(model: model ?? Sample.model())
    settings.maxTokens = maxTokens
    let effects = machine.handle(.submitted(turn, text: text, settings), at: .milliseconds(0))
    return (machine, effects)
  }

  private static func repaired(
    _ id: String, notice: String? = nil, maxTokens: Int? = nil
  ) -> ModelFailure {
    Sample.failure(
      .service(status: 400, code: "ValidationException"),
      retry: .repaired(Repair(id: id, notice: notice, maxTokens: maxTokens)))
  }

  private static func opened(_ effects: [TurnMachine.Effect]) -> ModelRequest? {
    for case .open(_, let request) in effects { return request }
    return nil
  }

  private static func ended(_ effects: [TurnMachine.Effect]) -> TurnOutcome? {
    for case .emit(.turnEnded(_, let outcome)) in effects { return outcome }
    return nil
  }

  // MARK: Repairs

  @Test func asksAgainAtOnceWithWhatWasMended() {
    var (machine, _) = Self.machine()
    let failure = Self.repaired("answerLength", notice: "Shorter.", maxTokens: 400)
    let effects = machine.handle(.failed(Self.attempt(1), failure), at: .milliseconds(5))
    #expect(effects.contains(.emit(.notice("Shorter."))))
    #expect(Self.opened(effects)?.maxTokens == 400)
    #expect(machine.turn?.retriesDone == 0)
    #expect(machine.turn?.attempt == Self.attempt(2))
    // A refusal before the answer is free.
    #expect(machine.meter.session == SpentTotals(requests: 1))
    // The next turn starts from its own settings.
    _ = machine.handle(.events(Self.attempt(2), Sample.answer("So.")), at: .milliseconds(6))
    var settings = Sample.settings()
    settings.maxTokens = 900
    let next = machine.handle(.submitted(TurnID(2), text: "b", settings), at: .milliseconds(7))
    #expect(Self.opened(next)?.maxTokens == 900)
  }

  @Test func whatWasMendedOnceAndFailsAgainIsFinal() {
    var (machine, _) = Self.machine()
    let failure = Self.repaired("profile")
    _ = machine.handle(.failed(Self.attempt(1), failure), at: .milliseconds(5))
    let effects = machine.handle(.failed(Self.attempt(2), failure), at: .milliseconds(6))
    #expect(Self.ended(effects) == .failed(failure, hasText: false))
  }

  @Test func mendsFourThingsAtMost() {
    var (machine, _) = Self.machine()
    var last: [TurnMachine.Effect] = []
    for number in 1...5 {
      last = machine.handle(
        .failed(Self.attempt(number), Self.repaired("r\(number)")), at: .milliseconds(number))
    }
    #expect(Self.ended(last) == .failed(Self.repaired("r5"), hasText: false))
    #expect(machine.turn == nil)
  }

  @Test func nothingIsMendedOnceAnAnswerWasShown() {
    var (machine, _) = Self.machine()
    _ = machine.handle(
      .events(Self.attempt(1), [.textDelta(index: 0, "Beca")]), at: .milliseconds(1))
    let effects = machine.handle(
      .failed(Self.attempt(1), Self.repaired("r")), at: .milliseconds(2))
    #expect(Self.ended(effects) == .failed(Self.repaired("r"), hasText: true))
  }

  @Test func thinkingIsTakenBackBeforeARepair() {
    var (machine, _) = Self.machine()
    _ = machine.handle(
      .events(Self.attempt(1), [.thinkingDelta(index: 0, "Hm")]), at: .milliseconds(1))
    let effects = machine.handle(
      .failed(Self.attempt(1), Self.repaired("r")), at: .milliseconds(2))
    #expect(effects.contains(.emit(.answerReset(Self.turn))))
    #expect(Self.opened(effects) != nil)
  }

  @Test func repairsAndRetriesMix() {
    var (machine, _) = Self.machine()
    _ = machine.handle(.failed(Self.attempt(1), Self.repaired("r")), at: .milliseconds(1))
    let failed = machine.handle(.failed(Self.attempt(2), Sample.failure()), at: .milliseconds(2))
    guard case .emit(.phase(_, .retrying(let number, _, _, _)))? = failed.dropLast().last else {
      Issue.record("\(failed)")
      return
    }
    #expect(number == 1)
  }

  // MARK: Size

  @Test func whatCannotFitIsNotSent() {
    var model = Sample.model()
    model.contextWindow = 100
    // Two bytes make a token; the window may be exceeded by a twentieth.
    let (kept, fits) = Self.machine(model: model, text: String(repeating: "x", count: 210))
    #expect(Self.opened(fits) != nil)
    #expect(kept.conversation.messages.count == 1)
    let (machine, effects) = Self.machine(model: model, text: String(repeating: "x", count: 212))
    guard case .failed(let failure, false)? = Self.ended(effects) else {
      Issue.record("\(effects)")
      return
    }
    #expect(Self.opened(effects) == nil)
    #expect(failure.kind == .invalidRequest)
    #expect(failure.message.contains("about 6 tokens too long"))
    #expect(machine.conversation == Conversation())
  }

  @Test func knownSizesCountBeforeGuesses() {
    var model = Sample.model()
    model.contextWindow = 1_000
    var (machine, _) = Self.machine(model: model)
    _ = machine.handle(
      .events(Self.attempt(1), Sample.answer("So.", input: 1_040, output: 5)),
      at: .milliseconds(1))
    let fits = machine.handle(
      .submitted(TurnID(2), text: "b", Sample.settings(model: model)), at: .milliseconds(2))
    #expect(Self.opened(fits) != nil)
    _ = machine.handle(.interrupted(TurnID(2)), at: .milliseconds(3))
    let refused = machine.handle(
      .submitted(
        TurnID(3), text: String(repeating: "x", count: 20), Sample.settings(model: model)),
      at: .milliseconds(4))
    #expect(Self.opened(refused) == nil)
    // After /clear everything is guessed anew.
    _ = machine.handle(.cleared, at: .milliseconds(5))
    let cleared = machine.handle(
      .submitted(TurnID(4), text: "b", Sample.settings(model: model)), at: .milliseconds(6))
    #expect(Self.opened(cleared) != nil)
  }

  @Test func aPromptThatCanNeverBeSentIsTakenBack() {
    var (machine, _) = Self.machine()
    var failure = Sample.failure(retry: .never)
    failure.leavesOutPrompt = true
    _ = machine.handle(.failed(Self.attempt(1), failure), at: .milliseconds(1))
    #expect(machine.conversation == Conversation())
  }

  // MARK: Limits

  @Test func waitsVisiblyBelowTheLimit() {
    let limits = RateLimits(requestsPerMinute: 1)
    var (machine, _) = Self.machine(limits: limits)
    _ = machine.handle(.events(Self.attempt(1), Sample.answer("So.")), at: .milliseconds(10))
    let second = TurnID(2)
    let effects = machine.handle(
      .submitted(second, text: "b", Sample.settings()), at: .milliseconds(20))
    let until = MonotonicTime.milliseconds(60_000)
    #expect(
      effects.dropFirst() == [
        .emit(.turnStarted(second, modelKey: "sonnet-test")),
        .emit(.phase(second, .limited(until: until, limit: "1 request per minute"))),
        .wait(AttemptID(turn: second, number: 1), until: until),
      ])
    let open = machine.handle(.timerFired(AttemptID(turn: second, number: 1)), at: until)
    #expect(Self.opened(open) != nil)
  }

  @Test func interruptingEndsTheWaitForRoom() {
    var (machine, _) = Self.machine(limits: RateLimits(requestsPerMinute: 1))
    _ = machine.handle(.events(Self.attempt(1), Sample.answer("So.")), at: .milliseconds(10))
    let session = machine.meter.session
    _ = machine.handle(
      .submitted(TurnID(2), text: "b", Sample.settings()), at: .milliseconds(20))
    let effects = machine.handle(.interrupted(TurnID(2)), at: .milliseconds(30))
    #expect(Self.ended(effects) == .interrupted(hasText: false))
    #expect(machine.meter.session == session)
    #expect(
      machine.handle(.timerFired(AttemptID(turn: TurnID(2), number: 1)), at: .milliseconds(60_001))
        == [])
  }

  @Test func retriesAndRepairsWaitTooWithoutCounting() {
    var (machine, _) = Self.machine(limits: RateLimits(requestsPerMinute: 1))
    let mended = machine.handle(
      .failed(Self.attempt(1), Self.repaired("r")), at: .milliseconds(1))
    #expect(Self.opened(mended) == nil)
    #expect(
      machine.turn?.phase == .limited(until: .milliseconds(60_000), limit: "1 request per minute"))
    let open = machine.handle(.timerFired(Self.attempt(2)), at: .milliseconds(60_000))
    #expect(Self.opened(open) != nil)
    #expect(machine.turn?.retriesDone == 0)
  }

  /// 2 bytes per token: `Why?` is 2 tokens, and 1,000 are reserved for the
  /// answer, which takes 100 + 20·5 in the end.
  @Test func settlesWhatARequestTookOfTheQuota() {
    var (machine, _) = Self.machine(limits: RateLimits(tokensPerMinute: 1_202))
    _ = machine.handle(.events(Self.attempt(1), Sample.answer("So.")), at: .milliseconds(10))
    var settings = Sample.settings()
    // The last answer left 120 tokens in the conversation; `bb` adds one.
    settings.maxTokens = 881
    let fits = machine.handle(.submitted(TurnID(2), text: "bb", settings), at: .milliseconds(20))
    #expect(Self.opened(fits) != nil)
    _ = machine.handle(.interrupted(TurnID(2)), at: .milliseconds(30))
  }

  @Test func whatNeverFitsIsSentAloneWithANotice() {
    let (_, effects) = Self.machine(limits: RateLimits(tokensPerMinute: 500))
    #expect(Self.opened(effects) != nil)
    let notices = effects.compactMap { effect in
      if case .emit(.notice(let text)) = effect { text } else { nil }
    }
    #expect(notices.count == 1)
    #expect(notices.first?.contains("your limit of 500") == true)
  }
}
