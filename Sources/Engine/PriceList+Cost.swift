extension PriceList {
  /// What `usage`, one request, costs through the profile `profilePrefix`
  /// (`us`, `global` …; `nil`: the bare id). `nil` where a class that has
  /// tokens has no price.
  ///
  /// A prompt beyond the threshold reprices the whole request, not only the
  /// excess. Rounded half up once, at the end (bedrock-wire 5.2).
  public func cost(of usage: TokenUsage, profilePrefix: String?) -> NanoDollars? {
    let prices = tier(promptTokens: usage.prompt)
    let parts: [(tokens: Int, price: Int64?)] = [
      (usage.input, prices.input), (usage.cacheWrite5m, prices.cacheWrite5m),
      (usage.cacheWrite1h, prices.cacheWrite1h), (usage.cacheRead, prices.cacheRead),
      (usage.output, prices.output),
    ]
    var sum: Int128 = 0
    for part in parts where part.tokens > 0 {
      guard let price = part.price else { return nil }
      sum = sum.addingSaturated(Int128(part.tokens) * Int128(max(0, price)))
    }
    let scaled = sum.multipliedSaturated(by: Int128(max(0, permille(profilePrefix: profilePrefix))))
    // Prices are per million tokens, factors in thousandths.
    let divisor: Int128 = 1_000_000 * 1_000
    let rounded = scaled.addingSaturated(divisor / 2) / divisor
    return NanoDollars(Int64(clamping: rounded))
  }

  /// The prices that hold for a request with `promptTokens`, cached ones
  /// included.
  public func tier(promptTokens: Int) -> TokenPrices {
    guard let longPrompt, isLongPrompt(promptTokens: promptTokens) else { return base }
    return longPrompt
  }

  /// Whether the prices of long prompts hold for one of `promptTokens`.
  public func isLongPrompt(promptTokens: Int) -> Bool {
    guard longPrompt != nil, let longPromptThreshold else { return false }
    return promptTokens > longPromptThreshold
  }

  /// The factor of a profile, in thousandths.
  public func permille(profilePrefix: String?) -> Int64 {
    switch profilePrefix {
    case nil, "", "global": 1000
    case "us-gov": govPermille
    default: geographicPermille
    }
  }
}
