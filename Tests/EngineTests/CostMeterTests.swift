import Testing

@testable import Engine

@Suite struct CostMeterTests {
  private func started(
    prices: PriceList? = Sample.sonnetPrices, prefix: String? = nil
  ) -> CostMeter {
    var meter = CostMeter()
    meter.beginTurn(Sample.model(prices: prices))
    meter.beginAttempt(bytes: 2_000, prices: prices)
    meter.accepted(profilePrefix: prefix)
    return meter
  }

  @Test func countsNothingBeforeTheServiceAccepts() {
    var meter = CostMeter()
    meter.beginTurn(Sample.model())
    meter.beginAttempt(bytes: 2_000)
    #expect(
      meter.report()
        == UsageReport(
          turn: TokenUsage(), turnCost: .zero, contextWindow: 1_000_000))
  }

  @Test func estimateSettlesOnTheServicesUsage() {
    var meter = started(prefix: "us")
    let estimated = meter.report()
    #expect(estimated.turn == TokenUsage(input: 1_000))
    #expect(!estimated.inputIsFinal && estimated.sessionIsLowerBound)
    meter.messageBegan(UsageUpdate(input: 900, cacheRead: 100, output: 1))
    meter.streamed(bytes: 400, at: .milliseconds(0))
    let live = meter.report()
    #expect(live.turn == TokenUsage(input: 900, cacheRead: 100, output: 200))
    #expect(live.inputIsFinal && !live.outputIsFinal && !live.isLowerBound)
    meter.told(UsageUpdate(output: 250))
    _ = meter.endAttempt(.completed, at: .milliseconds(9))
    // (900·2 + 100·0.1 + 250·10) millionths · 1.1
    let cost = NanoDollars(4_741_000)
    #expect(
      meter.report()
        == UsageReport(
          turn: TokenUsage(input: 900, cacheRead: 100, output: 250), inputIsFinal: true,
          outputIsFinal: true, turnCost: cost, sessionCost: cost,
          sessionTokens: TokenUsage(input: 900, cacheRead: 100, output: 250),
          contextTokens: 1_250, contextWindow: 1_000_000))
  }

  @Test func aCutAnswerIsALowerBound() {
    var meter = started()
    meter.messageBegan(UsageUpdate(input: 900, output: 1))
    meter.streamed(bytes: 400, at: .milliseconds(0))
    _ = meter.endAttempt(.cut, at: .milliseconds(9))
    _ = meter.endAttempt(.cut, at: .milliseconds(9))
    let report = meter.report()
    #expect(report.turn == TokenUsage(input: 900, output: 200))
    #expect(report.turnCost == NanoDollars(3_800_000))
    #expect(report.isLowerBound && report.sessionIsLowerBound)
    #expect(report.sessionTokens == report.turn)
  }

  @Test func aCutBehindTheLastUsageIsExact() {
    var meter = started()
    meter.messageBegan(UsageUpdate(input: 900, output: 1))
    meter.told(UsageUpdate(output: 7))
    _ = meter.endAttempt(.cut, at: .milliseconds(9))
    #expect(!meter.report().isLowerBound)
    #expect(meter.report().turn == TokenUsage(input: 900, output: 7))
  }

  @Test func aCutBeforeTheBeginningCountsNothingButIsNotSureOfIt() {
    var meter = started()
    _ = meter.endAttempt(.cut, at: .milliseconds(9))
    let report = meter.report()
    #expect(report.turn == TokenUsage())
    #expect(report.turnCost == .zero && report.isLowerBound && report.sessionIsLowerBound)
  }

  @Test func aRefusedRequestIsFree() {
    var meter = started()
    _ = meter.endAttempt(.unbilled, at: .milliseconds(9))
    #expect(
      meter.report()
        == UsageReport(
          turn: TokenUsage(), turnCost: .zero, contextWindow: 1_000_000))
  }

  @Test func retriedAttemptsAddUp() {
    var meter = started()
    meter.messageBegan(UsageUpdate(input: 900, output: 1))
    meter.streamed(bytes: 20, at: .milliseconds(0))
    _ = meter.endAttempt(.cut, at: .milliseconds(9))
    meter.beginAttempt(bytes: 2_000)
    meter.accepted(profilePrefix: nil)
    meter.messageBegan(UsageUpdate(input: 900, output: 1))
    meter.told(UsageUpdate(output: 50))
    _ = meter.endAttempt(.completed, at: .milliseconds(9))
    let report = meter.report()
    #expect(report.turn == TokenUsage(input: 1_800, output: 60))
    #expect(report.isLowerBound)
    #expect(report.contextTokens == 950)
  }

  @Test func anUnknownPriceIsSaidAndNotCounted() {
    var meter = started()
    meter.messageBegan(UsageUpdate(input: 1_000, output: 0))
    meter.told(UsageUpdate(output: 0))
    _ = meter.endAttempt(.completed, at: .milliseconds(9))
    meter.beginTurn(Sample.model(prices: nil))
    #expect(meter.report().turnCost == nil)
    #expect(!meter.report().sessionHasUnknownPrices)
    meter.beginAttempt(bytes: 10, prices: nil)
    meter.accepted(profilePrefix: nil)
    meter.messageBegan(UsageUpdate(input: 5, output: 1))
    meter.told(UsageUpdate(output: 6))
    _ = meter.endAttempt(.completed, at: .milliseconds(9))
    let report = meter.report()
    #expect(report.turnCost == nil && report.sessionHasUnknownPrices)
    #expect(report.sessionCost == NanoDollars(2_000_000))
    #expect(report.sessionTokens == TokenUsage(input: 1_005, output: 6))
  }

  @Test func anAnswerWithoutUsageStaysAnEstimate() {
    var meter = started()
    meter.messageBegan(.none)
    meter.streamed(bytes: 10, at: .milliseconds(0))
    _ = meter.endAttempt(.completed, at: .milliseconds(9))
    let report = meter.report()
    #expect(report.turn == TokenUsage(input: 1_000, output: 5))
    #expect(!report.inputIsFinal && !report.outputIsFinal)
    #expect(!report.isLowerBound && report.sessionIsLowerBound)
  }

  @Test func forgettingTheConversationKeepsTheCosts() {
    var meter = started()
    meter.messageBegan(UsageUpdate(input: 900, output: 1))
    meter.told(UsageUpdate(output: 7))
    _ = meter.endAttempt(.completed, at: .milliseconds(9))
    let before = meter.report()
    meter.moveContext(tokens: 0)
    #expect(meter.report().contextTokens == 0)
    #expect(meter.report().sessionCost == before.sessionCost)
  }

  // MARK: Entries

  private func entry(
    _ status: LedgerEntry.Status, _ usage: TokenUsage, cost: Int64?, prefix: String? = nil
  ) -> LedgerEntry {
    var entry = LedgerEntry(
      turn: TurnID(1), attempt: 1, status: status, modelKey: "sonnet-test",
      modelID: "anthropic.sonnet-test", api: .invoke, isStreaming: true)
    entry.usage = usage
    entry.cost = cost.map { NanoDollars($0) }
    entry.price = LedgerPrice(
      prices: Sample.sonnetPrices.base, isLongPrompt: false, profilePrefix: prefix,
      permille: prefix == nil ? 1000 : 1100, date: "2026-11-21")
    return entry
  }

  @Test func theEntryFollowsTheAttempt() {
    var meter = CostMeter()
    meter.beginTurn(Sample.model())
    #expect(meter.runningEntry == nil)
    meter.beginAttempt(bytes: 2_000, at: .milliseconds(100))
    // 1,000 tokens in, perhaps written for an hour, 500 out at most.
    var expected = entry(.running, TokenUsage(), cost: 0)
    expected.isLowerBound = true
    expected.upperBound = NanoDollars(9_000_000)
    #expect(meter.runningEntry == expected)
    meter.accepted(profilePrefix: "us", requestID: "r", sentAt: .milliseconds(150))
    meter.messageBegan(UsageUpdate(input: 900, output: 1))
    expected = entry(.running, TokenUsage(input: 900, output: 1), cost: 1_991_000, prefix: "us")
    expected.isLowerBound = true
    expected.upperBound = NanoDollars(7_480_000)
    expected.requestID = "r"
    #expect(meter.runningEntry == expected)
    meter.streamed(bytes: 0, at: .milliseconds(250))
    meter.streamed(bytes: 40, at: .milliseconds(650))
    meter.told(UsageUpdate(output: 20))
    let ended = meter.endAttempt(.completed, at: .milliseconds(750))
    expected = entry(.final, TokenUsage(input: 900, output: 20), cost: 2_200_000, prefix: "us")
    expected.requestID = "r"
    expected.firstTokenMilliseconds = 100
    expected.durationMilliseconds = 600
    expected.tokensPerSecondTenths = 500
    #expect(ended == expected)
    #expect(meter.runningEntry == nil)
    #expect(meter.endAttempt(.cut, at: .milliseconds(800)) == nil)
  }

  @Test(arguments: [
    (CostMeter.Ending.cut, LedgerEntry.Status.estimated, true, Int64?(9_000_000)),
    (.unbilled, .failed, false, nil),
  ])
  func whatNeverAnsweredHasUsedNothing(
    ending: CostMeter.Ending, status: LedgerEntry.Status, isLowerBound: Bool, bound: Int64?
  ) {
    var meter = started()
    let ended = meter.endAttempt(ending, because: "timed out", at: .milliseconds(40))
    var expected = entry(status, TokenUsage(), cost: 0)
    expected.isLowerBound = isLowerBound
    expected.upperBound = bound.map { NanoDollars($0) }
    expected.failure = "timed out"
    expected.durationMilliseconds = 40
    #expect(ended == expected)
    #expect(meter.session.isLowerBound == isLowerBound)
    #expect(meter.session.requests == 1)
  }

  @Test func aLongPromptNamesTheTierThatHolds() {
    var meter = started(prices: Sample.haikuPrices)
    meter.messageBegan(UsageUpdate(input: 100_001, output: 1))
    let price = meter.runningEntry?.price
    #expect(price?.isLongPrompt == true)
    #expect(price?.prices == Sample.haikuPrices.longPrompt)
  }

  /// Whatever is told: what was booked never shrinks, and is the sum of the
  /// entries to the nano-dollar.
  @Test func theSessionIsTheSumOfItsEntries() {
    var generator = JitterGenerator(seed: 11)
    var meter = CostMeter()
    var last = meter.session
    var entries: [LedgerEntry] = []
    for step in 0..<3_000 {
      func count() -> Int { Int.random(in: -5...200_000, using: &generator) }
      let now = MonotonicTime.milliseconds(step)
      switch Int.random(in: 0..<8, using: &generator) {
      case 0:
        if let entry = meter.endAttempt(.unbilled, at: now) { entries.append(entry) }
        meter.beginTurn(
          Sample.model(prices: Bool.random(using: &generator) ? Sample.haikuPrices : nil))
      case 1:
        if let entry = meter.endAttempt(.cut, at: now) { entries.append(entry) }
        meter.beginAttempt(
          bytes: max(0, count()) / 100,
          prices: Bool.random(using: &generator) ? Sample.haikuPrices : nil, at: now)
      case 2: meter.accepted(profilePrefix: "us")
      case 3: meter.messageBegan(UsageUpdate(input: count(), cacheRead: count(), output: count()))
      case 4: meter.told(UsageUpdate(output: count()))
      case 5: meter.streamed(bytes: max(0, count()), at: now)
      case 6: if let entry = meter.endAttempt(.completed, at: now) { entries.append(entry) }
      default: if let entry = meter.endAttempt(.cut, at: now) { entries.append(entry) }
      }
      #expect(meter.session.cost >= last.cost, "seed 11, step \(step)")
      #expect(meter.session.tokens.prompt >= last.tokens.prompt, "seed 11, step \(step)")
      #expect(meter.report().sessionCost >= meter.session.cost, "seed 11, step \(step)")
      var sum = SpentTotals()
      for entry in entries { sum.add(entry) }
      #expect(meter.session == sum, "seed 11, step \(step)")
      last = meter.session
    }
    #expect(entries.count > 300)
  }
}

extension CostMeter {
  /// Begins an attempt with so many bytes to read and at most 500 tokens to
  /// write.
  fileprivate mutating func beginAttempt(
    bytes: Int, prices: PriceList? = Sample.sonnetPrices,
    at now: MonotonicTime = .milliseconds(0)
  ) {
    let text = String(repeating: "x", count: bytes)
    let request = ModelRequest(
      model: Sample.model(prices: prices), api: .invoke,
      messages: [Message(role: .user, content: [.text(text)])], maxTokens: 500)
    beginAttempt(AttemptID(turn: TurnID(1), number: 1), request, task: nil, at: now)
  }
}
