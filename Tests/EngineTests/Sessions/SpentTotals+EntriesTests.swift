import Testing

@testable import Engine

@Suite struct SpentTotalsEntriesTests {
  private static func entry(
    _ status: LedgerEntry.Status, output: Int = 0, cost: Int64? = 0, isLowerBound: Bool = false
  ) -> LedgerEntry {
    var entry = LedgerEntry(
      turn: TurnID(1), attempt: 1, status: status, modelKey: "m", modelID: "m", api: .invoke,
      isStreaming: true)
    entry.usage = TokenUsage(output: output)
    entry.cost = cost.map { NanoDollars($0) }
    entry.isLowerBound = isLowerBound
    return entry
  }

  @Test(arguments: [
    (entry(.final, output: 3, cost: 30), false, false),
    (entry(.estimated, output: 3, cost: 30), true, false),
    (entry(.running, output: 3, cost: 30), true, false),
    (entry(.final, output: 3, cost: nil), false, true),
    (entry(.failed, cost: nil), false, false),
    (entry(.failed), false, false),
  ])
  func addsOneRequest(entry: LedgerEntry, isLowerBound: Bool, hasUnknownPrices: Bool) {
    var sum = SpentTotals(tokens: TokenUsage(output: 1), cost: NanoDollars(5), requests: 1)
    sum.add(entry)
    #expect(
      sum
        == SpentTotals(
          tokens: TokenUsage(output: 1 + entry.usage.output),
          cost: NanoDollars(5 + (entry.cost?.count ?? 0)), isLowerBound: isLowerBound,
          hasUnknownPrices: hasUnknownPrices, requests: 2))
  }

  @Test func addsWhatWasSpentElsewhere() {
    let left = SpentTotals(
      tokens: TokenUsage(input: 1), cost: NanoDollars(2), isLowerBound: true, requests: 3)
    let right = SpentTotals(
      tokens: TokenUsage(input: 10), cost: NanoDollars(20), hasUnknownPrices: true, requests: 30)
    #expect(
      left + right
        == SpentTotals(
          tokens: TokenUsage(input: 11), cost: NanoDollars(22), isLowerBound: true,
          hasUnknownPrices: true, requests: 33))
  }
}
