import Testing

@testable import Engine

@Suite struct PriceListCostTests {
  static let mixed = TokenUsage(
    input: 12_345, cacheWrite5m: 1_000, cacheWrite1h: 500, cacheRead: 8_100, output: 1_204)

  @Test(
    arguments: [
      // 12,345·2 + 1,000·2.5 + 500·4 + 8,100·0.1 + 1,204·10 = 42,040 millionths.
      (nil, 42_040_000), ("global", 42_040_000), ("us", 46_244_000), ("eu", 46_244_000),
      ("jp", 46_244_000), ("us-gov", 50_448_000),
    ] as [(String?, Int64)])
  func pricesEveryClassByProfile(prefix: String?, cost: Int64) {
    #expect(Sample.sonnetPrices.cost(of: Self.mixed, profilePrefix: prefix) == NanoDollars(cost))
  }

  @Test(
    arguments: [
      (TokenUsage(input: 100_000, output: 1_000), 10_500_000),
      (TokenUsage(input: 100_001, output: 1_000), 52_500_500),
      // Cached tokens count towards the threshold.
      (TokenUsage(input: 1, cacheRead: 100_000), 5_000_500),
      // Output does not.
      (TokenUsage(input: 1, output: 200_000), 100_000_100),
    ] as [(TokenUsage, Int64)])
  func repricesTheWholeRequestBeyondTheThreshold(usage: TokenUsage, cost: Int64) {
    #expect(Sample.haikuPrices.cost(of: usage, profilePrefix: "global") == NanoDollars(cost))
  }

  @Test(arguments: [
    (499_999, Int64(0)), (500_000, 1), (1_499_999, 1), (1_500_000, 2),
  ])
  func roundsHalfUpOnceAtTheEnd(tokens: Int, cost: Int64) {
    let prices = PriceList(base: TokenPrices(input: 1, output: 1), source: "", date: "")
    #expect(prices.cost(of: TokenUsage(input: tokens), profilePrefix: nil) == NanoDollars(cost))
    let halves = TokenUsage(input: tokens / 2, output: tokens - tokens / 2)
    #expect(prices.cost(of: halves, profilePrefix: nil) == NanoDollars(cost))
  }

  @Test func aClassWithoutAPriceIsUnknownOnlyWhenItHasTokens() {
    let prices = PriceList(
      base: TokenPrices(input: 1_000_000, output: 1_000_000), source: "", date: "")
    #expect(prices.cost(of: TokenUsage(input: 5), profilePrefix: nil) == NanoDollars(5))
    for usage in [
      TokenUsage(cacheWrite5m: 1), TokenUsage(cacheWrite1h: 1), TokenUsage(cacheRead: 1),
    ] {
      #expect(prices.cost(of: usage, profilePrefix: nil) == nil)
    }
  }

  @Test func neverOverflows() {
    let prices = PriceList(
      base: TokenPrices(
        input: .max, output: .max, cacheWrite5m: .max, cacheWrite1h: .max, cacheRead: .max),
      geographicPermille: .max, source: "", date: "")
    let usage = TokenUsage(
      input: .max, cacheWrite5m: .max, cacheWrite1h: .max, cacheRead: .max, output: .max)
    #expect(prices.cost(of: usage, profilePrefix: "us") == NanoDollars(.max))
    let negative = PriceList(
      base: TokenPrices(input: -1, output: -1), geographicPermille: -5, source: "", date: "")
    #expect(negative.cost(of: TokenUsage(input: 9), profilePrefix: "us") == .zero)
  }

  /// More tokens of any class never cost less.
  @Test func isMonotone() {
    var generator = JitterGenerator(seed: 7)
    for _ in 0..<2_000 {
      func count() -> Int { Int.random(in: 0...150_000, using: &generator) }
      let usage = TokenUsage(
        input: count(), cacheWrite5m: count(), cacheWrite1h: count(), cacheRead: count(),
        output: count())
      let more = usage + TokenUsage(input: count(), cacheRead: count(), output: count())
      let cost = Sample.haikuPrices.cost(of: usage, profilePrefix: "us")
      let moreCost = Sample.haikuPrices.cost(of: more, profilePrefix: "us")
      #expect(cost ?? .zero <= moreCost ?? .zero, "seed 7: \(usage), \(more)")
    }
  }
}
