internal import Wire

extension TokenUsage {
  /// As it is kept: every class, by name.
  var json: JSONValue {
    [
      "input": JSONValue(input), "cache_write_5m": JSONValue(cacheWrite5m),
      "cache_write_1h": JSONValue(cacheWrite1h), "cache_read": JSONValue(cacheRead),
      "output": JSONValue(output),
    ]
  }

  /// What is missing or no count is nothing.
  init(json: JSONValue?) {
    self.init(
      input: KeptNumber.tokens(json?["input"]) ?? 0,
      cacheWrite5m: KeptNumber.tokens(json?["cache_write_5m"]) ?? 0,
      cacheWrite1h: KeptNumber.tokens(json?["cache_write_1h"]) ?? 0,
      cacheRead: KeptNumber.tokens(json?["cache_read"]) ?? 0,
      output: KeptNumber.tokens(json?["output"]) ?? 0)
  }
}

extension UsageReport {
  /// Of a turn whose counters were not kept: the truth is at least nothing.
  static let nothing = UsageReport(turn: TokenUsage(), isLowerBound: true)

  /// As it is kept.
  var json: JSONValue {
    var object = JSONObject()
    object["turn"] = turn.json
    object.add("input_final", if: inputIsFinal)
    object.add("output_final", if: outputIsFinal)
    object.add("lower_bound", if: isLowerBound)
    object.add("turn_nano_usd", turnCost)
    object.add("turn_upper_nano_usd", turnUpperBound)
    object["session_nano_usd"] = JSONValue(sessionCost.count)
    object.add("session_lower_bound", if: sessionIsLowerBound)
    object.add("session_unknown_prices", if: sessionHasUnknownPrices)
    object["session"] = sessionTokens.json
    object["context"] = JSONValue(contextTokens)
    object["context_window"] = JSONValue(contextWindow)
    object.add("tokens_per_second_tenths", tokensPerSecondTenths)
    return .object(object)
  }

  /// `nil`: damaged.
  init?(json: JSONValue) {
    guard json.object != nil else { return nil }
    self.init(
      turn: TokenUsage(json: json["turn"]), inputIsFinal: json["input_final"]?.bool ?? false,
      outputIsFinal: json["output_final"]?.bool ?? false,
      isLowerBound: json["lower_bound"]?.bool ?? false,
      turnCost: NanoDollars(json: json["turn_nano_usd"]),
      sessionCost: NanoDollars(json: json["session_nano_usd"]) ?? .zero,
      sessionIsLowerBound: json["session_lower_bound"]?.bool ?? false,
      sessionHasUnknownPrices: json["session_unknown_prices"]?.bool ?? false,
      sessionTokens: TokenUsage(json: json["session"]),
      contextTokens: KeptNumber.tokens(json["context"]) ?? 0,
      contextWindow: KeptNumber.tokens(json["context_window"]) ?? 0,
      tokensPerSecondTenths: KeptNumber.tokens(json["tokens_per_second_tenths"]))
    turnUpperBound = NanoDollars(json: json["turn_upper_nano_usd"])
  }
}
