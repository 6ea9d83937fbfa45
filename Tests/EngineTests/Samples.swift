@testable import Engine

/// Values that many tests start from.
enum Sample {
  /// Claude Sonnet 5.5: bedrock-wire 5.1, base prices.
  static let sonnetPrices = PriceList(
    base: TokenPrices(
      input: 2_000_000_000, output: 10_000_000_000, cacheWrite5m: 2_500_000_000,
      cacheWrite1h: 4_000_000_000, cacheRead: 100_000_000),
    geographicPermille: 1100, govPermille: 1200, source: "bedrock-wire 5.1", date: "2026-11-21")

  /// Claude Haiku 5.5, five times dearer beyond 100,000 prompt tokens.
  static let haikuPrices = PriceList(
    base: TokenPrices(
      input: 100_000_000, output: 500_000_000, cacheWrite5m: 125_000_000,
      cacheWrite1h: 200_000_000, cacheRead: 10_000_000),
    longPrompt: TokenPrices(
      input: 500_000_000, output: 2_500_000_000, cacheWrite5m: 625_000_000,
      cacheWrite1h: 1_000_000_000, cacheRead: 50_000_000),
    longPromptThreshold: 100_000, geographicPermille: 1100, govPermille: 1200,
    source: "bedrock-wire 5.1", date: "2026-11-21")

  /// A model whose estimates are easy to check: two bytes per token.
  static func model(
    key: String = "sonnet-test", prices: PriceList? = sonnetPrices,
    rules: ParameterRules = ParameterRules(sampling: .one, bytesPerTokenHundredths: 200)
  ) -> ModelDescriptor {
    ModelDescriptor(
      key: key, modelId: "anthropic." + key, displayName: key, provider: "Anthropic",
      family: "sonnet", released: "2026-09-28", contextWindow: 1_000_000,
      maxOutputTokens: 128_000, preferredAPI: .invoke, rules: rules, prices: prices)
  }

  static func settings(
    model: ModelDescriptor = model(), system: String? = nil
  ) -> TurnSettings {
    TurnSettings(model: model, api: .invoke, system: system)
  }

  static func failure(
    _ kind: ModelFailure.Kind = .service(status: 503, code: "ServiceUnavailableException"),
    retry: ModelFailure.RetryClass = .transient, retryAfter: Int? = nil
  ) -> ModelFailure {
    ModelFailure(
      kind: kind, retry: retry, message: "It failed.", retryAfterMilliseconds: retryAfter)
  }

  /// A whole answer of one text, with `input` and `output` told as Bedrock's
  /// native stream tells them.
  static func answer(
    _ text: String, input: Int = 100, output: Int = 20, stop: StopReason = .endTurn
  ) -> [ModelEvent] {
    [
      .messageStart(id: "msg_1", model: nil, usage: UsageUpdate(input: input, output: 1)),
      .blockStart(index: 0, .text(initial: "")),
      .textDelta(index: 0, text),
      .blockStop(index: 0),
      .messageDelta(stopReason: stop, stopSequence: nil, usage: UsageUpdate(output: output)),
      .messageStop(usage: .none),
    ]
  }
}

extension MonotonicTime {
  static func milliseconds(_ count: Int) -> MonotonicTime {
    MonotonicTime(nanoseconds: 0).adding(milliseconds: count)
  }
}
