/// How much money something may cost before it is stopped. `nil`: as much as
/// it takes.
public struct BudgetLimits: Hashable, Sendable {
  /// Of one turn with all its requests, of the session, of a day (local
  /// time), of the project.
  public var turn: NanoDollars?, session: NanoDollars?, day: NanoDollars?, project: NanoDollars?

  /// Limits.
  public init(
    turn: NanoDollars? = nil, session: NanoDollars? = nil, day: NanoDollars? = nil,
    project: NanoDollars? = nil
  ) {
    self.turn = turn
    self.session = session
    self.day = day
    self.project = project
  }
}

/// What a budget is for.
public enum BudgetScope: String, Hashable, Sendable, CaseIterable {
  case turn, session, day, project
}

/// How much of a budget is used.
public struct BudgetMark: Hashable, Sendable {
  /// Which budget.
  public var scope: BudgetScope
  /// The mark that was passed: 50, 80 or 100.
  public var percent: Int
  /// What was spent, and the limit.
  public var spent: NanoDollars, limit: NanoDollars

  /// A mark.
  public init(scope: BudgetScope, percent: Int, spent: NanoDollars, limit: NanoDollars) {
    self.scope = scope
    self.percent = percent
    self.spent = spent
    self.limit = limit
  }
}

/// Tells what was spent outside of an engine: by other sessions and programs.
public protocol SpendingSource: Sendable {
  /// The totals of this moment; `nil` where they cannot be had in good time.
  func totals() async -> SpendingTotals?
}
