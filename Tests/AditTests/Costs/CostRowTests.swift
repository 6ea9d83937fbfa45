import Engine
import Store
import Testing
import Wire

@testable import adit

@Suite struct CostRowTests {
  static let row: LedgerRow = {
    var entry = LedgerSamples.entry(.estimated, turn: 3, attempt: 2, cost: 1_500_000_001)
    entry.isLowerBound = true
    entry.upperBound = NanoDollars(2_000_000_000)
    entry.usage = TokenUsage(
      input: 1, cacheWrite5m: 2, cacheWrite1h: 3, cacheRead: 4, output: 5)
    entry.price = LedgerPrice(
      prices: TokenPrices(
        input: 3_000_000_000, output: 15_000_000_000, cacheWrite5m: 3_750_000_000,
        cacheRead: 300_000_000),
      isLongPrompt: true, profilePrefix: "us", permille: 1100, date: "2026-11-21")
    entry.requestID = "r-1"
    entry.firstTokenMilliseconds = 912
    entry.durationMilliseconds = 4_000
    entry.tokensPerSecondTenths = 834
    entry.failure = "429 ThrottlingException, \"slow down\""
    return LedgerSamples.row(entry, session: "ab", title: "=1+1")
  }()

  @Test func aRowHasEverythingFromWhichItCanBeComputed() {
    let cells = Dictionary(
      uniqueKeysWithValues: zip(CostRow.headings.map(\.name), CostRow.cells(of: Self.row)))
    #expect(CostRow.cells(of: Self.row).count == CostRow.headings.count)
    #expect(
      cells == [
        "at": "2026-11-21T12:00:00.000Z", "session": "ab", "turn": "3", "attempt": "2",
        "task": "code", "project": "/src/radar", "model": "claude-sonnet",
        "model_id": "us.anthropic.claude-sonnet", "api": "invoke", "streaming": "yes",
        "region": "eu-west-1", "status": "estimated", "is_lower_bound": "yes",
        "input_tokens": "1", "cache_write_5m_tokens": "2", "cache_write_1h_tokens": "3",
        "cache_read_tokens": "4", "output_tokens": "5", "price_date": "2026-11-21",
        "price_tier": "long", "profile_prefix": "us", "factor_permille": "1100",
        "input_nano_usd_per_mtok": "3000000000", "cache_write_5m_nano_usd_per_mtok": "3750000000",
        "cache_write_1h_nano_usd_per_mtok": "", "cache_read_nano_usd_per_mtok": "300000000",
        "output_nano_usd_per_mtok": "15000000000", "cost_usd": "1.500000001",
        "cost_nano_usd": "1500000001", "upper_bound_nano_usd": "2000000000", "request_id": "r-1",
        "first_token_ms": "912", "duration_ms": "4000", "tokens_per_second": "83.4",
        "failure": "429 ThrottlingException, \"slow down\"",
      ])
  }

  @Test func whatIsUnknownStaysEmpty() {
    let cells = CostRow.cells(of: LedgerSamples.row(LedgerSamples.entry(cost: nil), session: nil))
    #expect(cells.count == CostRow.headings.count)
    #expect(cells[1] == "" && Array(cells[18...29]) == Array(repeating: "", count: 12))
  }

  @Test func jsonHasTheSame() throws {
    let json = CostJSON.object(of: Self.row)
    #expect(json["cost_nano_usd"]?.int == 1_500_000_001)
    #expect(
      String(decoding: (json["cost_usd"] ?? .null).serialized(), as: UTF8.self) == "1.500000001")
    #expect(json["price"]?["tier"]?.string == "long")
    #expect(json["price"]?["factor_permille"]?.int == 1100)
    #expect(json["price"]?["cache_write_1h"] == .null)
    #expect(json["tokens"]?["cache_write_1h"]?.int == 3)
    #expect(json["is_lower_bound"]?.bool == true)
    #expect(json["at"]?.string == "2026-11-21T12:00:00.000Z")
  }
}
