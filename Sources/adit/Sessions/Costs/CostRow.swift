internal import Engine
internal import Store
internal import TextModel

/// A booked request as a row of cells, for tables and CSV.
struct CostRow {
  /// A cell's heading in CSV and in tables, and how wide the latter is at
  /// least.
  struct Heading: Sendable {
    var name: String
    var short: String
    var columns: Int
  }

  /// The headings, in the order of the cells.
  static let headings: [Heading] = [
    Heading(name: "at", short: "at", columns: 24),
    Heading(name: "session", short: "session", columns: 36),
    Heading(name: "turn", short: "turn", columns: 4),
    Heading(name: "attempt", short: "try", columns: 3),
    Heading(name: "task", short: "task", columns: 8),
    Heading(name: "project", short: "project", columns: 20),
    Heading(name: "model", short: "model", columns: 18),
    Heading(name: "model_id", short: "model id", columns: 30),
    Heading(name: "api", short: "api", columns: 8),
    Heading(name: "streaming", short: "stream", columns: 6),
    Heading(name: "region", short: "region", columns: 14),
    Heading(name: "status", short: "status", columns: 9),
    Heading(name: "is_lower_bound", short: "least", columns: 5),
    Heading(name: "input_tokens", short: "input", columns: 8),
    Heading(name: "cache_write_5m_tokens", short: "write 5m", columns: 8),
    Heading(name: "cache_write_1h_tokens", short: "write 1h", columns: 8),
    Heading(name: "cache_read_tokens", short: "read", columns: 8),
    Heading(name: "output_tokens", short: "output", columns: 8),
    Heading(name: "price_date", short: "prices of", columns: 10),
    Heading(name: "price_tier", short: "tier", columns: 4),
    Heading(name: "profile_prefix", short: "prefix", columns: 6),
    Heading(name: "factor_permille", short: "factor", columns: 6),
    Heading(name: "input_nano_usd_per_mtok", short: "input n$/M", columns: 12),
    Heading(name: "cache_write_5m_nano_usd_per_mtok", short: "5m n$/M", columns: 12),
    Heading(name: "cache_write_1h_nano_usd_per_mtok", short: "1h n$/M", columns: 12),
    Heading(name: "cache_read_nano_usd_per_mtok", short: "read n$/M", columns: 12),
    Heading(name: "output_nano_usd_per_mtok", short: "output n$/M", columns: 12),
    Heading(name: "cost_usd", short: "cost $", columns: 13),
    Heading(name: "cost_nano_usd", short: "cost n$", columns: 12),
    Heading(name: "upper_bound_nano_usd", short: "at most n$", columns: 12),
    Heading(name: "request_id", short: "request id", columns: 36),
    Heading(name: "first_token_ms", short: "first ms", columns: 8),
    Heading(name: "duration_ms", short: "ms", columns: 7),
    Heading(name: "tokens_per_second", short: "tok/s", columns: 6),
    Heading(name: "failure", short: "failure", columns: 7),
  ]

  /// The cells of `row`; empty where nothing is known.
  static func cells(of row: LedgerRow) -> [String] {
    let entry = row.entry
    let isOpen = entry.isLowerBound || entry.status == .running
    return [
      Timestamp.text(unixMilliseconds: row.at), row.session?.text ?? "",
      String(entry.turn.number), String(entry.attempt), entry.task ?? "", row.project,
      entry.modelKey, entry.modelID, entry.api.rawValue, entry.isStreaming ? "yes" : "no",
      row.region, entry.status.rawValue, isOpen ? "yes" : "no",
    ] + tokens(entry.usage) + price(entry.price) + [
      entry.cost?.decimal ?? "", text(entry.cost?.count), text(entry.upperBound?.count),
      entry.requestID ?? "", text(entry.firstTokenMilliseconds), text(entry.durationMilliseconds),
      entry.tokensPerSecondTenths.map(tenths) ?? "", entry.failure ?? "",
    ]
  }

  private static func tokens(_ usage: TokenUsage) -> [String] {
    [usage.input, usage.cacheWrite5m, usage.cacheWrite1h, usage.cacheRead, usage.output].map {
      String($0)
    }
  }

  private static func price(_ price: LedgerPrice?) -> [String] {
    guard let price else { return Array(repeating: "", count: 9) }
    let prices = price.prices
    return [
      price.date, tier(of: price), price.profilePrefix ?? "", String(price.permille),
      String(prices.input), text(prices.cacheWrite5m), text(prices.cacheWrite1h),
      text(prices.cacheRead), String(prices.output),
    ]
  }

  /// `base`, or `long` beyond the threshold of long prompts.
  static func tier(of price: LedgerPrice) -> String { price.isLongPrompt ? "long" : "base" }

  /// `83.4` of 834.
  static func tenths(_ value: Int) -> String {
    "\(value < 0 ? "-" : "")\(value.magnitude / 10).\(value.magnitude % 10)"
  }

  private static func text(_ number: (some BinaryInteger)?) -> String {
    number.map { "\($0)" } ?? ""
  }

  /// `cells` as a line of a table whose columns are as wide as the headings
  /// say: rows are printed as they are read, so that nothing has to be held.
  static func line(_ cells: [String], _ text: CostText) -> String {
    var line = ""
    for (cell, heading) in zip(cells, headings) {
      let shown = text.label(cell, columns: mostColumns)
      let width = max(heading.columns, heading.short.count)
      line += shown + String(repeating: " ", count: max(0, width - TextLayout.width(of: shown)) + 2)
    }
    let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
    return String(line[..<end])
  }

  /// Longest cell of a table; the failure and the model's id are texts of a
  /// service.
  private static let mostColumns = 200
}
