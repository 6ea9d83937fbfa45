import Bedrock
import Engine
import TestSupport
import Testing
import Wire

/// A form of the answer that the service does not take: asked for in words
/// once, and from then on.
@Suite struct AnswerFormRepairTests {
  static let schema: JSONValue = [
    "type": "object", "properties": ["a": ["type": "string"]], "additionalProperties": false,
  ]

  static func settings(_ api: ModelAPI, structured: Bool) -> TurnSettings {
    RefusedModel.settings(api: api) {
      $0.model.rules.structuredOutput = structured
      $0.model.capabilities = ["tools"]
      $0.answerSchema = AnswerSchema(schema: schema, instruction: "Answer in JSON.")
    }
  }

  @Test(
    arguments: [
      (true, "output_config.format: Extra inputs are not permitted"),
      (true, "#/output_config: extraneous key [format] is not permitted"),
      (true, "Structured outputs are not supported by this model."),
      (
        true, "output_config.format.schema: For 'object' type, 'additionalProperties' must be set."
      ),
      (false, "tool_choice: forced tool use is not supported on this model"),
      (false, "tools.0.custom.input_schema: JSON schema is invalid."),
    ])
  func aRefusedFormIsAskedForInWords(structured: Bool, words: String) async throws {
    let harness = try RefusalHarness([
      Refusal.validation(words), Refusal.answer, Refusal.answer,
    ])
    let client = harness.client()
    let settings = Self.settings(.invoke, structured: structured)
    let result = await harness.turn(settings, client: client)
    #expect(result.failure == nil, "\(result.text)")
    #expect(result.notices.contains { $0.contains("asked to in words") })
    let first = try #require(result.body(0))
    #expect((first["output_config"]?["format"] != nil) == structured)
    #expect((first["tool_choice"] != nil) == !structured)
    let second = try #require(result.body(1))
    #expect(second["output_config"] == nil)
    #expect(second["tools"] == nil)
    #expect(second["messages"]?[0]?["content"]?[1]?["text"] == "Answer in JSON.")
    let later = await harness.turn(settings, client: client)
    #expect(later.requests.count == 3)
    #expect(later.body(2)?["output_config"] == nil)
  }

  @Test(
    arguments: [
      (
        ModelAPI.invoke,
        #"{"id":"m","type":"message","role":"assistant","model":"c","content":[{"type":"tool_use","id":"t","name":"answer","input":{"a":"b"}}],"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":1}}"#
      ),
      (
        .converse,
        #"{"output":{"message":{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"answer","input":{"a":"b"}}}]}},"stopReason":"tool_use","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}"#
      ),
    ])
  func theInputOfTheToolIsTheAnswer(api: ModelAPI, reply: String) async throws {
    let harness = try RefusalHarness([.json(reply)])
    var settings = Self.settings(api, structured: false)
    settings.streaming = false
    let request = ModelRequest(
      settings, messages: [Message(role: .user, content: [.text("Why?")])])
    let answer = try await harness.client().open(request)
    var text = ""
    var reason: StopReason?
    while let events = try await answer.next() {
      for event in events {
        if case .textDelta(_, let piece) = event { text += piece }
        if case .messageDelta(let told, _, _) = event { reason = told ?? reason }
      }
    }
    #expect(try JSONValue(parsing: Array(text.utf8)) == ["a": "b"])
    #expect(reason == .endTurn)
  }

  @Test func onConverse() async throws {
    let harness = try RefusalHarness([
      Refusal.validation("The model does not support the outputConfig.textFormat field."),
      .json(
        #"{"output":{"message":{"role":"assistant","content":[{"text":"{}"}]}},"stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}"#
      ),
    ])
    var settings = Self.settings(.converse, structured: true)
    settings.streaming = false
    let result = await harness.turn(settings)
    #expect(result.failure == nil, "\(result.text)")
    #expect(result.body(0)?["outputConfig"]?["textFormat"]?["type"] == "json_schema")
    #expect(result.body(1)?["outputConfig"] == nil)
    #expect(result.body(1)?["messages"]?[0]?["content"]?[1]?["text"] == "Answer in JSON.")
  }
}
