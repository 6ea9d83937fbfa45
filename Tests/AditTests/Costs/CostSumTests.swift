import Engine
import Store
import Testing

@testable import adit

@Suite struct CostSumTests {
  private typealias Sample = LedgerSamples

  private func sum(_ entries: LedgerEntry...) -> CostSum {
    var sum = CostSum()
    for entry in entries { sum.add(entry) }
    return sum
  }

  private func bounded(_ entry: LedgerEntry, _ most: Int64?) -> LedgerEntry {
    var entry = entry
    entry.isLowerBound = true
    entry.upperBound = most.map { NanoDollars($0) }
    return entry
  }

  @Test func moneyIsTheSumToTheNanoDollar() {
    let sum = sum(Sample.entry(cost: 1), Sample.entry(cost: 999_999_999), Sample.entry(cost: 1))
    #expect(sum.spent.cost == NanoDollars(1_000_000_001))
    #expect(sum.upperBound == NanoDollars(1_000_000_001))
    #expect(!sum.spent.isLowerBound && !sum.isUnknown)
    #expect(sum.spent.requests == 3 && sum.requests == [.final: 3])
  }

  @Test func oneCutRequestMakesALowerBoundWithItsMost() {
    let sum = sum(Sample.entry(cost: 10), bounded(Sample.entry(.estimated, cost: 5), 50))
    #expect(sum.spent.isLowerBound && sum.spent.cost == NanoDollars(15))
    #expect(sum.upperBound == NanoDollars(60))
  }

  @Test func aRequestThatDiedWithItsProgramIsALowerBound() {
    let sum = sum(Sample.entry(.running, cost: 5))
    #expect(sum.spent.isLowerBound && sum.upperBound == nil)
    #expect(sum.requests == [.running: 1])
  }

  @Test func anUnknownPriceIsNoZero() {
    let unknown = Sample.entry(cost: nil, input: 12_000, output: 345)
    let alone = sum(unknown)
    #expect(alone.isUnknown && alone.unknownTokens == 12_345 && alone.unknownRequests == 1)
    #expect(alone.upperBound == nil)
    let mixed = sum(unknown, Sample.entry(cost: 7))
    #expect(!mixed.isUnknown && mixed.spent.cost == NanoDollars(7))
    #expect(mixed.spent.hasUnknownPrices && mixed.upperBound == nil)
  }

  @Test func whatWasRefusedCostsNothingAtAnyPrice() {
    let sum = sum(Sample.entry(.failed, cost: nil, input: 0, output: 0))
    #expect(sum.unknownRequests == 0 && !sum.isUnknown && sum.upperBound == .zero)
    #expect(sum.requests == [.failed: 1])
  }

  @Test func theHitRateIsThePartOfTheInputThatWasRead() {
    var entry = Sample.entry()
    entry.usage = TokenUsage(
      input: 100, cacheWrite5m: 200, cacheWrite1h: 50, cacheRead: 650, output: 9_999)
    #expect(sum(entry).cacheHitPermille == 650)
    entry.usage = TokenUsage(output: 5)
    #expect(sum(entry).cacheHitPermille == nil)
    entry.usage = TokenUsage(input: 1, cacheRead: .max - 1)
    #expect(sum(entry).cacheHitPermille == 1000)
  }

  @Test func mediansAreOfWhatWasMeasured() {
    var sum = CostSum()
    #expect(sum.firstTokens.median == nil && sum.rates.median == nil)
    for (first, rate) in [(300, 900), (100, nil), (200, 700)] as [(Int, Int?)] {
      var entry = Sample.entry()
      entry.firstTokenMilliseconds = first
      entry.tokensPerSecondTenths = rate
      sum.add(entry)
    }
    #expect(sum.firstTokens.median == 200 && sum.rates.median == 900)
  }

  @Test func theLatestSamplesCount() {
    var samples = MedianSamples()
    for _ in 0..<MedianSamples.mostSamples { samples.add(1) }
    for _ in 0...MedianSamples.mostSamples / 2 { samples.add(2) }
    #expect(samples.median == 2)
  }

  @Test func sumsStopAtTheEndOfTheRange() {
    let sum = sum(
      Sample.entry(cost: .max, input: .max, output: .max), Sample.entry(cost: 1, input: 1),
      Sample.entry(cost: nil, input: .max, output: .max))
    #expect(sum.spent.cost == NanoDollars(.max) && sum.unknownTokens == .max)
  }
}
