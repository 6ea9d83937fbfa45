import Engine
import Store
import Testing

@testable import adit

@Suite struct CostReportTests {
  private typealias Sample = LedgerSamples

  private static let rows = [
    Sample.row(Sample.entry(cost: 5), at: Sample.noon - Sample.day, session: "b", title: "Two"),
    Sample.row(
      Sample.entry(.failed, attempt: 1, cost: 0, input: 0, output: 0), session: "a", title: "One"),
    Sample.row(Sample.entry(attempt: 2, cost: 7), session: "a", title: "One"),
    Sample.row(
      Sample.entry(model: "acme", cost: nil, input: 12_000, output: 345), session: nil, title: "",
      project: ""),
  ]

  private func keys(_ grouping: CostGrouping) -> [String] {
    CostReport(of: Self.rows, by: grouping, in: Sample.calendar()).groups.map {
      "\($0.key)|\($0.title)|\($0.sum.spent.cost.count)|\($0.sum.spent.requests)"
    }
  }

  @Test func groupsAreSortedByWhatTheyCost() {
    #expect(keys(.model) == ["claude-sonnet|claude-sonnet|12|3", "acme|acme|0|1"])
    #expect(keys(.project) == ["/src/radar|/src/radar|12|3", "|(no project)|0|1"])
    #expect(keys(.session) == ["a|a One|7|2", "b|b Two|5|1", "|(no session)|0|1"])
    #expect(keys(.task) == ["code|code|12|4"])
    #expect(keys(.day) == ["2026-11-20|2026-11-20|5|1", "2026-11-21|2026-11-21|7|3"])
  }

  @Test func aDayIsTheUsersDay() {
    let late = Sample.row(Sample.entry(), at: Sample.noon + 11 * 3_600_000)
    func day(_ hours: Int) -> String? {
      CostReport(of: [late], by: .day, in: Sample.calendar(offsetHours: hours)).groups.first?.key
    }
    #expect(day(0) == "2026-11-21" && day(2) == "2026-11-22" && day(-12) == "2026-11-21")
  }

  /// Whatever the rows and the grouping: groups, total and the plain sum of
  /// the rows are the same to the nano-dollar.
  @Test(arguments: CostGrouping.allCases)
  func groupsAddUpToTheTotal(grouping: CostGrouping) {
    var random = SystemRandomNumberGenerator()
    let rows = (0..<2_000).map { number -> LedgerRow in
      let status = LedgerEntry.Status.allCases.randomElement(using: &random) ?? .final
      return Sample.row(
        Sample.entry(
          status, turn: number, model: "m\(Int.random(in: 0...5, using: &random))",
          cost: Int.random(in: 0...9, using: &random) == 0
            ? nil : .random(in: 0...3_000_000_000, using: &random),
          input: .random(in: 0...100_000, using: &random)),
        at: Sample.noon - .random(in: 0...9 * Sample.day, using: &random),
        session: "\(Int.random(in: 0...20, using: &random))")
    }
    let report = CostReport(of: rows, by: grouping, in: Sample.calendar())
    var plain = SpentTotals()
    for row in rows { plain.add(row.entry) }
    let groups = report.groups.reduce(SpentTotals()) { $0 + $1.sum.spent }
    #expect(report.total.spent == plain)
    #expect(groups == plain)
    #expect(plain.cost.count == rows.reduce(0) { $0 + ($1.entry.cost?.count ?? 0) })
    #expect(report.groups.reduce(0) { $0 + $1.sum.unknownTokens } == report.total.unknownTokens)
  }
}
