import Testing

@testable import Engine

/// Answers that are read on when their turn was stopped.
@Suite struct TurnMachineDrainTests {
  private static func attempt(_ turn: Int) -> AttemptID {
    AttemptID(turn: TurnID(turn), number: 1)
  }

  private static func submit(_ machine: inout TurnMachine, _ id: Int, _ text: String) {
    _ = machine.handle(
      .submitted(TurnID(id), text: text, Sample.settings()), at: .milliseconds(id * 10))
  }

  private static func answer(_ machine: inout TurnMachine, _ id: Int, _ text: String) {
    _ = machine.handle(
      .events(attempt(id), Sample.answer(text)), at: .milliseconds(id * 10 + 1))
  }

  private static func entries(_ effects: [TurnMachine.Effect]) -> [LedgerEntry] {
    effects.compactMap { if case .record(.request(let entry)) = $0 { entry } else { nil } }
  }

  /// What was asked of the engine, in order.
  private static func kinds(_ effects: [TurnMachine.Effect]) -> [String] {
    effects.map { effect in
      switch effect {
      case .drain: "drain"
      case .cancel: "cancel"
      case .record(.request(let entry)): "+\(entry.status.rawValue) \(entry.attempt)"
      case .record(.turnEnded): "+ended"
      case .emit(.usage): "usage"
      case .emit(.turnEnded): "ended"
      case .emit(.settled): "settled"
      case .record, .emit, .open, .wait, .askTotals, .refreshTotals: "other"
      }
    }
  }

  /// A turn that was stopped in its middle, its answer read on.
  private static func drained() -> (machine: TurnMachine, effects: [TurnMachine.Effect]) {
    var machine = TurnMachine(policy: RetryPolicy(), seed: 1, settlement: .drain)
    submit(&machine, 1, "a")
    _ = machine.handle(
      .events(
        attempt(1),
        [
          .messageStart(id: nil, model: nil, usage: UsageUpdate(input: 100, output: 1)),
          .textDelta(index: 0, "Beca"),
        ]), at: .milliseconds(11))
    let effects = machine.handle(.interrupted(TurnID(1)), at: .milliseconds(12))
    return (machine, effects)
  }

  private static func rest(_ events: [ModelEvent]) -> DrainedAnswer {
    var rest = DrainedAnswer()
    rest.take(events)
    return rest
  }

  @Test func aDrainedTurnEndsAtOnceAndIsSettledLater() {
    var (machine, effects) = Self.drained()
    #expect(Self.kinds(effects) == ["drain", "+estimated 1", "+ended", "usage", "ended"])
    #expect(machine.meter.session.isLowerBound)
    // The next prompt goes out beside it.
    Self.submit(&machine, 2, "b")
    Self.answer(&machine, 2, "B")
    let settled = machine.handle(
      .drained(
        Self.attempt(1),
        Self.rest([
          .textDelta(index: 0, "use."),
          .messageDelta(stopReason: .endTurn, stopSequence: nil, usage: UsageUpdate(output: 70)),
          .messageStop(usage: .none),
        ])), at: .milliseconds(2_000))
    #expect(Self.kinds(settled) == ["+final 1", "settled"])
    let entry = Self.entries(settled).first
    #expect(entry?.usage == TokenUsage(input: 100, output: 70))
    #expect(entry?.cost == NanoDollars(900_000) && entry?.isLowerBound == false)
    #expect(entry?.durationMilliseconds == 1_990)
    guard case .emit(.settled(TurnID(1), let report))? = settled.last else {
      Issue.record("\(settled)")
      return
    }
    #expect(report.turn == TokenUsage(input: 100, output: 70))
    #expect(report.turnCost == NanoDollars(900_000) && !report.isLowerBound)
    #expect(report.inputIsFinal && report.outputIsFinal && !report.sessionIsLowerBound)
    // 900,000 and, of the second turn, 400,000: replaced, not added.
    #expect(report.sessionCost == NanoDollars(1_300_000))
    #expect(machine.meter.session.cost == NanoDollars(1_300_000))
    #expect(machine.spentByTurn[TurnID(1)]?.cost == NanoDollars(900_000))
    // Once is enough.
    let again = machine.handle(
      .drained(Self.attempt(1), DrainedAnswer()), at: .milliseconds(3_000))
    #expect(again == [])
  }

  @Test func withoutUsageTheEstimateStays() {
    var (machine, effects) = Self.drained()
    let booked = machine.meter.session
    #expect(Self.entries(effects).first?.usage == TokenUsage(input: 100, output: 2))
    var rest = Self.rest([.textDelta(index: 0, "use.")])
    rest.failure = Sample.failure(.cancelled)
    let late = machine.handle(.drained(Self.attempt(1), rest), at: .milliseconds(120_012))
    #expect(late == [])
    #expect(machine.meter.session == booked && booked.isLowerBound)
    #expect(machine.drained == nil)
  }

