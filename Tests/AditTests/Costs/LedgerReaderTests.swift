import Engine
import Testing

@testable import adit

@Suite struct LedgerReaderTests {
  @Test func budgetsCountTheUsersDayAndTheProject() throws {
    func row(_ hours: Int, _ project: String, _ session: String, _ cost: Int64) -> LedgerRowSample {
      LedgerRowSample(hours: hours, project: project, session: session, cost: cost)
    }
    let book = FakeLedger(
      rows: [row(-15, "/a", "1", 1), row(-13, "/a", "1", 10), row(0, "/b", "2", 100)].map {
        LedgerSamples.row(
          LedgerSamples.entry(cost: $0.cost), at: LedgerSamples.noon + $0.hours * 3_600_000,
          session: $0.session, project: $0.project)
      })
    let place = LedgerPlace(
      project: "/a", now: LedgerSamples.noon, calendar: LedgerSamples.calendar(offsetHours: 2))
    #expect(
      try LedgerReader.spending(in: book, place)
        == SpendingTotals(
          day: NanoDollars(110), project: NanoDollars(11),
          dayStart: LedgerSamples.noon - 14 * 3_600_000))
  }

  private struct LedgerRowSample {
    var hours: Int, project: String, session: String, cost: Int64
  }
}
