import Testing

@testable import Engine

/// Sonnet's prices: 2 $ a million in, 10 $ out; two bytes a token.
@Suite struct TurnMachineBudgetTests {
  private static let turn = TurnID(1)
  private static let first = AttemptID(turn: turn, number: 1)

  private static func machine(_ limits: BudgetLimits) -> TurnMachine {
    TurnMachine(policy: RetryPolicy(), seed: 1, budget: limits)
  }

  private static func submit(
    _ machine: inout TurnMachine, _ id: Int = 1, _ text: String = "Why?",
    prices: PriceList? = Sample.sonnetPrices
  ) -> [TurnMachine.Effect] {
    let settings = Sample.settings(model: Sample.model(prices: prices))
    return machine.handle(.submitted(TurnID(id), text: text, settings), at: .milliseconds(id))
  }

  /// A whole answer: 100 tokens in, 20 out, $0.0004.
  private static func answer(_ machine: inout TurnMachine, _ id: Int) -> [TurnMachine.Effect] {
    let attempt = AttemptID(turn: TurnID(id), number: 1)
    return machine.handle(.opened(attempt, profilePrefix: nil), at: .milliseconds(id))
      + machine.handle(.events(attempt, Sample.answer("Because.")), at: .milliseconds(id))
  }

  private static func marks(_ effects: [TurnMachine.Effect]) -> [Int] {
    effects.compactMap { effect in
      if case .emit(.budget(_, let mark)) = effect { mark.percent } else { nil }
    }
  }

  private static func stop(_ effects: [TurnMachine.Effect]) -> (mark: BudgetMark, hasText: Bool)? {
    for case .emit(.turnEnded(_, .overBudget(let mark, let hasText))) in effects {
      return (mark, hasText)
    }
    return nil
  }

  private static func requests(_ effects: [TurnMachine.Effect]) -> Int {
    effects.count { if case .open = $0 { true } else { false } }
  }

  private static func notices(_ effects: [TurnMachine.Effect]) -> [String] {
    effects.compactMap { effect in
      if case .emit(.notice(let text)) = effect { text } else { nil }
    }
  }

  private static func begun(_ bytes: Int) -> [ModelEvent] {
    [
      .messageStart(id: nil, model: nil, usage: UsageUpdate(input: 100, output: 1)),
      .blockStart(index: 0, .text(initial: "")),
      .textDelta(index: 0, String(repeating: "x", count: bytes)),
    ]
  }

  @Test func aStreamStopsWithTheBatchThatReachesTheLimit() throws {
    // 100 in are $0.0002; 180 out reach $0.002.
    var machine = Self.machine(BudgetLimits(turn: NanoDollars(2_000_000)))
    #expect(Self.requests(Self.submit(&machine)) == 1)
    _ = machine.handle(.opened(Self.first, profilePrefix: nil), at: .milliseconds(1))
    let half = machine.handle(.events(Self.first, Self.begun(180)), at: .milliseconds(2))
    #expect(Self.marks(half) == [50] && Self.stop(half) == nil)
    let rest = ModelEvent.textDelta(index: 0, String(repeating: "y", count: 180))
    let last = machine.handle(.events(Self.first, [rest]), at: .milliseconds(3))
    #expect(Self.marks(last) == [100])
    let stop = try #require(Self.stop(last))
    #expect(stop.hasText && stop.mark.spent == NanoDollars(2_000_000))
    #expect(last.contains(.cancel(Self.turn)))
    for case .emit(.usage(_, let report)) in last.suffix(2) {
      #expect(report.isLowerBound && report.turnCost == NanoDollars(2_000_000))
      // The service may go on to 16,384 tokens.
      #expect(report.turnUpperBound == NanoDollars(164_040_000))
    }
    let late = machine.handle(.events(Self.first, [rest]), at: .milliseconds(4))
    #expect(late.isEmpty)
    // The part that came is kept and can be continued.
    _ = machine.handle(.limited(BudgetLimits()), at: .milliseconds(5))
    let settings = Sample.settings()
    let more = machine.handle(.continued(TurnID(2), settings), at: .milliseconds(6))
    #expect(Self.requests(more) == 1)
  }

