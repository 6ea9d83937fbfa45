import Testing

@testable import Engine

@Suite struct AttemptTallyTests {
  private var tally = AttemptTally(
    estimatedInput: 40, bytesPerTokenHundredths: 200, sentAt: .milliseconds(0))

  @Test(arguments: [
    (0, 350, 0), (1, 350, 1), (350, 350, 100), (351, 350, 101), (270, 270, 100), (7, 0, 2),
    (Int.max, 350, Int.max / 350),
  ])
  func estimatesTokensFromBytes(bytes: Int, perToken: Int, tokens: Int) {
    #expect(AttemptTally.tokens(bytes: bytes, bytesPerTokenHundredths: perToken) == tokens)
  }

  @Test mutating func estimatesUntilTheServiceTells() {
    #expect(tally.usage == TokenUsage(input: 40))
    tally.begin(UsageUpdate(input: 30, cacheRead: 5, output: 25))
    // The placeholder of the start holds until more than it was streamed.
    #expect(tally.usage == TokenUsage(input: 30, cacheRead: 5, output: 25))
    tally.streamed(bytes: 101, at: .milliseconds(0))
    #expect(tally.usage == TokenUsage(input: 30, cacheRead: 5, output: 51))
    #expect(tally.inputIsFinal && !tally.outputIsFinal)
    // The service's number holds even where the estimate was larger, and a
    // repeated total is not added.
    tally.settle(UsageUpdate(output: 42))
    tally.settle(UsageUpdate(output: 42))
    #expect(tally.usage == TokenUsage(input: 30, cacheRead: 5, output: 42))
    #expect(tally.inputIsFinal && tally.outputIsFinal)
  }

  /// Converse tells its input at the end alone.
  @Test(arguments: [(30, 10, 30), (50, 0, 40), (-1, 40, 0)])
  func whatIsKeptIsGuessedAsRead(kept: Int, input: Int, read: Int) {
    var tally = AttemptTally(
      estimatedInput: 40, estimatedCached: kept, bytesPerTokenHundredths: 200,
      sentAt: .milliseconds(0))
    tally.begin(.none)
    #expect(tally.usage == TokenUsage(input: input, cacheRead: read))
    tally.settle(UsageUpdate(input: 7, cacheWriteTotal: 8, cacheRead: 9, output: 1))
    #expect(tally.usage == TokenUsage(input: 7, cacheWrite5m: 8, cacheRead: 9, output: 1))
  }

  @Test mutating func aSilentStartLeavesTheInputEstimated() {
    tally.begin(.none)
    #expect(tally.usage == TokenUsage(input: 40))
    #expect(tally.isBegun && !tally.inputIsFinal)
    tally.settle(UsageUpdate(input: 446, output: 55))
    #expect(tally.usage == TokenUsage(input: 446, output: 55))
  }

  @Test mutating func measuresTheRateFromTheFirstOutput() {
    #expect(tally.tokensPerSecondTenths == nil)
    tally.streamed(bytes: 0, at: .milliseconds(1_000))
    tally.streamed(bytes: 100, at: .milliseconds(1_199))
    #expect(tally.tokensPerSecondTenths == nil)
    tally.streamed(bytes: 66, at: .milliseconds(2_000))
    #expect(tally.tokensPerSecondTenths == 830)
  }
}
