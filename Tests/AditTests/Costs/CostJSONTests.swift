import Engine
import Testing
import Wire

@testable import adit

@Suite struct CostJSONTests {
  @Test func anUnknownPriceIsNullAndAmountsAreExact() throws {
    let rows = [
      LedgerSamples.entry(model: "known", cost: 100_000_000_000_000_001),
      LedgerSamples.entry(model: "acme", cost: nil, input: 12_000, output: 345),
    ].map { LedgerSamples.row($0) }
    let report = CostReport(of: rows, by: .model, in: LedgerSamples.calendar())
    let json = CostJSON.object(of: report, CostPeriod(since: LedgerSamples.noon, until: nil))
    let text = String(decoding: json.serialized(), as: UTF8.self)
    #expect(json["since"]?.string == "2026-11-21T12:00:00.000Z" && json["until"] == .null)
    #expect(json["by"]?.string == "model")
    let groups = try #require(json["groups"]?.array)
    #expect(groups.map { $0["model"]?.string } == ["known", "acme"])
    #expect(groups[0]["cost_nano_usd"]?.int == 100_000_000_000_000_001)
    #expect(text.contains("\"cost_usd\":100000000.000000001"))
    #expect(groups[1]["cost_usd"] == .null && groups[1]["cost_nano_usd"] == .null)
    #expect(groups[1]["unknown_price"] == ["requests": 1, "tokens": 12345])
    #expect(json["total"]?["requests"]?["final"]?.int == 2)
    #expect(json["total"]?["upper_bound_usd"] == .null)
  }

  @Test func groupsOfNobodyHaveNoKey() {
    let rows = [LedgerSamples.row(LedgerSamples.entry(), session: nil)]
    let report = CostReport(of: rows, by: .session, in: LedgerSamples.calendar())
    let group = CostJSON.object(of: report, CostPeriod())["groups"]?.array?.first
    #expect(group?["session"] == .null && group?["title"]?.string == "(no session)")
  }
}
