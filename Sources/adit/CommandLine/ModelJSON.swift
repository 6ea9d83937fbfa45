internal import Bedrock
internal import Engine
internal import Wire

/// A model of the registry as `adit models --json` tells it.
enum ModelJSON {
  /// Everything that is known of `model`. Prices are dollars per million
  /// tokens through `address`, by which it is called from here.
  /// `access`: whether this account can use it, where that is known.
  static func object(
    of model: ModelDescriptor, address: ModelAddress, access: ModelAccess?, today: String
  ) -> JSONValue {
    [
      "key": .string(model.key), "modelId": .string(model.modelId),
      "calledAs": .string(address.text), "profilePrefix": JSONValue(address.prefix),
      "directId": JSONValue(model.directId), "displayName": .string(model.displayName),
      "provider": .string(model.provider), "family": .string(model.family),
      "released": .string(model.released), "lifecycle": JSONValue(model.lifecycle),
      "endOfLife": JSONValue(model.endOfLife),
      "isPastEndOfLife": .bool(model.isPastEndOfLife(today: today)),
      "aliases": list(model.aliases), "capabilities": list(model.capabilities),
      "recommendedFor": list(model.recommendedFor),
      "contextWindow": JSONValue(model.contextWindow),
      "maxOutputTokens": JSONValue(model.maxOutputTokens), "regions": list(model.regions),
      "profiles": list(model.profiles), "api": .string(model.preferredAPI.rawValue),
      "access": access.map(self.access) ?? .null,
      "rules": rules(model.rules),
      "prices": model.prices.map { prices($0, profilePrefix: address.prefix) } ?? .null,
    ]
  }

  /// The state, the profile through which it is best called, and why not.
  private static func access(_ access: ModelAccess) -> JSONValue {
    switch access {
    case .available(let profile): ["status": "available", "profile": JSONValue(profile)]
    case .legacy(let profile): ["status": "legacy", "profile": JSONValue(profile)]
    case .unavailable(let reason): ["status": "unavailable", "reason": .string(reason)]
    }
  }

  private static func list(_ words: [String]) -> JSONValue { .array(words.map { .string($0) }) }

  private static func rules(_ rules: ParameterRules) -> JSONValue {
    [
      "sampling": .string(rules.sampling.rawValue), "thinking": .string(rules.thinking.rawValue),
      "effort": list(rules.effortLevels), "prefill": .bool(rules.prefill),
      "system": .bool(rules.system),
    ]
  }

  private static func prices(_ list: PriceList, profilePrefix: String?) -> JSONValue {
    let permille = list.permille(profilePrefix: profilePrefix)
    var object = prices(list.base, permille)
    if let long = list.longPrompt, let threshold = list.longPromptThreshold {
      var part = prices(long, permille)
      part["threshold"] = JSONValue(threshold)
      object["longPrompt"] = .object(part)
    }
    object["unit"] = "USD per million tokens"
    object["source"] = .string(list.source)
    object["date"] = .string(list.date)
    return .object(object)
  }

  private static func prices(_ prices: TokenPrices, _ permille: Int64) -> JSONObject {
    func price(_ amount: Int64?) -> JSONValue {
      amount.flatMap { try? JSONValue(parsing: Array(dollars($0, permille).utf8)) } ?? .null
    }
    var object = JSONObject()
    object["input"] = price(prices.input)
    object["output"] = price(prices.output)
    object["cacheWrite5m"] = price(prices.cacheWrite5m)
    object["cacheWrite1h"] = price(prices.cacheWrite1h)
    object["cacheRead"] = price(prices.cacheRead)
    return object
  }

  /// Dollars per million tokens, with the factor of a profile in thousandths.
  static func dollars(_ nanoDollarsPerMillion: Int64, _ permille: Int64) -> String {
    let (product, overflow) = nanoDollarsPerMillion.multipliedReportingOverflow(by: permille)
    return NanoDollars(overflow ? nanoDollarsPerMillion : product / 1000).decimal
  }
}
