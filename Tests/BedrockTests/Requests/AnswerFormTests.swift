import Engine
import Testing
import Wire

@testable import Bedrock

/// By what means each model is held to an answer's form, on every surface.
@Suite struct AnswerFormTests {
  static let closed: JSONValue = [
    "type": "object", "properties": ["a": ["type": "string"]], "additionalProperties": false,
  ]
  static let bounded: JSONValue = [
    "type": "object", "properties": ["a": ["type": "string", "pattern": "^x"]],
    "additionalProperties": false,
  ]
  static let list: JSONValue = ["type": "array", "items": ["type": "string", "pattern": "^x"]]
  static let free: JSONValue = ["type": "object"]

  private static func request(
    _ model: String, _ api: ModelAPI?, _ schema: JSONValue, thinking: ThinkingChoice = .modelDefault
  ) throws -> ModelRequest {
    var request = try SampleRequest.make(model, api: api, maxTokens: 16_384, thinking: thinking)
    request.answerSchema = AnswerSchema(schema: schema, instruction: "Answer in JSON.")
    return request
  }

  private static func word(_ form: AnswerForm) -> String {
    switch form {
    case .free: "free"
    case .schema(_, let isWhole): isWhole ? "schema" : "schema and words"
    case .tool: "tool"
    case .words: "words"
    }
  }

  @Test(
    arguments: [
      ("claude-sonnet-4-5", ModelAPI.invoke, closed, "schema"),
      ("claude-sonnet-4-5", .converse, closed, "schema"),
      ("claude-sonnet-4-5", .messages, closed, "schema"),
      ("claude-sonnet-4-5", .mantle, closed, "tool"),
      ("claude-sonnet-4-5", .invoke, bounded, "schema and words"),
      ("claude-sonnet-4-5", .invoke, free, "tool"),
      ("claude-sonnet-5-5", .invoke, closed, "schema"),
      ("claude-sonnet-5-5", .mantle, closed, "words"),
      ("claude-sonnet-5-5", .invoke, free, "words"),
      ("claude-haiku-5-5", .converse, closed, "schema"),
      ("claude-opus-4-6", .invoke, closed, "schema"),
      ("claude-opus-5-5", .invoke, closed, "words"),
      ("claude-opus-5", .invoke, closed, "tool"),
      ("claude-opus-5", .invoke, list, "words"),
      ("claude-sonnet-4", .converse, closed, "tool"),
      ("nova-pro", .converse, closed, "tool"),
      ("llama-4-scout", .converse, closed, "words"),
      ("mistral-large-3", .converse, closed, "words"),
      ("titan-text-lite", .converse, closed, "words"),
      ("us.anthropic.claude-unheard-of-9", .invoke, closed, "words"),
    ])
  func means(model: String, api: ModelAPI, schema: JSONValue, form: String) throws {
    #expect(Self.word(AnswerForm(try Self.request(model, api, schema))) == form)
  }

  @Test func withoutASchemaNothingChanges() throws {
    let request = try SampleRequest.make("claude-sonnet-4-5")
    #expect(AnswerForm(request) == .free)
    #expect(AnswerForm(request).applied(to: request) == request)
  }

  /// Thinking that was asked for is not given up for a tool.
  @Test func aBudgetIsKept() throws {
    let request = try Self.request(
      "claude-sonnet-4", .invoke, Self.closed, thinking: .on(budget: 4_000))
    #expect(AnswerForm(request) == .words)
  }

  private static func body(_ model: String, _ api: ModelAPI, _ schema: JSONValue) throws
    -> JSONValue
  {
    let request = try request(model, api, schema)
    return try JSONValue(
      parsing: PreparedRequest(
        request, settings: ServiceSettings(environment: ["AWS_REGION": "us-east-1"])
      ).body)
  }

  @Test func structuredOutputOnEachSurface() throws {
    for api in [ModelAPI.invoke, .messages] {
      let body = try Self.body("claude-sonnet-4-5", api, Self.closed)
      #expect(body["output_config"] == ["format": ["type": "json_schema", "schema": Self.closed]])
      #expect(body["messages"]?[0]?["content"]?.array?.count == 1)
    }
    let body = try Self.body("claude-sonnet-4-5", .converse, Self.closed)
    let text = String(decoding: Self.closed.serialized(), as: UTF8.self)
    #expect(
      body["outputConfig"] == [
        "textFormat": [
          "type": "json_schema",
          "structure": ["jsonSchema": ["schema": .string(text), "name": "answer"]],
        ]
      ])
  }

  @Test func aToolThatHasToBeCalled() throws {
    let native = try Self.body("claude-opus-5", .invoke, Self.bounded)
    #expect(native["tool_choice"] == ["type": "tool", "name": "answer"])
    #expect(native["tools"]?[0]?["input_schema"] == Self.bounded)
    let converse = try Self.body("nova-pro", .converse, Self.bounded)
    #expect(converse["toolConfig"]?["toolChoice"] == ["tool": ["name": "answer"]])
    #expect(converse["messages"]?[0]?["content"]?.array?.count == 1)
  }

  @Test func wordsStandBehindTheFirstPrompt() throws {
    var request = try Self.request("claude-opus-5-5", .invoke, Self.closed)
    request.messages += [
      Message(role: .assistant, content: [.text("no")]),
      Message(role: .user, content: [.text("again")]),
    ]
    let told = AnswerForm(request).applied(to: request)
    #expect(told.messages.first?.content == [.text("hi"), .text("Answer in JSON.")])
    #expect(told.messages.dropFirst() == request.messages.dropFirst())
    #expect(told.answerSchema == nil)
  }

  @Test func effortAndFormatShareTheirMember() throws {
    var request = try Self.request("claude-opus-4-6", .invoke, Self.closed)
    request.effort = "low"
    let body = MessagesBody.native(request)
    #expect(
      body["output_config"] == [
        "effort": "low", "format": ["type": "json_schema", "schema": Self.closed],
      ])
  }
}
