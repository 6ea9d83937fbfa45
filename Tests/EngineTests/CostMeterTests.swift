import Testing

@testable import Engine

@Suite struct CostMeterTests {
  private func started(
    prices: PriceList? = Sample.sonnetPrices, prefix: String? = nil
  ) -> CostMeter {
    var meter = CostMeter()
    meter.beginTurn(Sample.model(prices: prices))
    meter.beginAttempt(requestBytes: 2_000)
    meter.accepted(profilePrefix: prefix)
    return meter
  }

  @Test func countsNothingBeforeTheServiceAccepts() {
    var meter = CostMeter()
    meter.beginTurn(Sample.model())
    meter.beginAttempt(requestBytes: 2_000)
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
    meter.endAttempt(.completed)
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
    meter.endAttempt(.cut)
    meter.endAttempt(.cut)
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
    meter.endAttempt(.cut)
    #expect(!meter.report().isLowerBound)
    #expect(meter.report().turn == TokenUsage(input: 900, output: 7))
  }

  @Test func aCutBeforeTheBeginningCountsNothingButIsNotSureOfIt() {
    var meter = started()
    meter.endAttempt(.cut)
    let report = meter.report()
    #expect(report.turn == TokenUsage())
    #expect(report.turnCost == .zero && report.isLowerBound && report.sessionIsLowerBound)
  }

  @Test func aRefusedRequestIsFree() {
    var meter = started()
    meter.endAttempt(.unbilled)
    #expect(
      meter.report()
        == UsageReport(
          turn: TokenUsage(), turnCost: .zero, contextWindow: 1_000_000))
  }

  @Test func retriedAttemptsAddUp() {
    var meter = started()
    meter.messageBegan(UsageUpdate(input: 900, output: 1))
    meter.streamed(bytes: 20, at: .milliseconds(0))
    meter.endAttempt(.cut)
    meter.beginAttempt(requestBytes: 2_000)
    meter.accepted(profilePrefix: nil)
    meter.messageBegan(UsageUpdate(input: 900, output: 1))
    meter.told(UsageUpdate(output: 50))
    meter.endAttempt(.completed)
    let report = meter.report()
    #expect(report.turn == TokenUsage(input: 1_800, output: 60))
    #expect(report.isLowerBound)
    #expect(report.contextTokens == 950)
  }

  @Test func anUnknownPriceIsSaidAndNotCounted() {
    var meter = started()
    meter.messageBegan(UsageUpdate(input: 1_000, output: 0))
    meter.told(UsageUpdate(output: 0))
    meter.endAttempt(.completed)
    meter.beginTurn(Sample.model(prices: nil))
    #expect(meter.report().turnCost == nil)
    #expect(!meter.report().sessionHasUnknownPrices)
    meter.beginAttempt(requestBytes: 10)
    meter.accepted(profilePrefix: nil)
    meter.messageBegan(UsageUpdate(input: 5, output: 1))
    meter.told(UsageUpdate(output: 6))
    meter.endAttempt(.completed)
    let report = meter.report()
    #expect(report.turnCost == nil && report.sessionHasUnknownPrices)
    #expect(report.sessionCost == NanoDollars(2_000_000))
    #expect(report.sessionTokens == TokenUsage(input: 1_005, output: 6))
  }

  @Test func anAnswerWithoutUsageStaysAnEstimate() {
    var meter = started()
    meter.messageBegan(.none)
    meter.streamed(bytes: 10, at: .milliseconds(0))
    meter.endAttempt(.completed)
    let report = meter.report()
    #expect(report.turn == TokenUsage(input: 1_000, output: 5))
    #expect(!report.inputIsFinal && !report.outputIsFinal)
    #expect(!report.isLowerBound && report.sessionIsLowerBound)
  }

  @Test func forgettingTheConversationKeepsTheCosts() {
    var meter = started()
    meter.messageBegan(UsageUpdate(input: 900, output: 1))
    meter.told(UsageUpdate(output: 7))
    meter.endAttempt(.completed)
    let before = meter.report()
    meter.clearContext()
    #expect(meter.report().contextTokens == 0)
    #expect(meter.report().sessionCost == before.sessionCost)
  }

  /// Whatever is told, what was booked never shrinks.
  @Test func theSessionNeverShrinks() {
    var generator = JitterGenerator(seed: 11)
    var meter = CostMeter()
    var last = meter.session
    for step in 0..<3_000 {
      func count() -> Int { Int.random(in: -5...200_000, using: &generator) }
      switch Int.random(in: 0..<8, using: &generator) {
      case 0:
        meter.beginTurn(
          Sample.model(prices: Bool.random(using: &generator) ? Sample.haikuPrices : nil))
      case 1: meter.beginAttempt(requestBytes: max(0, count()))
      case 2: meter.accepted(profilePrefix: "us")
      case 3: meter.messageBegan(UsageUpdate(input: count(), cacheRead: count(), output: count()))
      case 4: meter.told(UsageUpdate(output: count()))
      case 5: meter.streamed(bytes: max(0, count()), at: .milliseconds(step))
      case 6: meter.endAttempt(.completed)
      default: meter.endAttempt(.cut)
      }
      #expect(meter.session.cost >= last.cost, "seed 11, step \(step)")
      #expect(meter.session.tokens.prompt >= last.tokens.prompt, "seed 11, step \(step)")
      #expect(meter.report().sessionCost >= meter.session.cost, "seed 11, step \(step)")
      last = meter.session
    }
  }
}
