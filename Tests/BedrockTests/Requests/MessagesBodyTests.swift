import Engine
import Testing
import Wire

@testable import Bedrock

@Suite struct MessagesBodyTests {
  private static func native(_ request: ModelRequest) -> String {
    String(decoding: MessagesBody.native(request).serialized(), as: UTF8.self)
  }

  @Test func theSmallestBody() throws {
    #expect(
      Self.native(try SampleRequest.make("claude-opus-4-5")) == #"""
        {"anthropic_version":"bedrock-2023-05-31","max_tokens":16,"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}
        """#)
  }

  @Test func everyParameterThatTheModelAccepts() throws {
    let request = try SampleRequest.make(
      "claude-opus-4-6", system: "Be brief.", maxTokens: 1_000_000, temperature: 1.7,
      effort: "max", stopSequences: ["END"])
    #expect(
      Self.native(request) == #"""
        {"anthropic_version":"bedrock-2023-05-31","max_tokens":128000,"temperature":1,"stop_sequences":["END"],"output_config":{"effort":"max"},"system":[{"type":"text","text":"Be brief."}],"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}
        """#)
  }

  @Test func everyBlockIsReplayedToItsOwnModel() throws {
    let request = try SampleRequest.make(
      "claude-sonnet-5-5", messages: SampleRequest.conversation, temperature: 0.3, effort: "turbo")
    #expect(
      Self.native(request) == #"""
        {"anthropic_version":"bedrock-2023-05-31","max_tokens":16,"thinking":{"type":"adaptive","display":"summarized"},"tools":[{"name":"read","input_schema":{"type":"object"}},{"name":"list","input_schema":{"type":"object"}}],"messages":[{"role":"user","content":[{"type":"text","text":"Fix it"}]},{"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"c2ln"},{"type":"redacted_thinking","data":"ZGF0YQ=="},{"type":"text","text":"Let me look."},{"type":"fallback","n":1},{"type":"tool_use","id":"toolu_1","name":"read","input":{"path":"a/b"}},{"type":"tool_use","id":"toolu_2","name":"list","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"text"}],"is_error":false},{"type":"tool_result","tool_use_id":"toolu_2","content":[{"type":"text","text":"(no output)"}],"is_error":true},{"type":"text","text":"and \"now\"?\n"}]}]}
        """#)
  }

  @Test func thinkingStaysWithTheModelThatThought() throws {
    let request = try SampleRequest.make(
      "claude-opus-4-8", messages: SampleRequest.conversation)
    let body = Self.native(request)
    #expect(!body.contains("thinking"))
    #expect(body.contains("Let me look."))
  }

  @Test func theDirectBodyNamesItsModel() throws {
    let request = try SampleRequest.make("claude-sonnet-4-5", api: .messages, temperature: 0.5)
    #expect(
      String(
        decoding: MessagesBody.messages(request, modelID: "claude-sonnet-4-5-20250929")
          .serialized(), as: UTF8.self) == #"""
          {"model":"claude-sonnet-4-5-20250929","stream":true,"max_tokens":16,"temperature":0.5,"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}
          """#)
    let whole = try SampleRequest.make("haiku", api: .messages, streaming: false)
    #expect(
      String(
        decoding: MessagesBody.messages(whole, modelID: "claude-haiku-5-5").serialized(),
        as: UTF8.self) == #"""
          {"model":"claude-haiku-5-5","max_tokens":16,"thinking":{"type":"adaptive","display":"summarized"},"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}
          """#)
  }

  /// Prompt caching: a longer conversation begins with the shorter one's bytes.
  @Test func aLongerConversationBeginsWithTheBytesOfTheShorter() throws {
    var request = try SampleRequest.make("sonnet", system: "s")
    let short = Self.native(request)
    request.messages += [
      Message(role: .assistant, content: [.text("ho")]),
      Message(role: .user, content: [.text("more")]),
    ]
    #expect(Self.native(request).hasPrefix(short.dropLast(2)))
    #expect(Self.native(request) == Self.native(request))
  }

  /// bedrock-wire 4.4: what each generation accepts.
  @Test(
    arguments: [
      ("claude-sonnet-4", true, false, nil), ("claude-sonnet-4-5", true, false, nil),
      ("claude-opus-4-6", true, true, nil), ("claude-opus-4-7", false, true, nil),
      ("claude-sonnet-5", false, true, "adaptive"), ("claude-opus-5", false, true, "adaptive"),
      ("claude-opus-5-5", false, true, "adaptive"), ("claude-sonnet-5-5", false, true, "adaptive"),
      ("claude-haiku-5-5", false, true, "adaptive"), ("claude-fable-5-1", false, true, "adaptive"),
    ] as [(String, Bool, Bool, String?)])
  func parametersFollowTheModel(
    key: String, takesTemperature: Bool, takesEffort: Bool, thinking: String?
  ) throws {
    let request = try SampleRequest.make(key, temperature: 0.3, effort: "high")
    let body = MessagesBody.native(request)
    #expect((body["temperature"]?.double == 0.3) == takesTemperature)
    #expect((body["output_config"]?["effort"]?.string == "high") == takesEffort)
    #expect(body["thinking"]?["type"]?.string == thinking)
    #expect(body["top_p"] == nil && body["top_k"] == nil)
  }
}
