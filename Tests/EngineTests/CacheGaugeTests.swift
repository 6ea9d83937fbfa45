import Testing

@testable import Engine

@Suite struct CacheGaugeTests {
  private let sonnet = CacheGauge.Prefix(
    modelKey: "sonnet", api: .invoke, effort: nil, thinking: .modelDefault)

  @Test(
    arguments: [
      (TokenUsage(cacheWrite5m: 400), 299, 400), (TokenUsage(cacheWrite5m: 400), 300, nil),
      (TokenUsage(cacheWrite1h: 400), 3_599, 400), (TokenUsage(cacheWrite1h: 400), 3_600, nil),
      (TokenUsage(cacheWrite5m: 100, cacheRead: 900), 10, 1_000), (TokenUsage(input: 50), 10, nil),
    ] as [(TokenUsage, Int, Int?)])
  func entriesLiveAsLongAsTheyWereWrittenFor(usage: TokenUsage, after: Int, tokens: Int?) {
    var gauge = CacheGauge()
    gauge.take(usage, of: sonnet, at: 1_000)
    #expect(gauge.entry(of: sonnet, at: 1_000 + after)?.tokens == tokens)
  }

  @Test func aReadKeepsTheLifetimeOfWhatWasWritten() {
    var gauge = CacheGauge()
    gauge.take(TokenUsage(cacheWrite1h: 400), of: sonnet, at: 0)
    gauge.take(TokenUsage(cacheRead: 400), of: sonnet, at: 3_000)
    #expect(gauge.entry(of: sonnet, at: 3_100)?.expiresAt == 6_600)
  }

  @Test func anotherModelEffortOrThinkingIsAnotherPrefix() {
    var gauge = CacheGauge()
    gauge.take(TokenUsage(cacheWrite5m: 400), of: sonnet, at: 0)
    for change in [
      { (prefix: inout CacheGauge.Prefix) in prefix.modelKey = "opus" },
      { $0.effort = "high" }, { $0.thinking = .off }, { $0.api = .converse },
    ] as [(inout CacheGauge.Prefix) -> Void] {
      var other = sonnet
      change(&other)
      #expect(gauge.entry(of: other, at: 1) == nil)
    }
    gauge.forget()
    #expect(gauge.entry(of: sonnet, at: 1) == nil)
  }

  @Test func theOldestGoesFirst() {
    var gauge = CacheGauge()
    for index in 0...CacheGauge.maximumEntries {
      var prefix = sonnet
      prefix.modelKey = "\(index)"
      gauge.take(TokenUsage(cacheWrite1h: 400), of: prefix, at: index)
    }
    func has(_ key: String) -> Bool {
      var prefix = sonnet
      prefix.modelKey = key
      return gauge.entry(of: prefix, at: 100) != nil
    }
    #expect(!has("0") && has("1") && has("\(CacheGauge.maximumEntries)"))
  }

  @Test(
    arguments: [
      (TokenUsage(), nil), (TokenUsage(input: 13, cacheRead: 87), 87),
      (TokenUsage(cacheWrite5m: 2, cacheRead: 1), 33),
    ] as [(TokenUsage, Int?)])
  func hitRateIsReadPartOfThePrompt(usage: TokenUsage, percent: Int?) {
    #expect(CacheGauge.hitPercent(of: usage) == percent)
  }
}
