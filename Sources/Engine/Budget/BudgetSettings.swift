/// What the user set about money.
public struct BudgetSettings: Hashable, Sendable {
  /// The hard limits.
  public var limits: BudgetLimits
  /// What reading a prompt has to cost before the screen says so while it is
  /// written; `nil`: never.
  public var estimateAbove: NanoDollars?
  /// What it has to cost before the screen asks; `nil`: never.
  public var askAbove: NanoDollars?

  /// Ten cents: above it a prompt costs more than most whole turns.
  public static let defaultEstimateAbove = NanoDollars(100_000_000)
  /// A dollar: nobody spends it by one key without wanting to.
  public static let defaultAskAbove = NanoDollars(1_000_000_000)

  /// Settings.
  public init(
    limits: BudgetLimits = BudgetLimits(),
    estimateAbove: NanoDollars? = BudgetSettings.defaultEstimateAbove,
    askAbove: NanoDollars? = BudgetSettings.defaultAskAbove
  ) {
    self.limits = limits
    self.estimateAbove = estimateAbove
    self.askAbove = askAbove
  }
}
