import Testing

@testable import Engine

@Suite struct SendEstimateTests {
  /// Two bytes a token, cached from 1,000 tokens on.
  private static func settings(
    caching: PromptCaching = .standard, prices: PriceList? = Sample.sonnetPrices
  ) -> TurnSettings {
    var settings = Sample.settings(
      model: Sample.model(
        prices: prices,
        rules: ParameterRules(
          bytesPerTokenHundredths: 200, cacheMinimum: 1_000, cachesForAnHour: true)))
    settings.caching = caching
    return settings
  }

  private static func size(_ context: Int, _ cached: Int, _ bytes: Int) -> SendEstimate.Size {
    SendEstimate.Size(contextTokens: context, cachedTokens: cached, addedBytes: bytes)
  }

  @Test func theCachedPartIsReadAndTheRestWritten() {
    let estimate = SendEstimate(
      Self.size(81_000, 61_000, 40_000), Self.settings(), profilePrefix: "us")
    #expect(estimate.cachedTokens == 61_000 && estimate.newTokens == 40_000)
    // (61,000 · 0.10 + 40,000 · 2.50) millionths · 1.1
    #expect(estimate.input == NanoDollars(116_710_000))
    // 16,384 · 10 millionths · 1.1
    #expect(estimate.answerLimit == NanoDollars(180_224_000))
  }

  @Test(
    arguments: [
      // 50,000 · 0.10 + 40,000 · 2, 2.50 or 4
      (.off, 85_000_000), (.on(.fiveMinutes), 105_000_000), (.on(.oneHour), 165_000_000),
    ] as [(PromptCaching, Int64)])
  func cachingDecidesWhatNewTokensCost(caching: PromptCaching, expected: Int64) {
    let estimate = SendEstimate(
      Self.size(90_000, 50_000, 0), Self.settings(caching: caching), profilePrefix: nil)
    #expect(estimate.input == NanoDollars(expected))
  }

  @Test func aShortPromptIsNotCached() {
    let estimate = SendEstimate(Self.size(0, 0, 1_000), Self.settings(), profilePrefix: nil)
    #expect(estimate.input == NanoDollars(1_000_000))
  }

  @Test func beyondTheThresholdTheWholeRequestIsDearer() {
    let settings = Self.settings(caching: .off, prices: Sample.haikuPrices)
    let below = SendEstimate(Self.size(100_000, 0, 0), settings, profilePrefix: nil)
    let above = SendEstimate(Self.size(100_000, 0, 2), settings, profilePrefix: nil)
    #expect(below.input == NanoDollars(10_000_000))
    #expect(above.input == NanoDollars(50_000_500))
    #expect(above.answerLimit == NanoDollars(40_960_000))
  }

  @Test func anUnknownPriceIsNoPrice() {
    let estimate = SendEstimate(
      Self.size(5_000, 0, 0), Self.settings(prices: nil), profilePrefix: nil)
    #expect(estimate.input == nil && estimate.answerLimit == nil && estimate.newTokens == 5_000)
  }

  @Test func anotherTokenizerCountsOtherwise() {
    let old = Sample.model(rules: ParameterRules(bytesPerTokenHundredths: 350))
    let new = Sample.model(rules: ParameterRules(bytesPerTokenHundredths: 270))
    #expect(SendEstimate.converted(2_700, from: old, to: new) == 3_500)
    #expect(SendEstimate.converted(2_700, from: old, to: old) == 2_700)
  }
}
