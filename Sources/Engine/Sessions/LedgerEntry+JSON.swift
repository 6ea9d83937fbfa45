internal import Wire

extension LedgerEntry {
  /// As it is kept.
  var json: JSONValue {
    var object = JSONObject()
    object["turn"] = turn.json
    object["attempt"] = JSONValue(attempt)
    object["status"] = .string(status.rawValue)
    object.add("lower_bound", if: isLowerBound)
    object["model"] = .string(modelKey)
    object["model_id"] = .string(modelID)
    object["api"] = .string(api.rawValue)
    object["streaming"] = .bool(isStreaming)
    object.add("task", task)
    object["usage"] = usage.json
    object.add("nano_usd", cost)
    object.add("upper_nano_usd", upperBound)
    object.add("price", price?.json)
    object.add("request_id", requestID)
    object.add("first_token_ms", firstTokenMilliseconds)
    object.add("duration_ms", durationMilliseconds)
    object.add("tokens_per_second_tenths", tokensPerSecondTenths)
    object.add("failure", failure)
    return .object(object)
  }

  /// `nil`: damaged.
  init?(json: JSONValue) {
    guard let turn = TurnID(json: json["turn"]), let attempt = json["attempt"]?.int,
      (0...Int(Int32.max)).contains(attempt), let modelKey = json["model"]?.string,
      let status = json["status"]?.string
    else { return nil }
    self.init(
      turn: turn, attempt: attempt, status: Status(rawValue: status) ?? .estimated,
      modelKey: modelKey, modelID: json["model_id"]?.string ?? modelKey,
      api: json["api"]?.string.flatMap(ModelAPI.init) ?? .invoke,
      isStreaming: json["streaming"]?.bool ?? true, task: json["task"]?.string)
    isLowerBound = json["lower_bound"]?.bool ?? false
    usage = TokenUsage(json: json["usage"])
    cost = NanoDollars(json: json["nano_usd"])
    upperBound = NanoDollars(json: json["upper_nano_usd"])
    price = json["price"].flatMap(LedgerPrice.init(json:))
    requestID = json["request_id"]?.string
    firstTokenMilliseconds = KeptNumber.milliseconds(json["first_token_ms"])
    durationMilliseconds = KeptNumber.milliseconds(json["duration_ms"])
    tokensPerSecondTenths = KeptNumber.tokens(json["tokens_per_second_tenths"])
    failure = json["failure"]?.string
  }
}

extension LedgerPrice {
  /// Nano-dollars per million tokens of each class.
  fileprivate var json: JSONValue {
    var object = JSONObject()
    object["input"] = JSONValue(prices.input)
    object["output"] = JSONValue(prices.output)
    object.add("cache_write_5m", prices.cacheWrite5m.map { Int($0) })
    object.add("cache_write_1h", prices.cacheWrite1h.map { Int($0) })
    object.add("cache_read", prices.cacheRead.map { Int($0) })
    object.add("long_prompt", if: isLongPrompt)
    object.add("profile", profilePrefix)
    object["permille"] = JSONValue(permille)
    object["date"] = .string(date)
    return .object(object)
  }

  /// `nil`: damaged.
  fileprivate init?(json: JSONValue) {
    func price(_ name: String) -> Int64? { json[name]?.int.map { Int64($0) } }
    guard let input = price("input"), let output = price("output"),
      let permille = price("permille")
    else { return nil }
    self.init(
      prices: TokenPrices(
        input: input, output: output, cacheWrite5m: price("cache_write_5m"),
        cacheWrite1h: price("cache_write_1h"), cacheRead: price("cache_read")),
      isLongPrompt: json["long_prompt"]?.bool ?? false, profilePrefix: json["profile"]?.string,
      permille: permille, date: json["date"]?.string ?? "")
  }
}
