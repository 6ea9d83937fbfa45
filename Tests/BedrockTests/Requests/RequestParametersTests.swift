import Engine
import Testing
import Wire

@testable import Bedrock

/// bedrock-wire 4.4, row by row: what a choice becomes for each generation.
@Suite struct RequestParametersTests {
  private static func parameters(
    _ model: String, _ choice: ThinkingChoice, effort: String? = nil, maxTokens: Int = 16_384,
    requiredTool: String? = nil
  ) throws -> RequestParameters {
    RequestParameters(
      try SampleRequest.make(
        model, maxTokens: maxTokens, temperature: 0.3, effort: effort, thinking: choice,
        requiredTool: requiredTool))
  }

  private static func word(_ thinking: JSONValue?) -> String {
    guard let thinking else { return "-" }
    let budget = thinking["budget_tokens"]?.int.map { " \($0)" } ?? ""
    let display = thinking["display"]?.string.map { " \($0)" } ?? ""
    return (thinking["type"]?.string ?? "?") + budget + display
  }

  private static let adaptive = "adaptive summarized"

  @Test(
    arguments: [
      // model, by default, off, on, on with 4,000 tokens
      ("claude-sonnet-4", "-", "-", "enabled 8192", "enabled 4000"),
      ("claude-opus-4-1", "-", "-", "enabled 8192", "enabled 4000"),
      ("claude-sonnet-4-5", "-", "-", "enabled 8192", "enabled 4000"),
      ("claude-haiku-4-5", "-", "-", "enabled 8192", "enabled 4000"),
      ("claude-opus-4-5", "-", "-", "enabled 8192", "enabled 4000"),
      ("claude-opus-4-6", "-", "-", adaptive, "enabled 4000"),
      ("claude-sonnet-4-6", "-", "-", adaptive, "enabled 4000"),
      ("claude-opus-4-7", "-", "-", adaptive, adaptive),
      ("claude-opus-4-8", "-", "-", adaptive, adaptive),
      ("claude-sonnet-5", adaptive, "disabled", adaptive, adaptive),
      ("claude-opus-5", adaptive, "disabled", adaptive, adaptive),
      ("claude-opus-5-5", adaptive, adaptive, adaptive, adaptive),
      ("claude-sonnet-5-5", adaptive, "between_tools", adaptive, adaptive),
      ("claude-haiku-5-5", adaptive, "disabled", adaptive, adaptive),
      ("claude-fable-5-1", adaptive, adaptive, adaptive, adaptive),
      ("nova-pro", "-", "-", "-", "-"),
      ("us.anthropic.claude-unheard-of-9", "-", "-", "-", "-"),
    ])
  func thinking(
    model: String, byDefault: String, off: String, on: String, budget: String
  ) throws {
    let words = try [ThinkingChoice.modelDefault, .off, .on(budget: nil), .on(budget: 4_000)].map {
      Self.word(try Self.parameters(model, $0).thinking)
    }
    #expect(words == [byDefault, off, on, budget])
  }

  /// The service's bounds: at least 1,024 and less than `max_tokens`.
  @Test(
    arguments: [
      (500, 16_384, "enabled 1024"), (16_383, 16_384, "enabled 16383"),
      (40_000, 16_384, "enabled 12288"), (4_000, 1_024, "-"), (nil, 1_500, "enabled 1024"),
    ] as [(Int?, Int, String)])
  func budgets(budget: Int?, maxTokens: Int, thinking: String) throws {
    let parameters = try Self.parameters(
      "claude-sonnet-4-5", .on(budget: budget), maxTokens: maxTokens)
    #expect(Self.word(parameters.thinking) == thinking)
    #expect(parameters.maxTokens == maxTokens)
  }

  @Test(
    arguments: [
      ("claude-sonnet-4-5", ThinkingChoice.off, 0.3), ("claude-sonnet-4-5", .on(budget: nil), nil),
      ("claude-sonnet-4", .on(budget: nil), nil), ("claude-opus-4-6", .modelDefault, 0.3),
      ("claude-opus-4-6", .on(budget: nil), nil), ("claude-opus-5-5", .off, nil),
    ] as [(String, ThinkingChoice, Double?)])
  func thinkingFixesTheTemperature(
    model: String, choice: ThinkingChoice, temperature: Double?
  ) throws {
    #expect(try Self.parameters(model, choice).temperature == temperature)
  }

