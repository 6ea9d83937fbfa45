extension SpentTotals {
  /// Adds the last state of one request.
  public mutating func add(_ entry: LedgerEntry) {
    requests = requests.addingSaturated(1)
    tokens = tokens + entry.usage
    cost = cost + (entry.cost ?? .zero)
    if entry.cost == nil, entry.usage != TokenUsage() { hasUnknownPrices = true }
    switch entry.status {
    case .running, .estimated: isLowerBound = true
    case .final, .failed: if entry.isLowerBound { isLowerBound = true }
    }
  }

  /// Adds what was spent elsewhere.
  public static func + (left: SpentTotals, right: SpentTotals) -> SpentTotals {
    SpentTotals(
      tokens: left.tokens + right.tokens, cost: left.cost + right.cost,
      isLowerBound: left.isLowerBound || right.isLowerBound,
      hasUnknownPrices: left.hasUnknownPrices || right.hasUnknownPrices,
      requests: left.requests.addingSaturated(right.requests))
  }
}
