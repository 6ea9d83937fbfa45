public import Engine

/// What the program says about budgets.
public enum BudgetText {
  /// `80 % of the day's budget is used: $8.02 of $10.00.`
  public static func sentence(for mark: BudgetMark) -> String {
    let spent = mark.spent.dollars(decimals: 2)
    return "\(mark.percent) % of the \(mark.scope.rawValue)'s budget is used: $\(spent) of"
      + " $\(mark.limit.dollars(decimals: 2))."
  }

  /// `stopped at the day's budget of $10.00`
  public static func stop(at mark: BudgetMark) -> String {
    "stopped at the \(mark.scope.rawValue)'s budget of $\(mark.limit.dollars(decimals: 2))"
  }
}
