public import Engine

/// How fast models answer.
extension SessionStore {
  /// A model's latest requests that are looked at: enough for a median, and
  /// few enough that last month's speed is forgotten.
  private static let latestRequests = 50

  /// Medians of each model's latest requests that were answered to their end,
  /// by registry key.
  public func speeds() throws(StoreError) -> [String: MeasuredSpeed] {
    let condition = "status = 'final' AND is_streaming AND first_token_ms IS NOT NULL"
    var models: [String] = []
    try database.each("SELECT DISTINCT model FROM ledger WHERE \(condition)") {
      models.append($0.text(0))
    }
    var speeds: [String: MeasuredSpeed] = [:]
    for model in models {
      var firstTokens: [Int] = []
      var rates: [Int] = []
      try database.each(
        """
        SELECT first_token_ms, tokens_per_second_tenths FROM ledger
          WHERE \(condition) AND model = ? ORDER BY at DESC LIMIT \(Self.latestRequests)
        """, [.text(model)]
      ) { row in
        firstTokens.append(row.integer(0))
        if let rate = row.optionalInteger(1) { rates.append(rate) }
      }
      guard let median = Self.median(firstTokens) else { continue }
      speeds[model] = MeasuredSpeed(
        firstTokenMilliseconds: median, tokensPerSecondTenths: Self.median(rates),
        requests: firstTokens.count)
    }
    return speeds
  }

  /// The middle one; of two the smaller.
  private static func median(_ values: [Int]) -> Int? {
    values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2]
  }
}
