import Testing

@testable import Engine

@Suite struct TokenUsageTests {
  @Test(arguments: [
    (
      UsageUpdate(input: 4, cacheRead: 1209, output: 10),
      TokenUsage(input: 4, cacheRead: 1209, output: 10)
    ),
    // A write count without its split counts as five minutes.
    (UsageUpdate(cacheWriteTotal: 70), TokenUsage(cacheWrite5m: 70)),
    (
      UsageUpdate(cacheWrite5m: 10, cacheWrite1h: 20, cacheWriteTotal: 30),
      TokenUsage(cacheWrite5m: 10, cacheWrite1h: 20)
    ),
    (
      UsageUpdate(cacheWrite1h: 20, cacheWriteTotal: 50),
      TokenUsage(cacheWrite5m: 30, cacheWrite1h: 20)
    ),
    // What no service should say.
    (
      UsageUpdate(input: -5, cacheWrite5m: -1, cacheWriteTotal: -9, cacheRead: -2, output: -3),
      TokenUsage()
    ),
    (
      UsageUpdate(cacheWrite5m: .max, cacheWrite1h: .max, cacheWriteTotal: .max),
      TokenUsage(cacheWrite5m: .max, cacheWrite1h: .max)
    ),
    (UsageUpdate.none, TokenUsage()),
  ])
  func countsWhatWasTold(update: UsageUpdate, tokens: TokenUsage) {
    #expect(update.tokens == tokens)
  }

  @Test func laterNumbersReplace() {
    var told = UsageUpdate(input: 578, cacheRead: 3, output: 25)
    told.merge(UsageUpdate(output: 54))
    told.merge(UsageUpdate(cacheRead: 4))
    #expect(told == UsageUpdate(input: 578, cacheRead: 4, output: 54))
  }

  @Test func sumsDoNotOverflow() {
    let huge = TokenUsage(
      input: .max, cacheWrite5m: .max, cacheWrite1h: .max, cacheRead: .max, output: .max)
    #expect(huge + huge == huge)
    #expect(huge.prompt == .max)
    #expect(TokenUsage(input: 1, cacheWrite5m: 2, cacheWrite1h: 3, cacheRead: 4).prompt == 10)
  }
}
