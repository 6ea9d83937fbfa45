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
    #expect(RetryPolicy.bound(base: 500, cap: 8_000, multiplier: 2, steps: doublings) == bound)
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
      (nil, 500), (100, 500), (7_000, 7_000), (120_000, 120_000), (120_001, nil), (-4, 500),
    ] as [(Int?, Int?)])
  func waitsAsLongAsTheServiceAsks(retryAfter: Int?, delay: Int?) {
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

  /// AWS's hint moves the delay by five seconds at most (bedrock-wire 7.3).
  @Test(arguments: [(100, 500), (3_000, 3_000), (900_000, 5_500)])
  func boundsTheHintOfTheSDK(hint: Int, delay: Int) {
    var generator = LargestGenerator()
    var failure = Sample.failure(retryAfter: hint)
    failure.retryAfterLeewayMilliseconds = 5_000
    let retry = RetryPolicy().retry(
      after: failure, retriesDone: 0, answerShown: false, using: &generator)
    #expect(retry?.delayMilliseconds == delay)
    #expect(RetryPolicy().finalWords(of: failure) == failure)
  }

  @Test func aWaitThatNobodySitsThroughIsTold() {
    var failure = Sample.failure(retry: .throttled, retryAfter: 840_000)
    #expect(
      RetryPolicy().finalWords(of: failure).message
        == "It failed. The service asks to wait 14 min.")
    failure.retry = .never
    #expect(RetryPolicy().finalWords(of: failure) == failure)
  }

  @Test(arguments: [
    (95_000, "95 s"), (119_001, "2 min"), (840_000, "14 min"), (7_800_000, "2 h 10 min"),
    (7_200_000, "2 h"),
  ])
  func saysTimesShortly(milliseconds: Int, words: String) {
    #expect(RetryPolicy.words(milliseconds: milliseconds) == words)
  }

  @Test func takesTheIntervalsOfTheSettings() {
    let policy = RetryPolicy(
      maxRetries: 4, initialIntervalMilliseconds: 200, backoffMultiplier: 3,
      maximumIntervalMilliseconds: 1_000)
    for retry in [ModelFailure.RetryClass.throttled, .transient] {
      var generator = LargestGenerator()
      let delays = (0..<5).map { done in
        policy.retry(
          after: Sample.failure(retry: retry), retriesDone: done, answerShown: false,
          using: &generator
        )?.delayMilliseconds
      }
      #expect(delays == [200, 600, 1_000, 1_000, nil])
    }
    let plain = RetryPolicy(
      maxRetries: 5, initialIntervalMilliseconds: nil, backoffMultiplier: nil,
      maximumIntervalMilliseconds: nil)
    #expect(plain == RetryPolicy())
  }
}
