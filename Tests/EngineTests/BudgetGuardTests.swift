import TestSupport
import Testing

@testable import Engine

@Suite struct BudgetGuardTests {
  private static func dollars(_ cents: Int64) -> NanoDollars { NanoDollars(cents * 10_000_000) }

  private static func spent(_ turn: Int64, _ session: Int64) -> BudgetGuard.Spent {
    BudgetGuard.Spent(turn: dollars(turn), session: dollars(session))
  }

  private static func mark(
    _ scope: BudgetScope, _ percent: Int, _ spent: Int64, _ limit: Int64
  ) -> BudgetMark {
    BudgetMark(scope: scope, percent: percent, spent: dollars(spent), limit: dollars(limit))
  }

  @Test(
    arguments: [
      (49, [], false), (50, [50], false), (79, [50], false), (80, [80], false), (99, [80], false),
      (100, [100], true), (250, [100], true),
    ] as [(Int64, [Int], Bool)])
  func aJumpTellsTheHighestMarkAlone(cents: Int64, marks: [Int], stops: Bool) {
    var budget = BudgetGuard(BudgetLimits(session: Self.dollars(100)))
    let verdict = budget.check(Self.spent(cents, cents))
    #expect(verdict.marks.map(\.percent) == marks)
    #expect((verdict.stop != nil) == stops)
    #expect(budget.check(Self.spent(cents, cents)).marks.isEmpty)
  }

  @Test func everyScopeCountsWhatBelongsToIt() {
    var budget = BudgetGuard(
      BudgetLimits(
        turn: Self.dollars(10), session: Self.dollars(100), day: Self.dollars(1_000),
        project: Self.dollars(2_000), run: Self.dollars(20)))
    budget.takeUp(sessionSpent: Self.dollars(70))
    budget.learn(
      SpendingTotals(day: Self.dollars(790), project: Self.dollars(500)),
      session: Self.dollars(75))
    #expect(
      budget.check(Self.spent(6, 85))
        == BudgetGuard.Verdict(
          marks: [
            Self.mark(.turn, 50, 6, 10), Self.mark(.session, 80, 85, 100),
            Self.mark(.day, 80, 800, 1_000), Self.mark(.run, 50, 15, 20),
          ]))
  }

  @Test func aNewTurnHasItsOwnMarks() {
    var budget = BudgetGuard(BudgetLimits(turn: Self.dollars(10), session: Self.dollars(10)))
    #expect(budget.check(Self.spent(5, 5)).marks.map(\.scope) == [.turn, .session])
    budget.beginTurn()
    #expect(budget.check(Self.spent(5, 6)).marks.map(\.scope) == [.turn])
  }

  @Test func aRaisedLimitTellsItsMarksAnew() {
    var budget = BudgetGuard(BudgetLimits(session: Self.dollars(10)))
    #expect(budget.check(Self.spent(10, 10)).stop == Self.mark(.session, 100, 10, 10))
    budget.limit(BudgetLimits(session: Self.dollars(12)))
    #expect(budget.check(Self.spent(0, 10)).marks == [Self.mark(.session, 80, 10, 12)])
  }

  @Test func aNewDayHasItsOwnMarks() {
    var budget = BudgetGuard(BudgetLimits(day: Self.dollars(10)))
    budget.learn(SpendingTotals(day: Self.dollars(9)), session: .zero)
    #expect(budget.check(Self.spent(0, 0)).marks.map(\.percent) == [80])
    budget.learn(SpendingTotals(day: Self.dollars(9)), session: .zero)
    #expect(budget.check(Self.spent(0, 0)).marks.isEmpty)
    budget.learn(SpendingTotals(day: Self.dollars(5), dayStart: 1), session: .zero)
    #expect(budget.check(Self.spent(0, 0)).marks.isEmpty)
    #expect(budget.check(Self.spent(3, 3)).marks.map(\.percent) == [80])
  }

  /// A session that is not kept, or cannot be.
  @Test func whatTheLedgerDoesNotHoldIsSpentAllTheSame() {
    var budget = BudgetGuard(BudgetLimits(day: Self.dollars(10), project: Self.dollars(10)))
    budget.learn(SpendingTotals(day: Self.dollars(2), project: Self.dollars(4)), session: .zero)
    budget.learn(
      SpendingTotals(day: Self.dollars(3), project: Self.dollars(4)), session: Self.dollars(5))
    let verdict = budget.check(Self.spent(1, 6))
    #expect(
      verdict.marks == [Self.mark(.day, 80, 8, 10), Self.mark(.project, 100, 10, 10)])
    #expect(verdict.stop?.scope == .project)
  }

  @Test func withoutTheLedgerDayAndProjectAreUnknown() {
    var budget = BudgetGuard(BudgetLimits(turn: .zero, day: .zero, project: Self.dollars(1)))
    #expect(budget.unknownScopes == [.day, .project])
    #expect(budget.check(Self.spent(0, 5)).marks.map(\.scope) == [.turn])
    budget.learn(SpendingTotals(), session: .zero)
    #expect(budget.unknownScopes == [])
  }

  @Test(
    arguments: [
      (0, 4, nil), (0, 10, nil), (0, 11, 11), (6, 4, nil), (6, 5, 11), (10, 0, 10), (12, 3, 12),
    ] as [(Int64, Int64, Int64?)])
  func refusesWhatReadingAloneWouldExceed(spent: Int64, prompt: Int64, told: Int64?) {
    let budget = BudgetGuard(BudgetLimits(session: Self.dollars(10)))
    let refusal = budget.refusal(of: Self.dollars(prompt), Self.spent(0, spent))
    #expect(refusal == told.map { Self.mark(.session, 100, $0, 10) })
  }

  /// Amounts that go up and, as estimates do, sometimes down.
  @Test(arguments: 0..<200)
  func aMarkIsToldOnceAndStopsAreMonotone(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var budget = BudgetGuard(
      BudgetLimits(turn: Self.dollars(40), session: Self.dollars(100), run: Self.dollars(90)))
    var told: [BudgetScope: Int] = [:]
    var session: Int64 = 0
    for _ in 0..<60 {
      session += Int64.random(in: -1...3, using: &random)
      let verdict = budget.check(Self.spent(min(session, 50), max(0, session)))
      #expect(Set(verdict.marks.map(\.scope)).count == verdict.marks.count)
      for mark in verdict.marks {
        #expect(mark.percent > told[mark.scope] ?? 0)
        told[mark.scope] = mark.percent
      }
      #expect((verdict.stop != nil) == (session >= 40))
      if let stop = verdict.stop { #expect(stop.spent >= stop.limit) }
    }
  }
}