  @Test func aRequestThatIsRefusedMeanwhileCostNothing() {
    var machine = TurnMachine(policy: RetryPolicy(), seed: 1, settlement: .drain)
    Self.submit(&machine, 1, "a")
    _ = machine.handle(.interrupted(TurnID(1)), at: .milliseconds(11))
    #expect(machine.meter.session.isLowerBound)
    var rest = DrainedAnswer()
    rest.failure = Sample.failure(.service(status: 429, code: "ThrottlingException"))
    let settled = machine.handle(.drained(Self.attempt(1), rest), at: .milliseconds(500))
    #expect(Self.entries(settled).map(\.status) == [.failed])
    #expect(machine.meter.session == SpentTotals(requests: 1))
  }

  @Test func whatOpensLateIsPricedByItsOwnProfile() {
    var machine = TurnMachine(policy: RetryPolicy(), seed: 1, settlement: .drain)
    Self.submit(&machine, 1, "a")
    _ = machine.handle(.interrupted(TurnID(1)), at: .milliseconds(11))
    var rest = Self.rest(Sample.answer("Because."))
    rest.opening = DrainedAnswer.Opening(
      profilePrefix: "us", requestID: "r-2", sentAt: .milliseconds(15))
    let entry = Self.entries(
      machine.handle(.drained(Self.attempt(1), rest), at: .milliseconds(500))
    ).first
    #expect(entry?.status == .final && entry?.requestID == "r-2")
    #expect(entry?.cost == NanoDollars(440_000) && entry?.durationMilliseconds == 485)
  }

  @Test func oneAnswerIsReadOnAtATime() {
    var (machine, _) = Self.drained()
    Self.submit(&machine, 2, "b")
    let second = machine.handle(.interrupted(TurnID(2)), at: .milliseconds(25))
    #expect(Self.kinds(second).first == "cancel")
    #expect(machine.drained == Self.attempt(1))
  }

  @Test(arguments: [(true, false), (false, true)])
  func whatIsUnsentOrClosedIsNotReadOn(isUnsent: Bool, isClosed: Bool) {
    var machine = TurnMachine(policy: RetryPolicy(), seed: 1, settlement: .drain)
    Self.submit(&machine, 1, "a")
    let effects = machine.handle(
      .interrupted(TurnID(1), isUnsent: isUnsent, isClosed: isClosed), at: .milliseconds(11))
    #expect(Self.kinds(effects).first == "cancel" && machine.drained == nil)
  }

  @Test func anotherSessionIsNotSettledWithTheAnswersOfThisOne() {
    var (machine, _) = Self.drained()
    _ = machine.handle(.loaded(SessionSnapshot()), at: .milliseconds(20))
    let late = machine.handle(
      .drained(Self.attempt(1), Self.rest(Sample.answer("x"))), at: .milliseconds(30))
    #expect(late == [] && machine.meter.session == SpentTotals())
  }

  /// A turn that another engine ran is counted by what is known of it last.
  @Test func anAdoptedTurnIsSettledInPlace() {
    var machine = TurnMachine(policy: RetryPolicy(), seed: 1)
    Self.submit(&machine, 1, "a")
    Self.answer(&machine, 1, "A")
    let own = machine.meter.session
    let opening = TurnOpening(
      id: TurnID(2), parent: nil, prompt: "a", modelKey: "m", modelName: "M", api: .invoke)
    let estimate = SpentTotals(
      tokens: TokenUsage(input: 10), cost: NanoDollars(500), isLowerBound: true, requests: 1)
    _ = machine.handle(
      .adopted(TurnRecord(opening: opening), estimate), at: .milliseconds(30))
    #expect(machine.meter.session == own + estimate)
    var truth = estimate
    truth.cost = NanoDollars(800)
    truth.isLowerBound = false
    let report = UsageReport(turn: truth.tokens, turnCost: truth.cost)
    let effects = machine.handle(
      .adoptedSettled(TurnID(2), report, truth), at: .milliseconds(40))
    #expect(machine.meter.session == own + truth)
    #expect(machine.snapshot.spent == own + truth)
    #expect(machine.spentByTurn[TurnID(2)] == truth)
    guard case .emit(.settled(TurnID(2), let told))? = effects.last else {
      Issue.record("\(effects)")
      return
    }
    #expect(told.turnCost == NanoDollars(800) && told.sessionCost == (own + truth).cost)
    // One of another session is nobody's.
    let other = machine.handle(
      .adoptedSettled(TurnID(7), report, truth), at: .milliseconds(50))
    #expect(other == [] && machine.meter.session == own + truth)
  }
}
