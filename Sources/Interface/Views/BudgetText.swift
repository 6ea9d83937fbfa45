public import Engine
import TextModel

/// What the program says about budgets.
public enum BudgetText {
  /// The budgets that people set.
  static let settable: [BudgetScope] = [.turn, .session, .day, .project]

  /// `80 % of the day's budget is used: $8.02 of $10.00.`
  public static func sentence(for mark: BudgetMark) -> String {
    "\(mark.percent) % of the \(mark.scope.rawValue)'s budget is used: \(amount(mark.spent)) of"
      + " \(amount(mark.limit))."
  }

  /// `stopped at the day's budget of $10.00 ($10.02)`
  public static func stop(at mark: BudgetMark) -> String {
    let over = mark.spent > mark.limit ? " (\(amount(mark.spent)))" : ""
    return "stopped at the \(mark.scope.rawValue)'s budget of \(amount(mark.limit))\(over)"
  }

  /// How a limit is raised, with its setting and command.
  static func remedy(for scope: BudgetScope) -> String {
    switch scope {
    case .run: "--max-usd raises it"
    case .turn, .session, .day, .project:
      "/budget \(scope.rawValue) $… raises it (setting budget.\(scope.rawValue))"
    }
  }

  /// Whole cents as such, fractions of them with four decimals.
  public static func amount(_ amount: NanoDollars) -> String {
    amount.count.isMultiple(of: 10_000_000) ? NumberText.cents(amount) : NumberText.dollars(amount)
  }

  /// What `/budget` answers to a change.
  static func change(of scope: BudgetScope, to limit: NanoDollars?) -> String {
    guard let limit else { return "The \(scope.rawValue)'s budget is off for this run." }
    return "The \(scope.rawValue)'s budget is \(amount(limit)) for this run; budget."
      + "\(scope.rawValue) in config.json keeps it."
  }

  /// What `/budget` shows: every scope with what is spent of it.
  static func lines(of state: AppState) -> [StyledLine] {
    let rows = settable.map { scope in
      let limit = state.spending.settings.limits[scope].map(amount) ?? "no limit"
      let spent = state.spending.spent(of: scope, state.meter.shown).map(amount)
      return row(scope.rawValue, spent.map { "\($0) of \(limit)" } ?? limit)
    }
    let asks = state.spending.settings.askAbove.map { "asked before sending above \(amount($0))" }
    let tells = state.spending.settings.estimateAbove.map { "estimate shown above \(amount($0))" }
    let words = [tells, asks].compactMap { $0 }.joined(separator: " · ")
    return rows + (words.isEmpty ? [] : [row("prompts", words)])
      + [
        StyledLine(
          "/budget [turn|session|day|project] $5 or off, for this run; config.json: budget.*",
          TextStyle(.dim))
      ]
  }

  /// `session $0.45 of $5.00 · day $8.02 of $20.00`; `nil` without limits.
  static func summary(of state: AppState) -> String? {
    let parts = settable.compactMap { scope -> String? in
      guard let limit = state.spending.settings.limits[scope] else { return nil }
      let spent = state.spending.spent(of: scope, state.meter.shown)
      return "\(scope.rawValue) " + (spent.map { "\(amount($0)) of " } ?? "") + amount(limit)
    }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }

  private static func row(_ name: String, _ value: String) -> StyledLine {
    let gap = String(repeating: " ", count: max(1, nameColumns - name.count))
    return StyledLine([StyledRun(name + gap, TextStyle(.dim)), StyledRun(value)])
  }

  /// Columns of the names, as in `/status`.
  private static let nameColumns = 13
}
