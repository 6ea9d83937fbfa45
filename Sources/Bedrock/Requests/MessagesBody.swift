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
    let betas = RequestParameters(request).betas
    if !betas.isEmpty { body["anthropic_beta"] = .array(betas.map { .string($0) }) }
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
    var output = JSONObject()
    if let effort = parameters.effort { output["effort"] = .string(effort) }
    output["format"] = RequestParameters.nativeFormat(request)
    if !output.members.isEmpty { body["output_config"] = .object(output) }
    let points = CachePoints(request, messages: conversation.messages)
    let tools = conversation.tools(request.tools)
    if !tools.isEmpty { body["tools"] = .array(points.native(tools.map(tool))) }
    if let name = parameters.requiredTool {
      body["tool_choice"] = ["type": "tool", "name": .string(name)]
    }
    if let system = request.system, !system.isEmpty, request.model.rules.system {
      body["system"] = .array(points.native([["type": "text", "text": .string(system)]]))
    }
    body["messages"] = .array(
      conversation.messages.enumerated().map { position, message in
        [
          "role": .string(message.role.rawValue),
          "content": .array(points.native(message.content.map(block), ofMessage: position)),
        ]
      })
  }

  private static func tool(_ tool: ToolDefinition) -> JSONValue {
    var object: JSONObject = ["name": .string(tool.name)]
    if let description = tool.description { object["description"] = .string(description) }
    object["input_schema"] = tool.inputSchema
    return .object(object)
  }

  private static func block(_ block: ContentBlock) -> JSONValue {
    switch block {
    case .text(let text): ["type": "text", "text": .string(text)]
    case .image(let image):
      file(image.bytes, type: "image", mediaType: "image/\(image.format.rawValue)")
    case .document(let document):
      file(document.bytes, type: "document", mediaType: "application/pdf")
    case .thinking(let text, let signature, let form):
      thinking(text, signature: signature, form: form)
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

  /// Bedrock takes bytes alone, no addresses (bedrock-wire 4.7).
  private static func file(_ bytes: EncodedBytes, type: String, mediaType: String) -> JSONValue {
    [
      "type": .string(type),
      "source": [
        "type": "base64", "media_type": .string(mediaType), "data": .string(bytes.base64),
      ],
    ]
  }

  /// As it came, to the order of its members.
  private static func thinking(_ text: String, signature: String, form: JSONObject?) -> JSONValue {
    var block = form ?? ["type": "thinking"]
    block["thinking"] = .string(text)
    block["signature"] = .string(signature)
    return .object(block)
  }
}
