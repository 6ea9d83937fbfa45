/// What budgets ask of the counters.
extension CostMeter {
  /// What is known of the costs, the running attempt with its estimates
  /// included.
  var spent: BudgetGuard.Spent {
    let report = report()
    return BudgetGuard.Spent(turn: report.turnCost ?? .zero, session: report.sessionCost)
  }

  /// Whether the running turn has no known price, as a whole or in part.
  var turnIsUnpriced: Bool { report().turnCost == nil }

  /// Whether the service told what the running attempt has read.
  var attemptInputIsFinal: Bool { report().inputIsFinal }
}
