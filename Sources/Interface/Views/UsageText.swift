import Engine

/// Counters with their honesty: `≥` where the truth is at least this, `~` and
/// `≈` where it is an estimate.
enum UsageText {
  /// A turn that no model took in has no tokens, and that is not an estimate.
  static func isEmpty(_ usage: UsageReport) -> Bool {
    usage.turn == TokenUsage() && !usage.isLowerBound && usage.turnCost ?? .zero == .zero
  }

  private static func isFinal(_ usage: UsageReport) -> Bool {
    usage.inputIsFinal && usage.outputIsFinal || isEmpty(usage)
  }

  static func outputMark(_ usage: UsageReport) -> String {
    if usage.outputIsFinal || isEmpty(usage) { return "" }
    return usage.isLowerBound ? "≥" : "~"
  }

  static func inputMark(_ usage: UsageReport) -> String {
    usage.inputIsFinal || isEmpty(usage) ? "" : "~"
  }

  /// The turn's price; `inCents` for narrow windows.
  static func turnCost(_ usage: UsageReport, inCents: Bool = false) -> String {
    guard let cost = usage.turnCost else { return inCents ? "$?" : "price unknown" }
    let mark = usage.isLowerBound ? "≥" : (isFinal(usage) ? "" : "≈")
    return mark + (inCents ? NumberText.cents(cost) : NumberText.dollars(cost))
  }

  /// The most that a stopped turn can have cost: `≤$0.25`; empty where nothing
  /// is known of it.
  static func upperBound(_ usage: UsageReport) -> String {
    guard usage.isLowerBound, let bound = usage.turnUpperBound else { return "" }
    return "≤" + NumberText.dollars(bound)
  }

  /// The session's sum; a turn that is still estimated makes it one too. A sum
  /// of unknown prices alone is no amount.
  static func sessionCost(_ usage: UsageReport) -> String {
    if usage.sessionHasUnknownPrices, usage.sessionCost == .zero { return "$?" }
    let isLower = usage.sessionIsLowerBound || usage.sessionHasUnknownPrices
    return (isLower ? "≥" : (isFinal(usage) ? "" : "≈")) + NumberText.dollars(usage.sessionCost)
  }

  /// What this day has cost, as sure as the least sure of what is in it; `nil`:
  /// not known here.
  static func dayCost(_ spending: SpendingState, _ usage: UsageReport?) -> String? {
    guard let day = spending.spent(of: .day, usage) else { return nil }
    let isLower =
      spending.totals?.dayIsLowerBound == true || usage?.isLowerBound == true
      || usage?.sessionHasUnknownPrices == true
    return (isLower ? "≥" : (usage.map(isFinal) ?? true ? "" : "≈")) + NumberText.dollars(day)
  }

  /// Context in use in per cent, `nil` where the window is unknown.
  static func contextPercent(_ usage: UsageReport) -> Int? {
    guard usage.contextWindow > 0 else { return nil }
    let (product, overflow) = max(0, usage.contextTokens).multipliedReportingOverflow(by: 100)
    return overflow ? nil : (product + usage.contextWindow / 2) / usage.contextWindow
  }
}
