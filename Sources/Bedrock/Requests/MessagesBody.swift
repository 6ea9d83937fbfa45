import Engine
import Wire

/// The Messages body: native on Bedrock, and of the direct API
/// (bedrock-wire 1.5, 1.12). The same request always gives the same bytes, and
/// a longer conversation begins with the bytes of the shorter one: prompt
/// caching lives from that.
enum MessagesBody {
  /// Required in every native body; newer dates are refused by ids that carry
  /// a version (bedrock-wire 0, decision 9).
  static let bedrockVersion = "bedrock-2023-05-31"

  /// The body for InvokeModel and InvokeModelWithResponseStream.
  static func native(_ request: ModelRequest) -> JSONValue {
    var body = JSONObject()
    body["anthropic_version"] = .string(bedrockVersion)
    addCommon(of: request, to: &body)
    return .object(body)
  }

  /// The body for the direct API and Mantle, which names the model and asks
  /// for the stream.
  static func messages(_ request: ModelRequest, modelID: String) -> JSONValue {
    var body = JSONObject()
    body["model"] = .string(modelID)
    if request.streaming { body["stream"] = true }
    addCommon(of: request, to: &body)
    return .object(body)
  }

  private static func addCommon(of request: ModelRequest, to body: inout JSONObject) {
    let parameters = RequestParameters(request)
    let conversation = ReplayedConversation(request.messages, for: request.model, dialect: .native)
    body["max_tokens"] = .number(JSONNumber(parameters.maxTokens))
    if let temperature = parameters.temperature {
      body["temperature"] = .number(JSONNumber(temperature))
    }
    if !request.stopSequences.isEmpty {
      body["stop_sequences"] = .array(request.stopSequences.map { .string($0) })
    }
    if let thinking = parameters.thinking { body["thinking"] = thinking }
    if let effort = parameters.effort { body["output_config"] = ["effort": .string(effort)] }
    let tools = conversation.toolNames
    if !tools.isEmpty {
      body["tools"] = .array(
        tools.map { ["name": .string($0), "input_schema": ["type": "object"]] })
    }
    if let system = request.system, !system.isEmpty, request.model.rules.system {
      body["system"] = [["type": "text", "text": .string(system)]]
    }
    body["messages"] = .array(conversation.messages.map(message))
  }

  private static func message(_ message: Message) -> JSONValue {
    ["role": .string(message.role.rawValue), "content": .array(message.content.map(block))]
  }

  private static func block(_ block: ContentBlock) -> JSONValue {
    switch block {
    case .text(let text): ["type": "text", "text": .string(text)]
    case .thinking(let text, let signature):
      ["type": "thinking", "thinking": .string(text), "signature": .string(signature)]
    case .redactedThinking(let data): ["type": "redacted_thinking", "data": .string(data)]
    case .toolUse(let id, let name, let input):
      [
        "type": "tool_use", "id": .string(id), "name": .string(name),
        "input": replayedInput(input),
      ]
    case .toolResult(let id, let text, let isError):
      [
        "type": "tool_result", "tool_use_id": .string(id),
        "content": [["type": "text", "text": .string(text.isEmpty ? emptyToolResult : text)]],
        "is_error": .bool(isError),
      ]
    case .opaque(let raw): raw
    }
  }
}
