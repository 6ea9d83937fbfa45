import Engine
import Testing
import Wire

@testable import adit

@Suite struct SessionJSONTests {
  /// A cost that nobody knows is never 0.
  @Test(arguments: [
    (SpentTotals(), JSONValue.string("0")),
    (SpentTotals(cost: NanoDollars(31_350), requests: 1), .string("0.00003135")),
    (SpentTotals(hasUnknownPrices: true, requests: 1), .null),
    (
      SpentTotals(cost: NanoDollars(31_350), hasUnknownPrices: true, requests: 2),
      .string("0.00003135")
    ),
  ])
  func theCostOfASession(spent: SpentTotals, told: JSONValue) {
    let id = SessionID("5f0c1d2e-0000-4000-8000-000000000001")
    let object = SessionJSON.object(of: SessionSummary(id: id, title: "A", spent: spent))
    #expect(object["cost_usd"] == told)
    #expect(object["has_unknown_prices"] == .bool(spent.hasUnknownPrices))
  }
}
