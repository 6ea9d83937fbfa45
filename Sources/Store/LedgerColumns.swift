internal import Engine

/// An entry of the ledger as columns.
enum LedgerColumns {
  private static let names = [
    "turn", "attempt", "status", "is_lower_bound", "model", "model_id", "api", "is_streaming",
    "task", "input", "cache_write_5m", "cache_write_1h", "cache_read", "output", "cost",
    "upper_bound", "price_date", "price_input", "price_output", "price_cache_write_5m",
    "price_cache_write_1h", "price_cache_read", "price_is_long_prompt", "price_prefix",
    "price_permille", "request_id", "first_token_ms", "duration_ms", "tokens_per_second_tenths",
    "failure",
  ]

  static var count: Int { names.count }

  /// All of them, in the order in which `entry` reads them.
  static let all = names.map { "ledger.\($0)" }.joined(separator: ", ")

  /// What a sum needs, in the order in which `sum` reads it.
  static let sums = """
    status, is_lower_bound, input, cache_write_5m, cache_write_1h, cache_read, output, cost
    """

  /// A row, or news of one. When it was sent stays.
  static let insertion: String = {
    let changing = names.dropFirst(2)
    let marks = Array(repeating: "?", count: 6 + changing.count).joined(separator: ", ")
    return """
      INSERT INTO ledger (session, turn, attempt, at, project, region, \
      \(changing.joined(separator: ", "))) VALUES (\(marks))
        ON CONFLICT (session, turn, attempt) DO UPDATE SET \
      \(changing.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
      """
  }()

  /// What `insertion` takes behind the row's place.
  static func values(of entry: LedgerEntry) -> [SQLValue] {
    let price = entry.price
    return [
      .text(entry.status.rawValue), .flag(entry.isLowerBound), .text(entry.modelKey),
      .text(entry.modelID), .text(entry.api.rawValue), .flag(entry.isStreaming),
      .optional(entry.task), .integer(entry.usage.input), .integer(entry.usage.cacheWrite5m),
      .integer(entry.usage.cacheWrite1h), .integer(entry.usage.cacheRead),
      .integer(entry.usage.output), .optional(entry.cost?.count),
      .optional(entry.upperBound?.count), .optional(price?.date), .optional(price?.prices.input),
      .optional(price?.prices.output), .optional(price?.prices.cacheWrite5m),
      .optional(price?.prices.cacheWrite1h), .optional(price?.prices.cacheRead),
      price.map { .flag($0.isLongPrompt) } ?? .null, .optional(price?.profilePrefix),
      .optional(price?.permille), .optional(entry.requestID),
      .optional(entry.firstTokenMilliseconds), .optional(entry.durationMilliseconds),
      .optional(entry.tokensPerSecondTenths), .optional(entry.failure),
    ]
  }

  /// The entry of a row that `all` selected. A status that only a newer
  /// program knows is the least certain one; whatever the operation was, the
  /// money counts.
  static func entry(_ row: Row) -> LedgerEntry {
    var entry = LedgerEntry(
      turn: TurnID(row.integer(0)), attempt: row.integer(1),
      status: LedgerEntry.Status(rawValue: row.text(2)) ?? .estimated, modelKey: row.text(4),
      modelID: row.text(5), api: ModelAPI(rawValue: row.text(6)) ?? .invoke,
      isStreaming: row.flag(7), task: row.optionalText(8))
    entry.isLowerBound = row.flag(3)
    entry.usage = row.usage(9)
    entry.cost = row.optionalAmount(14)
    entry.upperBound = row.optionalAmount(15)
    entry.price = price(row)
    entry.requestID = row.optionalText(25)
    entry.firstTokenMilliseconds = row.optionalCount(26)
    entry.durationMilliseconds = row.optionalCount(27)
    entry.tokensPerSecondTenths = row.optionalCount(28)
    entry.failure = row.optionalText(29)
    return entry
  }

  private static func price(_ row: Row) -> LedgerPrice? {
    guard let date = row.optionalText(16) else { return nil }
    return LedgerPrice(
      prices: TokenPrices(
        input: Int64(row.integer(17)), output: Int64(row.integer(18)),
        cacheWrite5m: row.optionalInteger(19).map(Int64.init),
        cacheWrite1h: row.optionalInteger(20).map(Int64.init),
        cacheRead: row.optionalInteger(21).map(Int64.init)),
      isLongPrompt: row.flag(22), profilePrefix: row.optionalText(23),
      permille: Int64(row.integer(24)), date: date)
  }

  /// The entry of a row that `sums` selected, as far as a sum needs it.
  static func sum(_ row: Row) -> LedgerEntry {
    var entry = LedgerEntry(
      turn: TurnID(0), attempt: 0,
      status: LedgerEntry.Status(rawValue: row.text(0)) ?? .estimated, modelKey: "", modelID: "",
      api: .invoke, isStreaming: true)
    entry.isLowerBound = row.flag(1)
    entry.usage = row.usage(2)
    entry.cost = row.optionalAmount(7)
    return entry
  }
}
