import Engine
import Store
import Testing

@testable import adit

@Suite struct CostReportLinesTests {
  private static let id = "aaaaaaaa-0000-4000-8000-000000000000"
  private static let book = FakeLedger(rows: [
    LedgerSamples.row(LedgerSamples.entry(cost: 2_000_000_000), at: 0, session: "b"),
    LedgerSamples.row(LedgerSamples.entry(cost: 1_000_000_000), session: id),
    LedgerSamples.row(
      LedgerSamples.entry(model: "acme", cost: nil, input: 12_000, output: 345), session: id),
  ])

  private func lines(_ argument: String, limits: BudgetLimits = BudgetLimits()) throws -> [String] {
    try CostReport.lines(
      argument: argument, book: Self.book,
      LedgerPlace(
        session: SessionID(Self.id), project: "/src/radar", now: LedgerSamples.noon + 1,
        limits: limits, calendar: LedgerSamples.calendar()))
  }

  @Test func withoutAnArgumentItTellsSessionDayAndProject() throws {
    let limits = BudgetLimits(day: NanoDollars(10_000_000_000))
    #expect(
      try lines("", limits: limits) == [
        "claude-sonnet       $1.0000 ████████",
        "  requests 1: 1 final · 100 input · 0 read from cache · 0 written to it for 5 min · "
          + "0 for 1 h · 10 output · 0 % of the input from the cache",
        "acme          price unknown",
        "  requests 1: 1 final · 12,000 input · 0 read from cache · 0 written to it for 5 min · "
          + "0 for 1 h · 345 output · price unknown for 12,345 tok · 0 % of the input from the cache",
        "today        $1.0000 + tokens of unknown price of $10.00 (10 %)",
        "project      $3.0000 + tokens of unknown price",
      ])
  }

  @Test(arguments: [
    ("all", "costs of all time by model"), ("today", "costs today by model"),
    ("7d by day", "costs since 7d by day"), ("by task", "costs of all time by task"),
    ("ALL  BY Session", "costs of all time by session"), ("day", "costs of all time by day"),
  ])
  func anArgumentIsATimeAGroupingOrBoth(argument: String, title: String) throws {
    #expect(try lines(argument).first == title)
  }

  @Test(arguments: ["nonsense", "7y", "by", "by moon", "7d day", "7d by day now", "by day 7d"])
  func anythingElseIsAnsweredByASentence(argument: String) throws {
    let lines = try lines(argument)
    #expect(lines == ["/cost takes \(CostReport.acceptedArguments), not “\(argument)”."])
  }

  @Test func aTimeWithoutRequestsSaysSo() throws {
    #expect(
      try lines("yesterday") == ["costs yesterday by model: nothing was booked"])
  }
}
