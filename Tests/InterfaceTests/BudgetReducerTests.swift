import Engine
import Testing

@testable import Interface

@Suite struct BudgetReducerTests {
  private static func limits(_ effects: [AppEffect]) -> BudgetLimits? {
    for case .engine(.limit(let limits)) in effects { return limits }
    return nil
  }

  @Test(arguments: [
    ("/budget session $5", BudgetLimits(session: NanoDollars(5_000_000_000))),
    ("/budget $5", BudgetLimits(session: NanoDollars(5_000_000_000))),
    ("/budget day 0.25", BudgetLimits(day: NanoDollars(250_000_000))),
    ("/budget turn off", BudgetLimits()),
  ])
  func changesALimitForThisRun(text: String, expected: BudgetLimits) {
    var desk = Desk()
    desk.submit(text)
    #expect(Self.limits(desk.takeEffects()) == expected)
    #expect(desk.state.spending.settings.limits == expected)
  }

  @Test(arguments: [
    "/budget week $5", "/budget session much", "/budget session -1", "/budget session $0",
    "/budget session $5 now", "/budget $1e9",
  ])
  func refusesWhatItDoesNotUnderstand(text: String) {
    var desk = Desk()
    desk.submit(text)
    #expect(Self.limits(desk.takeEffects()) == nil)
    #expect(desk.screen().joined().contains("A budget is an amount of US dollars"))
  }

  @Test func showsWhatIsSpentOfWhat() {
    var configuration = Fixtures.configuration()
    configuration.budget.limits = BudgetLimits(
      session: NanoDollars(5_000_000_000), day: NanoDollars(20_000_000_000))
    var desk = Desk(configuration)
    desk.startAnswer()
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    desk.send(.library(.spending(SpendingTotals(day: NanoDollars(8_000_000_000)))))
    desk.submit("/budget")
    let screen = desk.screen()
    #expect(screen.contains(" session      $1.27 of $5.00"))
    #expect(screen.contains(" day          $8.00 of $20.00"))
    #expect(screen.contains(" turn         $0.0432 of no limit"))
  }

  @Test func aStopSaysHowToRaiseTheLimit() {
    var desk = Desk()
    desk.submit("Hello")
    let mark = BudgetMark(
      scope: .day, percent: 100, spent: NanoDollars(10_020_000_000),
      limit: NanoDollars(10_000_000_000))
    desk.engine(.budget(TurnID(1), mark))
    desk.engine(.turnEnded(TurnID(1), .overBudget(mark, hasText: false)))
    let text = desk.screen(120, 40).joined(separator: " ")
    #expect(text.contains("100 % of the day's budget is used: $10.02 of $10.00."))
    #expect(text.contains("stopped at the day's budget of $10.00 ($10.02) before any answer"))
    #expect(text.contains("/budget day $… raises it (setting budget.day),"))
  }
}
