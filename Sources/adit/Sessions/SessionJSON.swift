internal import Engine
internal import Wire

/// A session as `adit sessions --json` prints it.
enum SessionJSON {
  static func object(of summary: SessionSummary) -> JSONValue {
    let tokens = summary.spent.tokens
    var object: JSONObject = [
      "id": .string(summary.id.text), "title": .string(summary.title),
      "project": .string(summary.project), "directory": .string(summary.directory),
      "created_at": .string(Timestamp.text(unixMilliseconds: summary.createdAt)),
      "updated_at": .string(Timestamp.text(unixMilliseconds: summary.updatedAt)),
      "turns": JSONValue(summary.turns), "model": .string(summary.modelKey),
      "first_words": .string(summary.firstWords),
      "forked_from": JSONValue(summary.forkedFrom?.text), "cut_off": .bool(summary.isCutOff),
      "requests": JSONValue(summary.spent.requests),
      // As text: nine decimals are beyond what JSON numbers keep everywhere.
      "cost_usd": summary.spent.isUnknown ? .null : .string(summary.spent.cost.decimal),
      "cost_is_lower_bound": .bool(summary.spent.isLowerBound),
      "has_unknown_prices": .bool(summary.spent.hasUnknownPrices),
      "tokens": [
        "input": JSONValue(tokens.input), "cache_write_5m": JSONValue(tokens.cacheWrite5m),
        "cache_write_1h": JSONValue(tokens.cacheWrite1h),
        "cache_read": JSONValue(tokens.cacheRead), "output": JSONValue(tokens.output),
      ],
    ]
    if let snippet = summary.snippet {
      object["found"] = [
        "role": .string(snippet.role.rawValue), "text": .string(snippet.text),
      ]
    }
    return .object(object)
  }
}
