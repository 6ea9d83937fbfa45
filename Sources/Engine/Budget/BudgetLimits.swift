/// How much money something may cost before it is stopped. `nil`: as much as
/// it takes.
public struct BudgetLimits: Hashable, Sendable {
  /// Of one turn with all its requests, of the session, of a day (local
  /// time), of the project.
  public var turn: NanoDollars?, session: NanoDollars?, day: NanoDollars?, project: NanoDollars?
  /// Of this run of the program, whatever the session that it goes on with had
  /// cost before (`--max-usd`).
  public var run: NanoDollars?

  /// Limits.
  public init(
    turn: NanoDollars? = nil, session: NanoDollars? = nil, day: NanoDollars? = nil,
    project: NanoDollars? = nil, run: NanoDollars? = nil
  ) {
    self.turn = turn
    self.session = session
    self.day = day
    self.project = project
    self.run = run
  }

  /// The limit of one scope.
  public subscript(scope: BudgetScope) -> NanoDollars? {
    get {
      switch scope {
      case .turn: turn
      case .session: session
      case .day: day
      case .project: project
      case .run: run
      }
    }
    set {
      switch scope {
      case .turn: turn = newValue
      case .session: session = newValue
      case .day: day = newValue
      case .project: project = newValue
      case .run: run = newValue
      }
    }
  }

  /// Whether nothing is limited.
  public var isEmpty: Bool { self == BudgetLimits() }

  /// Whether a limit counts what other sessions and programs spend.
  var needsTotals: Bool { day != nil || project != nil }
}

/// What a budget is for.
public enum BudgetScope: String, Hashable, Sendable, CaseIterable {
  case turn, session, day, project, run
}

/// How much of a budget is used.
public struct BudgetMark: Hashable, Sendable {
  /// Which budget.
  public var scope: BudgetScope
  /// The mark that was passed: 50, 80 or 100.
  public var percent: Int
  /// What was spent, and the limit. Of a request that was not sent: what would
  /// have been spent by reading the prompt.
  public var spent: NanoDollars, limit: NanoDollars

  /// A mark.
  public init(scope: BudgetScope, percent: Int, spent: NanoDollars, limit: NanoDollars) {
    self.scope = scope
    self.percent = percent
    self.spent = spent
    self.limit = limit
  }
}

/// Tells what the ledger holds, which is more than an engine knows: other
/// sessions and programs are in it.
public protocol SpendingSource: Sendable {
  /// The totals of this moment; `nil` where they cannot be had in good time.
  func totals() async -> SpendingTotals?
}

/// Where there is no ledger.
public struct NoSpendingSource: SpendingSource {
  /// A source that knows nothing.
  public init() {}
  /// Nothing.
  public func totals() async -> SpendingTotals? { nil }
}
