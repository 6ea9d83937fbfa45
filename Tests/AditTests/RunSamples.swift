import Engine
import Wire

@testable import adit

/// Runs and their pieces, for tests.
enum RunSamples {
  static func header(
    limits: CommandLineOptions.Limits = .init(), schema: JSONValue? = nil,
    estimatedCost: NanoDollars? = NanoDollars(1_000),
    thinking: ThinkingChoice = .modelDefault, caching: PromptCaching = .standard,
    files: [RunHeader.File] = []
  ) -> RunHeader {
    RunHeader(
      seed: 7, startedAt: 1_763_718_793_042, version: "0.1.0", workingDirectory: "/src",
      modelKey: "claude-x", modelID: "us.anthropic.claude-x", contextWindow: 200_000,
      maxOutputTokens: 64_000, apiKeySource: "none",
      request: .init(
        prompt: "Hi", system: "Be brief.", api: .invoke, streaming: true, maxTokens: 500,
        temperature: 0.3, effort: "high", thinking: thinking, caching: caching,
        files: files),
      limits: limits, schema: schema, estimatedCost: estimatedCost)
  }

  static func usage(nanoDollars: Int64 = 43_200_000) -> RunUsage {
    RunUsage(
      tokens: TokenUsage(input: 10, cacheWrite5m: 1, cacheWrite1h: 2, cacheRead: 3, output: 4),
      status: .final, cost: NanoDollars(nanoDollars))
  }

  /// Thinking and then the text `words`, whole.
  static func answer(_ words: String...) -> [ModelEvent] {
    var events: [ModelEvent] = [
      .messageStart(id: "msg_1", model: "claude-x", usage: UsageUpdate(input: 10, output: 1)),
      .blockStart(index: 0, .thinking), .thinkingDelta(index: 0, "hm"),
      .signatureDelta(index: 0, "sig"), .blockStop(index: 0),
    ]
    for (index, text) in words.enumerated() {
      events += [
        .blockStart(index: index + 1, .text(initial: "")), .textDelta(index: index + 1, text),
        .blockStop(index: index + 1),
      ]
    }
    return events + [
      .messageDelta(stopReason: .endTurn, stopSequence: nil, usage: UsageUpdate(output: 4)),
      .messageStop(usage: .none),
    ]
  }

  static let failure = RunFailure(
    ModelFailure(
      kind: .service(status: 429, code: "ThrottlingException"), message: "Too many requests",
      requestID: "r-1"))

  /// Everything that can happen, once.
  static let everyEvent: [RunEvent] = [
    .connecting, .opened(requestID: "r"), .opened(requestID: nil),
    .answer([
      .messageStart(id: nil, model: nil, usage: .none),
      .messageStart(id: "i", model: "m", usage: UsageUpdate(input: 1, cacheRead: 2, output: 0)),
      .blockStart(index: 0, .text(initial: "a")), .blockStart(index: 1, .thinking),
      .blockStart(index: 2, .redactedThinking(data: "d")),
      .blockStart(index: 3, .toolUse(id: "t", name: "n")),
      .blockStart(index: 4, .opaque(["type": "server_tool_use"])), .textDelta(index: 0, "é\n"),
      .thinkingDelta(index: 1, "b"), .signatureDelta(index: 1, "c"),
      .toolInputDelta(index: 3, "{\"a\":"), .citation(index: 0, ["url": "x"]),
      .blockStop(index: 0),
      .messageDelta(
        stopReason: .other("odd"), stopSequence: "s",
        usage: UsageUpdate(cacheWrite5m: 1, cacheWrite1h: 2, cacheWriteTotal: 3)),
      .messageStop(usage: UsageUpdate(output: 9)), .ping,
    ]),
    .usage(usage()), .usage(RunUsage(status: .lowerBound)),
    .retrying(RunRetry(number: 1, limit: 5, delayMilliseconds: 900, failure: failure)),
    .limited(delayMilliseconds: 20, limit: "50 requests per minute"), .notice("n"),
    .stopped(.time), .stopped(.signal(15)), .ended(.completed(.maxTokens)), .ended(.interrupted),
    .ended(.failed(failure)),
  ]
}
