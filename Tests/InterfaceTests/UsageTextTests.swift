import Engine
import Testing

@testable import Interface

@Suite struct UsageTextTests {
  /// A cost that nobody knows is never 0.
  @Test(arguments: [
    (SpentTotals(), "$0"), (SpentTotals(hasUnknownPrices: true), "$?"),
    (SpentTotals(cost: NanoDollars(20_000_000), hasUnknownPrices: true), "≥$0.0200"),
    (SpentTotals(cost: NanoDollars(20_000_000), isLowerBound: true), "≥$0.0200"),
    (SpentTotals(cost: NanoDollars(20_000_000)), "$0.0200"),
  ])
  func theSumOfASession(spent: SpentTotals, told: String) {
    var report = UsageReport(turn: TokenUsage(), turnCost: .zero)
    report.inputIsFinal = true
    report.outputIsFinal = true
    report.sessionCost = spent.cost
    report.sessionIsLowerBound = spent.isLowerBound
    report.sessionHasUnknownPrices = spent.hasUnknownPrices
    #expect(UsageText.sessionCost(report) == told)
  }
}
