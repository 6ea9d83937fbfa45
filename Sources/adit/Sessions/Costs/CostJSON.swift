internal import Engine
internal import Store
internal import Wire

/// Sums and requests as JSON. Amounts stand there twice: `cost_nano_usd` is
/// exact as a whole number, `cost_usd` is the same as a decimal number. `null`
/// means that the price is not known; it is never 0 for that reason.
enum CostJSON {
  /// Version of the form.
  static let version = 1

  /// A whole report.
  static func object(of report: CostReport, _ period: CostPeriod) -> JSONValue {
    let groups = report.groups.map { group -> JSONValue in
      var object = JSONObject([
        report.grouping.rawValue: group.key.isEmpty ? .null : .of(group.key)
      ])
      if report.grouping == .session { object["title"] = .of(group.title) }
      append(group.sum, to: &object)
      return .object(object)
    }
    var total = JSONObject()
    append(report.total, to: &total)
    return .object(
      JSONObject([
        "v": .of(version), "since": moment(period.since), "until": moment(period.until),
        "by": .of(report.grouping.rawValue), "groups": .array(groups), "total": .object(total),
      ]))
  }

  /// `2026-11-21T09:38:08.123Z`, or `null`.
  static func moment(_ milliseconds: Int?) -> JSONValue {
    milliseconds.map { .of(Timestamp.text(unixMilliseconds: $0)) } ?? .null
  }

  /// The members of a sum.
  static func append(_ sum: CostSum, to object: inout JSONObject) {
    var requests = JSONObject(["total": .of(sum.spent.requests)])
    for status in LedgerEntry.Status.allCases {
      requests[status.rawValue] = .of(sum.requests[status] ?? 0)
    }
    object["requests"] = .object(requests)
    object["tokens"] = tokens(sum.spent.tokens)
    let known = sum.isUnknown ? nil : sum.spent.cost
    object["cost_usd"] = dollars(known)
    object["cost_nano_usd"] = nanoDollars(known)
    object["is_lower_bound"] = .bool(sum.spent.isLowerBound)
    object["upper_bound_usd"] = dollars(sum.upperBound)
    object["upper_bound_nano_usd"] = nanoDollars(sum.upperBound)
    object["unknown_price"] = [
      "requests": .of(sum.unknownRequests), "tokens": .of(sum.unknownTokens),
    ]
    object["cache_hit_permille"] = number(sum.cacheHitPermille)
    object["median_first_token_ms"] = number(sum.firstTokens.median)
    object["median_tokens_per_second"] = tenths(sum.rates.median)
  }

  /// One request with everything from which its cost can be computed again.
  static func object(of row: LedgerRow) -> JSONValue {
    let entry = row.entry
    return .object(
      JSONObject([
        "at": moment(row.at), "session": text(row.session?.text), "turn": .of(entry.turn.number),
        "attempt": .of(entry.attempt), "task": text(entry.task), "project": text(row.project),
        "model": .of(entry.modelKey), "model_id": .of(entry.modelID),
        "api": .of(entry.api.rawValue), "streaming": .bool(entry.isStreaming),
        "region": text(row.region), "status": .of(entry.status.rawValue),
        "is_lower_bound": .bool(entry.isLowerBound || entry.status == .running),
        "tokens": tokens(entry.usage), "price": entry.price.map(price) ?? .null,
        "cost_usd": dollars(entry.cost), "cost_nano_usd": nanoDollars(entry.cost),
        "upper_bound_usd": dollars(entry.upperBound),
        "upper_bound_nano_usd": nanoDollars(entry.upperBound),
        "request_id": text(entry.requestID), "first_token_ms": number(entry.firstTokenMilliseconds),
        "duration_ms": number(entry.durationMilliseconds),
        "tokens_per_second": tenths(entry.tokensPerSecondTenths), "failure": text(entry.failure),
      ]))
  }

  /// Prices are nano-dollars per million tokens before the factor.
  private static func price(_ price: LedgerPrice) -> JSONValue {
    [
      "date": .of(price.date), "tier": .of(CostRow.tier(of: price)),
      "profile_prefix": text(price.profilePrefix), "factor_permille": .of(Int(price.permille)),
      "input": .of(Int(price.prices.input)),
      "cache_write_5m": number(price.prices.cacheWrite5m.map { Int($0) }),
      "cache_write_1h": number(price.prices.cacheWrite1h.map { Int($0) }),
      "cache_read": number(price.prices.cacheRead.map { Int($0) }),
      "output": .of(Int(price.prices.output)),
    ]
  }

  private static func tokens(_ usage: TokenUsage) -> JSONValue {
    [
      "input": .of(usage.input), "cache_write_5m": .of(usage.cacheWrite5m),
      "cache_write_1h": .of(usage.cacheWrite1h), "cache_read": .of(usage.cacheRead),
      "output": .of(usage.output),
    ]
  }

  private static func text(_ text: String?) -> JSONValue {
    text.flatMap { $0.isEmpty ? nil : .of($0) } ?? .null
  }

  private static func number(_ number: Int?) -> JSONValue { number.map { .of($0) } ?? .null }

  private static func nanoDollars(_ amount: NanoDollars?) -> JSONValue {
    number(amount.map { Int($0.count) })
  }

  private static func dollars(_ amount: NanoDollars?) -> JSONValue { decimal(amount?.decimal) }

  private static func tenths(_ value: Int?) -> JSONValue { decimal(value.map(CostRow.tenths)) }

  private static func decimal(_ text: String?) -> JSONValue {
    text.flatMap { try? JSONValue(parsing: Array($0.utf8)) } ?? .null
  }
}
