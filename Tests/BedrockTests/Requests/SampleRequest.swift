import Engine
import Wire

@testable import Bedrock

/// Requests for tests.
enum SampleRequest {
  static func make(
    _ name: String, api: ModelAPI? = nil, streaming: Bool = true, system: String? = nil,
    messages: [Message] = [Message(role: .user, content: [.text("hi")])], maxTokens: Int = 16,
    temperature: Double? = nil, effort: String? = nil, thinking: ThinkingChoice = .modelDefault,
    caching: PromptCaching = .off, tools: [ToolDefinition] = [], requiredTool: String? = nil,
    stopSequences: [String] = []
  ) throws -> ModelRequest {
    let model = try BuiltInRegistry.model(name)
    return ModelRequest(
      model: model, api: api ?? model.preferredAPI, streaming: streaming, system: system,
      messages: messages, maxTokens: maxTokens, temperature: temperature, effort: effort,
      thinking: thinking, caching: caching, tools: tools, requiredTool: requiredTool,
      stopSequences: stopSequences)
  }

  /// A conversation with every kind of block, in part written by Sonnet 5.5.
  static let conversation: [Message] = [
    Message(role: .user, content: [.text("Fix it"), .text("")]),
    Message(
      role: .assistant,
      content: [
        .thinking(text: "", signature: "c2ln"), .redactedThinking(data: "ZGF0YQ=="),
        .thinking(text: "unsigned", signature: ""), .text("Let me look."),
        .opaque(["type": "fallback", "n": 1]),
        .toolUse(id: "toolu_1", name: "read", input: ["path": "a/b"]),
        .toolUse(id: "toolu_2", name: "list", input: ""),
      ], modelKey: "claude-sonnet-5-5"),
    Message(
      role: .user,
      content: [
        .toolResult(toolUseID: "toolu_1", text: "text", isError: false),
        .toolResult(toolUseID: "toolu_2", text: "", isError: true),
      ]),
    Message(
      role: .assistant, content: [.thinking(text: "other", signature: "x")],
      modelKey: "claude-opus-5-5"),
    Message(role: .user, content: [.text("and \"now\"?\n")]),
  ]
}
