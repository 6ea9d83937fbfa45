import Engine
import Store
import Testing

@testable import adit

@Suite struct ProbeLedgerTests {
  private static let request = ModelRequest(
    model: ModelDescriptor(
      key: "test", modelId: "anthropic.test", displayName: "Test", provider: "Anthropic",
      family: "test", released: "2026-01-01", contextWindow: 1_000, maxOutputTokens: 1_000,
      preferredAPI: .invoke,
      prices: PriceList(
        base: TokenPrices(input: 1_000_000_000, output: 2_000_000_000), source: "",
        date: "2026-11-21")),
    api: .invoke, messages: [], maxTokens: 16)

  @Test func aProbeIsBookedAsTheTaskHealthOfNoSession() {
    let ledger = ProbeLedger()
    let start = MonotonicTime(nanoseconds: 0)
    var account = ledger.open(Self.request, at: start, unixMilliseconds: 5)
    account.take(.messageStart(id: nil, model: nil, usage: UsageUpdate(input: 7)), at: start)
    account.take(.messageStop(usage: UsageUpdate(output: 3)), at: start)
    ledger.take(account.ended(by: nil, at: start.adding(milliseconds: 40)))
    let open = ledger.open(Self.request, at: start, unixMilliseconds: 6)
    let rows = ledger.rows(project: "/p", region: "us-east-1")
    #expect(rows.map(\.at) == [5, 6] && rows.map(\.session) == [nil, nil])
    #expect(rows.map(\.entry.task) == ["health", "health"])
    #expect(rows[0].entry.status == .final && rows[0].entry.cost == NanoDollars(13_000))
    #expect(rows[0].entry.durationMilliseconds == 40)
    // What the deadline cut off is shown as a lower bound.
    #expect(rows[1].entry == open.running() && rows[1].entry.status == .running)
  }

  @Test func aRefusalCostsNothing() {
    let ledger = ProbeLedger()
    let start = MonotonicTime(nanoseconds: 0)
    var account = ledger.open(Self.request, at: start, unixMilliseconds: 5)
    let failure = ModelFailure(
      kind: .service(status: 403, code: "AccessDeniedException"), message: "no")
    ledger.take(account.ended(by: failure, at: start))
    let entry = ledger.rows(project: "", region: "").first?.entry
    #expect(entry?.status == .failed && entry?.cost == .zero)
    #expect(entry?.failure == "403 AccessDeniedException")
  }
}
