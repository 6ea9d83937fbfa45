import Testing

@testable import Engine

/// Always the largest number: shows the bound of a random delay.
private struct LargestGenerator: RandomNumberGenerator {
  mutating func next() -> UInt64 { .max }
}

/// Always 1, which gives the smallest number; 0 would be drawn again for ever.
private struct SmallestGenerator: RandomNumberGenerator {
  mutating func next() -> UInt64 { 1 }
}

@Suite struct RetryPolicyTests {
  @Test(arguments: [
    (ModelFailure.RetryClass.throttled, [1_000, 2_000, 4_000, 8_000, 16_000]),
    (.transient, [500, 1_000, 2_000, 4_000, 8_000]),
    (.few(tries: 2), [500, 1_000]), (.few(tries: 1), [500]), (.few(tries: 0), []),
    (.few(tries: 9), [500, 1_000, 2_000, 4_000, 8_000]), (.never, []),
  ])
  func doublesTheBoundAndStops(retry: ModelFailure.RetryClass, bounds: [Int]) {
    var generator = LargestGenerator()
    let failure = Sample.failure(retry: retry)
    var seen: [RetryPolicy.Retry] = []
    while let next = RetryPolicy().retry(
      after: failure, retriesDone: seen.count, answerShown: false, using: &generator)
    {
      seen.append(next)
    }
    #expect(seen.map(\.delayMilliseconds) == bounds)
    #expect(seen.map(\.number) == Array(1...5).prefix(bounds.count).map { $0 })
    #expect(seen.allSatisfy { $0.limit == bounds.count })
  }

  @Test(arguments: [(0, 500), (4, 8_000), (5, 8_000), (63, 8_000), (.max, 8_000), (-1, 500)])
  func capsTheBound(doublings: Int, bound: Int) {
    #expect(RetryPolicy.bound(base: 500, cap: 8_000, doublings: doublings) == bound)
  }

  @Test func jitterReachesFromNothingToTheBound() {
    var smallest = SmallestGenerator()
    let least = RetryPolicy().retry(
      after: Sample.failure(), retriesDone: 3, answerShown: false, using: &smallest)
    #expect(least == RetryPolicy.Retry(number: 4, limit: 5, delayMilliseconds: 0))
    var seeded = JitterGenerator(seed: 3)
    let delays = (0..<200).compactMap { _ in
      RetryPolicy().retry(
        after: Sample.failure(), retriesDone: 3, answerShown: false, using: &seeded
      )?.delayMilliseconds
    }
    #expect(delays.count == 200 && delays.allSatisfy { 0...4_000 ~= $0 })
    #expect(Set(delays).count > 100)
  }

  @Test(
    arguments: [
      (nil, 500), (100, 500), (7_000, 7_000), (600_000, 120_000), (-4, 500),
    ] as [(Int?, Int)])
  func waitsAsLongAsTheServiceAsks(retryAfter: Int?, delay: Int) {
    var generator = LargestGenerator()
    let retry = RetryPolicy().retry(
      after: Sample.failure(retryAfter: retryAfter), retriesDone: 0, answerShown: false,
      using: &generator)
    #expect(retry?.delayMilliseconds == delay)
  }

  @Test func neverRepeatsWhatTheUserHasRead() {
    var generator = SmallestGenerator()
    let retry = RetryPolicy().retry(
      after: Sample.failure(), retriesDone: 0, answerShown: true, using: &generator)
    #expect(retry == nil)
  }

  @Test func zeroRetriesMeansNone() {
    var generator = SmallestGenerator()
    for retry in [ModelFailure.RetryClass.throttled, .transient, .few(tries: 2)] {
      let decision = RetryPolicy(maxRetries: 0).retry(
        after: Sample.failure(retry: retry), retriesDone: 0, answerShown: false, using: &generator)
      #expect(decision == nil)
    }
  }
}
