import Engine
import Wire

/// How a model is held to an answer's form (bedrock-wire 4.6): by structured
/// output where it has that on the surface, otherwise by a tool that it has to
/// call, otherwise in words.
enum AnswerForm: Hashable, Sendable {
  /// Any form.
  case free
  /// The service lets nothing else through. `isWhole`: the schema says
  /// everything that was asked for.
  case schema(JSONValue, isWhole: Bool)
  /// The answer is the input of this tool.
  case tool(ToolDefinition)
  /// The model is told.
  case words

  /// The tool's name; no server of the user's can have it beside it, because
  /// a request with tools of its own is asked in words.
  private static let toolName = "answer"

  /// The best means for `request`.
  init(_ request: ModelRequest) {
    guard let wanted = request.answerSchema else {
      self = .free
      return
    }
    let rules = request.model.rules
    // Mantle has no structured output.
    if rules.structuredOutput, request.api != .mantle,
      let strict = StrictSchema(wanted.schema)
    {
      self = .schema(strict.value, isWhole: strict.isWhole)
    } else if AnswerForm.canForce(request), wanted.schema["type"]?.string == "object" {
      self = .tool(
        ToolDefinition(
          name: AnswerForm.toolName, description: "Takes the answer.", inputSchema: wanted.schema))
    } else {
      self = .words
    }
  }

  /// Whether the model can be made to call a tool. A budget for thinking that
  /// the user asked for is worth more than that.
  private static func canForce(_ request: ModelRequest) -> Bool {
    guard request.tools.isEmpty, request.model.capabilities.contains("tools") else { return false }
    switch request.model.rules.forcedTool {
    case .allowed: return true
    case .never: return false
    case .withoutBudget:
      if case .budget = request.thinkingPlan { return false }
      return true
    }
  }

  /// The tool whose input is the answer, if there is one.
  var tool: String? {
    switch self {
    case .tool(let tool): tool.name
    case .free, .schema, .words: nil
    }
  }

  /// `request` with this means: only a schema for the service stays in it.
  func applied(to request: ModelRequest) -> ModelRequest {
    var copy = request
    copy.answerSchema = nil
    switch self {
    case .free: return copy
    case .schema(let schema, let isWhole):
      if !isWhole { copy.messages = AnswerForm.telling(request) }
      copy.answerSchema = request.answerSchema
      copy.answerSchema?.schema = schema
    case .tool(let tool):
      copy.tools = [tool]
      copy.requiredTool = tool.name
    case .words: copy.messages = AnswerForm.telling(request)
    }
    return copy
  }

  /// The messages with the instruction behind the first prompt, where it stays
  /// however often the model is asked again.
  private static func telling(_ request: ModelRequest) -> [Message] {
    var messages = request.messages
    guard let instruction = request.answerSchema?.instruction,
      let first = messages.firstIndex(where: { $0.role == .user })
    else { return messages }
    messages[first].content.append(.text(instruction))
    return messages
  }
}

extension RequestParameters {
  /// The schema that the service shall hold the answer to, in the native form.
  static func nativeFormat(_ request: ModelRequest) -> JSONValue? {
    request.answerSchema.map { ["type": "json_schema", "schema": $0.schema] }
  }

  /// The same for Converse, which takes the schema as text.
  static func converseFormat(_ request: ModelRequest) -> JSONValue? {
    request.answerSchema.map {
      [
        "type": "json_schema",
        "structure": [
          "jsonSchema": [
            "schema": .string(String(decoding: $0.schema.serialized(), as: UTF8.self)),
            "name": "answer",
          ]
        ],
      ]
    }
  }
}
