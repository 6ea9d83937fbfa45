import Engine
import Wire

/// The body of Converse and ConverseStream (bedrock-wire 1.7). Stable like
/// `MessagesBody`, with the messages last: what grows stands at the end.
enum ConverseBody {
  /// The body for `request`.
  static func make(_ request: ModelRequest) -> JSONValue {
    let conversation = ReplayedConversation(
      request.messages, for: request.model, dialect: .converse)
    let points = CachePoints(request, messages: conversation.messages)
    let parameters = RequestParameters(request)
    var body = JSONObject()
    body["inferenceConfig"] = inferenceConfig(parameters, stopSequences: request.stopSequences)
    if let fields = additionalFields(parameters) { body["additionalModelRequestFields"] = fields }
    if let format = RequestParameters.converseFormat(request) {
      body["outputConfig"] = ["textFormat": format]
    }
    let tools = conversation.tools(request.tools)
    if !tools.isEmpty {
      var config: JSONObject = ["tools": .array(points.converse(tools.map(tool)))]
      if let name = parameters.requiredTool {
        config["toolChoice"] = ["tool": ["name": .string(name)]]
      }
      body["toolConfig"] = .object(config)
    }
    if let system = request.system, !system.isEmpty, request.model.rules.system {
      body["system"] = .array(points.converse([["text": .string(system)]]))
    }
    var documents = 0
    body["messages"] = .array(
      conversation.messages.enumerated().map { position, message in
        [
          "role": .string(message.role.rawValue),
          "content": .array(
            points.converse(
              message.content.compactMap { block($0, documents: &documents) }, ofMessage: position)),
        ]
      })
    return .object(body)
  }

  private static func inferenceConfig(
    _ parameters: RequestParameters, stopSequences: [String]
  ) -> JSONValue {
    var config = JSONObject()
    config["maxTokens"] = .number(JSONNumber(parameters.maxTokens))
    if let temperature = parameters.temperature {
      config["temperature"] = .number(JSONNumber(temperature))
    }
    if !stopSequences.isEmpty {
      config["stopSequences"] = .array(stopSequences.map { .string($0) })
    }
    return .object(config)
  }

  /// Native members that Converse has no word for.
  private static func additionalFields(_ parameters: RequestParameters) -> JSONValue? {
    var fields = JSONObject()
    if let thinking = parameters.thinking { fields["thinking"] = thinking }
    if let effort = parameters.effort { fields["output_config"] = ["effort": .string(effort)] }
    if !parameters.betas.isEmpty {
      fields["anthropic_beta"] = .array(parameters.betas.map { .string($0) })
    }
    return fields.members.isEmpty ? nil : .object(fields)
  }

  private static func tool(_ tool: ToolDefinition) -> JSONValue {
    var object: JSONObject = ["name": .string(tool.name)]
    if let description = tool.description { object["description"] = .string(description) }
    object["inputSchema"] = ["json": tool.inputSchema]
    return ["toolSpec": .object(object)]
  }

  /// `documents`: how many stand before it. The model reads a document's name:
  /// the file's own could say anything, and two of one name are refused.
  private static func block(_ block: ContentBlock, documents: inout Int) -> JSONValue? {
    switch block {
    case .text(let text): return ["text": .string(text)]
    case .image(let image):
      return [
        "image": [
          "format": .string(image.format.rawValue),
          "source": ["bytes": .string(image.bytes.base64)],
        ]
      ]
    case .document(let document):
      documents += 1
      return [
        "document": [
          "format": "pdf", "name": .string("Document \(documents)"),
          "source": ["bytes": .string(document.bytes.base64)],
        ]
      ]
    case .thinking(let text, let signature, _):
      return [
        "reasoningContent": [
          "reasoningText": ["text": .string(text), "signature": .string(signature)]
        ]
      ]
    case .redactedThinking(let data):
      // Converse wraps the native text once more (bedrock-wire 1.8).
      return ["reasoningContent": ["redactedContent": .string(Base64.encode(Array(data.utf8)))]]
    case .toolUse(let id, let name, let input):
      return [
        "toolUse": [
          "toolUseId": .string(id), "name": .string(name), "input": replayedInput(input),
        ]
      ]
    case .toolResult(let id, let text, let isError):
      return [
        "toolResult": [
          "toolUseId": .string(id),
          "content": [["text": .string(text.isEmpty ? emptyToolResult : text)]],
          "status": isError ? "error" : "success",
        ]
      ]
    case .opaque: return nil
    }
  }
}
