public import Engine

/// What stands under an answer, in the words of the screen, for whoever writes
/// a session to a file.
public enum WrittenTurn {
  /// Why it ended, and what went wrong: a sentence each. `isEmpty`: not one
  /// block of an answer came.
  public static func ending(_ outcome: TurnOutcome, isEmpty: Bool) -> [String] {
    TurnEndText.sentences(for: outcome, isEmpty: isEmpty)
  }

  /// `1,204 tok · $0.0432 · 14 s`.
  public static func cost(_ usage: UsageReport, milliseconds: Int) -> String {
    TurnEndText.cost(usage, milliseconds: milliseconds)
  }

  /// `≥$1.27`, and whether tokens of unknown price are missing from it.
  public static func sum(_ spent: SpentTotals) -> String {
    guard spent.hasUnknownPrices else {
      return (spent.isLowerBound ? "≥" : "") + NumberText.dollars(spent.cost)
    }
    return spent.cost == .zero
      ? "price unknown"
      : "≥\(NumberText.dollars(spent.cost)), and more whose price is unknown"
  }

  /// `12,400`.
  public static func grouped(_ count: Int) -> String { NumberText.grouped(count) }
}
