import Engine
import Store
import Testing

@testable import adit

@Suite struct UnkeptLedgerTests {
  @Test func eachRequestIsBookedOnceWithItsLastNumbers() {
    var ledger = UnkeptLedger(project: "/p", region: "eu-west-1")
    func entry(_ status: LedgerEntry.Status, attempt: Int, cost: Int64) -> LedgerEntry {
      LedgerSamples.entry(status, attempt: attempt, cost: cost)
    }
    ledger.take(.notice(nil, "not a request"), at: 1)
    ledger.take(.request(entry(.running, attempt: 1, cost: 0)), at: 10)
    ledger.take(.request(entry(.failed, attempt: 1, cost: 0)), at: 20)
    ledger.take(.request(entry(.running, attempt: 2, cost: 1)), at: 30)
    #expect(ledger.settled().map(\.entry) == [entry(.failed, attempt: 1, cost: 0)])
    ledger.take(.request(entry(.estimated, attempt: 2, cost: 5)), at: 40)
    #expect(ledger.settled().isEmpty)
    ledger.take(.request(entry(.final, attempt: 2, cost: 6)), at: 50)
    let rows = ledger.settled()
    #expect(rows.map(\.entry) == [entry(.final, attempt: 2, cost: 6)])
    #expect(rows.map(\.at) == [30] && rows.map(\.project) == ["/p"] && rows[0].session == nil)
    ledger.take(.request(entry(.estimated, attempt: 3, cost: 7)), at: 60)
    #expect(ledger.rest().map(\.entry.cost) == [NanoDollars(7)])
    #expect(ledger.rest().isEmpty)
  }
}
