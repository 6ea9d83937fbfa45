import Engine
import Store
import Testing

@testable import adit

@Suite struct CostQueryTests {
  private func query(
    _ change: (inout CommandLineOptions.CostOptions) -> Void = { _ in }
  ) throws(UsageError) -> CostQuery {
    var options = CommandLineOptions.CostOptions()
    change(&options)
    return try CostQuery(
      options, now: LedgerSamples.noon, calendar: LedgerSamples.calendar(), path: { "/home/\($0)" })
  }

  @Test func theStandardIsThirtyDaysByModel() throws {
    let query = try query()
    #expect(query.period == CostPeriod(since: LedgerSamples.noon - 30 * LedgerSamples.day))
    #expect(query.grouping == .model && query.project == nil && query.session == nil)
  }

  @Test func anEndAloneMeansEverythingBefore() throws {
    let query = try query { $0.until = "2020-01-01" }
    #expect(query.period == CostPeriod(since: nil, until: 1_577_923_200_000))
  }

  @Test func whatCannotBeReadIsSaidWithWhatCan() {
    #expect(
      throws: UsageError(
        message: "--since takes 24h, 7d, 2w (hours, days, weeks back from now), today, yesterday"
          + " or a date as 2026-11-21, not '7y'")
    ) { try query { $0.since = "7y" } }
    #expect(
      throws: UsageError(message: "--since is later than --until: nothing lies between")
    ) {
      try query {
        $0.since = "today"
        $0.until = "yesterday"
      }
    }
    #expect(throws: UsageError.self) { try query { $0.session = "last" } }
  }

  @Test func aProjectCountsWithWhatLiesBelow() throws {
    let book = FakeLedger(
      rows: ["/home/src", "/home/src/a", "/home/src2", "", "/"].map {
        LedgerSamples.row(LedgerSamples.entry(), project: $0)
      })
    var found: [String] = []
    try query { $0.project = "src" }.read(book) { found.append($0.project) }
    #expect(found == ["/home/src", "/home/src/a"])
  }

  @Test func theBeginningOfAnIdIsEnoughWhereItIsOnes() throws {
    let ids: [String?] = ["ab-1", "ab-2", "c0", nil]
    let book = FakeLedger(rows: ids.map { LedgerSamples.row(LedgerSamples.entry(), session: $0) })
    func resolved(_ text: String) throws -> Result<String?, UsageError> {
      try query { $0.session = text }.resolved(in: book).map(\.session)
    }
    #expect(try resolved("C") == .success("c0"))
    #expect(try resolved("ab-1") == .success("ab-1"))
    #expect(
      try resolved("ab")
        == .failure(UsageError(message: "'ab' is the beginning of ab-1, ab-2")))
    #expect(
      try resolved("d")
        == .failure(UsageError(message: "nothing was booked of a session 'd'")))
  }
}