  /// Opus 5 turns thinking off, and Sonnet 5.5 down, only up to effort high.
  @Test(
    arguments: [
      ("claude-opus-5", ThinkingChoice.off, "max", "high"), ("claude-opus-5", .off, "low", "low"),
      ("claude-opus-5", .modelDefault, "max", "max"), ("claude-sonnet-5-5", .off, "xhigh", "high"),
      ("claude-haiku-5-5", .off, "max", "max"), ("claude-sonnet-4-5", .off, "high", nil),
      ("claude-opus-4-5", .off, "high", "high"), ("claude-opus-4-6", .off, "xhigh", nil),
    ] as [(String, ThinkingChoice, String, String?)])
  func effortWithoutThinking(
    model: String, choice: ThinkingChoice, asked: String, sent: String?
  ) throws {
    #expect(try Self.parameters(model, choice, effort: asked).effort == sent)
  }

  @Test(
    arguments: [
      ("claude-opus-4-5", ThinkingChoice.off, "high", ["effort-2025-11-24"]),
      (
        "claude-opus-4-5", .on(budget: nil), "high",
        ["interleaved-thinking-2025-05-14", "effort-2025-11-24"]
      ),
      ("claude-sonnet-4-5", .on(budget: nil), nil, ["interleaved-thinking-2025-05-14"]),
      ("claude-haiku-4-5", .on(budget: nil), nil, []),
      ("claude-opus-4-6", .on(budget: 2_000), "high", []), ("claude-opus-5-5", .off, "high", []),
    ] as [(String, ThinkingChoice, String?, [String])])
  func betas(model: String, choice: ThinkingChoice, effort: String?, betas: [String]) throws {
    #expect(try Self.parameters(model, choice, effort: effort).betas == betas)
  }

  /// A tool can be demanded of most models, of older ones without a budget.
  @Test(
    arguments: [
      ("claude-opus-5-5", "t", nil, "adaptive summarized"),
      ("claude-sonnet-5", "t", "t", "adaptive summarized"), ("claude-opus-4-6", "t", "t", "-"),
      ("claude-opus-4-6", nil, nil, "enabled 2000"),
    ] as [(String, String?, String?, String)])
  func requiredTools(model: String, asked: String?, sent: String?, thinking: String) throws {
    let parameters = try Self.parameters(model, .on(budget: 2_000), requiredTool: asked)
    #expect(parameters.requiredTool == sent)
    #expect(Self.word(parameters.thinking) == thinking)
  }

  /// Where each surface carries flags, effort and a demanded tool.
  @Test func surfacesCarryThemInTheirPlaces() throws {
    func request(_ api: ModelAPI) throws -> ModelRequest {
      try SampleRequest.make(
        "claude-opus-4-5", api: api, maxTokens: 4_000, effort: "high",
        thinking: .on(budget: 2_000))
    }
    let settings = ServiceSettings(environment: ["AWS_REGION": "us-east-1"])
    let flags = "interleaved-thinking-2025-05-14,effort-2025-11-24"
    let list: JSONValue = ["interleaved-thinking-2025-05-14", "effort-2025-11-24"]
    let native = MessagesBody.native(try request(.invoke))
    #expect(native["anthropic_beta"] == list)
    #expect(native["output_config"] == ["effort": "high"])
    let fields = ConverseBody.make(try request(.converse))["additionalModelRequestFields"]
    #expect(
      fields == [
        "thinking": ["type": "enabled", "budget_tokens": 2000],
        "output_config": ["effort": "high"], "anthropic_beta": list,
      ])
    for api in [ModelAPI.messages, .mantle] {
      let prepared = try PreparedRequest(request(api), settings: settings)
      #expect(prepared.headers.first { $0.name == "anthropic-beta" }?.value == flags)
      #expect(try JSONValue(parsing: prepared.body)["anthropic_beta"] == nil)
    }
    #expect(
      try PreparedRequest(request(.invoke), settings: settings).headers
        .first { $0.name == "anthropic-beta" } == nil)
  }

  @Test func aDemandedToolIsNamed() throws {
    let tool = ToolDefinition(name: "answer", inputSchema: ["type": "object"])
    let request = try SampleRequest.make(
      "claude-sonnet-5", tools: [tool], requiredTool: "answer")
    #expect(
      MessagesBody.native(request)["tool_choice"] == ["type": "tool", "name": "answer"])
    #expect(
      ConverseBody.make(request)["toolConfig"]?["toolChoice"] == ["tool": ["name": "answer"]])
  }
}