  @Test func nothingIsSentOnceTheLimitIsReached() throws {
    var machine = Self.machine(BudgetLimits(session: NanoDollars(400_000)))
    _ = Self.submit(&machine)
    #expect(Self.marks(Self.answer(&machine, 1)).last == 100)
    let refused = Self.submit(&machine, 2, "And now?")
    #expect(Self.requests(refused) == 0 && Self.marks(refused).isEmpty)
    let stop = try #require(Self.stop(refused))
    #expect(
      !stop.hasText
        && stop.mark
          == BudgetMark(
            scope: .session, percent: 100, spent: NanoDollars(400_000), limit: NanoDollars(400_000))
    )
    for case .emit(.usage(_, let report)) in refused {
      #expect(report.turn == TokenUsage() && !report.isLowerBound)
    }
    // Raised, the same prompt is sent.
    _ = machine.handle(
      .limited(BudgetLimits(session: NanoDollars(1_000_000))), at: .milliseconds(3))
    let again = machine.handle(.continued(TurnID(3), Sample.settings()), at: .milliseconds(4))
    #expect(Self.requests(again) == 1)
    for case .open(_, let request) in again {
      #expect(request.messages.last?.content == [.text("And now?")])
    }
  }

  @Test func aPromptThatAloneExceedsTheLimitIsNotSent() throws {
    // 20,000 bytes are 10,000 tokens: $0.02.
    var machine = Self.machine(BudgetLimits(turn: NanoDollars(19_000_000)))
    let effects = Self.submit(&machine, 1, String(repeating: "x", count: 20_000))
    #expect(Self.requests(effects) == 0)
    #expect(try #require(Self.stop(effects)).mark.spent == NanoDollars(20_000_000))
  }

  @Test func retriesCount() {
    var machine = Self.machine(BudgetLimits(turn: NanoDollars(300_000)))
    _ = Self.submit(&machine)
    _ = machine.handle(.opened(Self.first, profilePrefix: nil), at: .milliseconds(1))
    let begun = ModelEvent.messageStart(
      id: nil, model: nil, usage: UsageUpdate(input: 149, output: 1))
    var effects = machine.handle(.events(Self.first, [begun]), at: .milliseconds(2))
    effects += machine.handle(.failed(Self.first, Sample.failure()), at: .milliseconds(3))
    effects += machine.handle(.timerFired(Self.first), at: .milliseconds(60_000))
    #expect(Self.requests(effects) == 0 && Self.stop(effects) != nil)
  }

  @Test func theLedgerIsAskedOnceBeforeTheFirstRequest() throws {
    var machine = Self.machine(BudgetLimits(day: NanoDollars(1_000_000)))
    let asked = Self.submit(&machine)
    #expect(asked.contains(.askTotals(Self.first)) && Self.requests(asked) == 0)
    let stale = AttemptID(turn: TurnID(9), number: 1)
    #expect(machine.handle(.totals(stale, nil), at: .milliseconds(1)).isEmpty)
    let totals = SpendingTotals(day: NanoDollars(900_000))
    let sent = machine.handle(.totals(Self.first, totals), at: .milliseconds(2))
    #expect(Self.requests(sent) == 1 && Self.notices(sent).isEmpty)
    _ = machine.handle(.opened(Self.first, profilePrefix: nil), at: .milliseconds(3))
    let stopped = machine.handle(.events(Self.first, Self.begun(20)), at: .milliseconds(4))
    #expect(try #require(Self.stop(stopped)).mark.scope == .day)
  }

  /// Another program spends on the same day while the answer is written.
  @Test func theLedgerIsAskedAgainWhileAnAnswerIsWritten() throws {
    var machine = Self.machine(BudgetLimits(day: NanoDollars(1_000_000)))
    _ = Self.submit(&machine)
    _ = machine.handle(.totals(Self.first, SpendingTotals()), at: .milliseconds(1))
    _ = machine.handle(.opened(Self.first, profilePrefix: nil), at: .milliseconds(2))
    _ = machine.handle(.events(Self.first, Self.begun(20)), at: .milliseconds(3))
    let late = [ModelEvent.textDelta(index: 0, "word")]
    let asked = machine.handle(.events(Self.first, late), at: .milliseconds(1_100))
    #expect(asked.contains(.refreshTotals(Self.first)))
    // One question at a time, and none that nobody asked is answered.
    let again = machine.handle(.events(Self.first, late), at: .milliseconds(2_200))
    #expect(!again.contains(.refreshTotals(Self.first)) && Self.stop(again) == nil)
    let totals = SpendingTotals(day: NanoDollars(999_999))
    let stopped = machine.handle(.totals(Self.first, totals), at: .milliseconds(2_300))
    #expect(try #require(Self.stop(stopped)).mark.scope == .day)
  }

  @Test func aLedgerThatDoesNotAnswerIsToldAndTheTurnGoesOn() {
    var machine = Self.machine(BudgetLimits(day: NanoDollars(1), project: NanoDollars(1)))
    _ = Self.submit(&machine)
    let effects = machine.handle(.totals(Self.first, nil), at: .milliseconds(2_000))
    #expect(Self.requests(effects) == 1)
    #expect(
      Self.notices(effects) == [
        "What was spent elsewhere is not known: the ledger did not answer. This turn is sent"
          + " without a check of the day's budget and the project's budget."
      ])
  }

  @Test func aTurnThatWaitsForTheLedgerCanBeStopped() {
    var machine = Self.machine(BudgetLimits(day: NanoDollars(1)))
    _ = Self.submit(&machine)
    let effects = machine.handle(.interrupted(Self.turn), at: .milliseconds(1))
    #expect(effects.contains(.emit(.turnEnded(Self.turn, .interrupted(hasText: false)))))
    #expect(machine.handle(.totals(Self.first, nil), at: .milliseconds(2)).isEmpty)
  }

  @Test func anUnknownPriceIsOutsideOfTheBudgetAndSaidOnce() {
    var machine = Self.machine(BudgetLimits(turn: NanoDollars(1)))
    let sent = Self.submit(&machine, prices: nil)
    #expect(Self.requests(sent) == 1)
    #expect(
      Self.notices(sent) == [
        "No budget covers this turn: the price of sonnet-test is unknown. Add it to models.json."
      ])
    #expect(Self.notices(Self.answer(&machine, 1)).isEmpty)
  }

  @Test func withoutLimitsNothingIsAskedAndNothingTold() {
    var machine = Self.machine(BudgetLimits())
    #expect(Self.requests(Self.submit(&machine, prices: nil)) == 1)
    #expect(Self.marks(Self.answer(&machine, 1)).isEmpty)
  }

  /// A prompt that turns out longer than the threshold is re-priced whole
  /// while it runs (bedrock-wire 5.2).
  @Test func theLongPromptTierHoldsAsSoonAsItIsKnown() throws {
    var machine = Self.machine(BudgetLimits())
    _ = Self.submit(&machine, prices: Sample.haikuPrices)
    _ = machine.handle(.opened(Self.first, profilePrefix: nil), at: .milliseconds(1))
    let start = ModelEvent.messageStart(
      id: nil, model: nil, usage: UsageUpdate(input: 1, cacheRead: 100_000, output: 1))
    let effects = machine.handle(.events(Self.first, [start]), at: .milliseconds(2))
    let report = try #require(
      effects.compactMap { effect -> UsageReport? in
        if case .emit(.usage(_, let report)) = effect { report } else { nil }
      }.last)
    // 1 · 0.5 + 100,000 · 0.05 + 1 · 2.5 millionths
    #expect(report.turnCost == NanoDollars(5_003_000))
  }

  @Test func whatAnotherAnswerCostsCountsBeyondTheTurn() throws {
    // 100 in are $0.0002; the other answer's $0.0018 reach $0.002.
    let limit = NanoDollars(2_000_000)
    var machine = Self.machine(BudgetLimits(turn: limit, session: limit))
    _ = Self.submit(&machine)
    _ = machine.handle(.opened(Self.first, profilePrefix: nil), at: .milliseconds(1))
    _ = machine.handle(.events(Self.first, Self.begun(0)), at: .milliseconds(2))
    let other = machine.handle(.spentBeside(TurnID(2), limit), at: .milliseconds(3))
    #expect(other.isEmpty)
    let half = machine.handle(
      .spentBeside(Self.turn, NanoDollars(900_000)), at: .milliseconds(4))
    #expect(Self.marks(half) == [50] && Self.stop(half) == nil)
    let last = machine.handle(
      .spentBeside(Self.turn, NanoDollars(1_900_000)), at: .milliseconds(5))
    let stop = try #require(Self.stop(last))
    #expect(stop.mark.scope == .session && last.contains(.cancel(Self.turn)))
    #expect(machine.meter.session.cost < NanoDollars(300_000))
  }
}
