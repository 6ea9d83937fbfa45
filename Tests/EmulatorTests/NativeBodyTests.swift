import Testing
import Wire

@testable import Emulator

@Suite struct NativeBodyTests {
  /// Reads and checks a body whose members are `base` with `change` over them.
  static func refusal(
    _ members: String, model: String = "us.anthropic.claude-sonnet-5-5"
  ) throws -> String? {
    let body = try JSONValue(parsing: Array("{\(members)}".utf8))
    let route = try #require(
      Route(method: "POST", path: "/model/\(model)/invoke-with-response-stream"))
    do {
      _ = try PromptReader(validates: true, headers: []).prompt(
        body, route: route, region: "us-east-1")
      return nil
    } catch { return error.message }
  }

  static let version = #""anthropic_version":"bedrock-2023-05-31","#
  static let head = version + #""max_tokens":10,"#
  static let hi = #""messages":[{"role":"user","content":"hi"}]"#

  static func messages(_ text: String) -> String { head + "\"messages\":[\(text)]" }

  static let refusals: [Refusal] = [
    Refusal(#""max_tokens":10,\#(hi)"#, "anthropic_version: Field required"),
    Refusal(version + hi, "max_tokens: Field required"),
    Refusal(version + #""max_tokens":1"#, "messages: Field required"),
    Refusal(head + hi + #","stream":true"#, "stream: Extra inputs are not permitted"),
    Refusal(
      version + #""max_tokens":0,\#(hi)"#,
      "max_tokens: Input should be greater than or equal to 1"),
    Refusal(
      version + #""max_tokens":200000,\#(hi)"#,
      "max_tokens: 200000 > 128000, which is the maximum allowed number of output tokens for "
        + "claude-sonnet-5-5"),
    Refusal(head + hi + #","temperature":0.5"#, "`temperature` is not supported for this model."),
    Refusal(head + hi + #","temperature":2"#, "temperature: range: 0..1"),
    Refusal(
      head + hi + #","thinking":{"type":"enabled","budget_tokens":2000}"#,
      "\"thinking.type.enabled\" is not supported for this model. Use \"thinking.type.adaptive\" "
        + "and \"output_config.effort\" to control thinking behavior."),
    Refusal(
      head + hi + #","output_config":{"effort":"extreme"}"#,
      "This model does not support effort level 'extreme'. Supported levels: high, low, max, "
        + "medium, xhigh."),
    Refusal(messages(""), "messages: at least one message is required"),
    Refusal(
      messages(#"{"role":"assistant","content":"x"}"#),
      "messages: first message must use the \"user\" role"),
    Refusal(
      messages(#"{"role":"tool","content":"x"}"#),
      "messages.0.role: Input should be 'user' or 'assistant'"),
    Refusal(
      messages(#"{"role":"user","content":[{"type":"text","text":""}]}"#),
      "messages: text content blocks must be non-empty"),
    Refusal(
      messages(#"{"role":"user","content":" \n"}"#),
      "messages: text content blocks must contain non-whitespace text"),
    Refusal(
      messages(#"{"role":"user","content":"x"},{"role":"assistant","content":"y"}"#),
      "This model does not support assistant message prefill. The conversation must end with a "
        + "user message."),
    Refusal(
      messages(#"{"role":"user","content":[{"type":"text","text":"a","bold":1}]}"#),
      "messages.0.content.0.text.bold: Extra inputs are not permitted"),
  ]

  @Test(arguments: refusals) func refused(_ item: Refusal) throws {
    #expect(try Self.refusal(item.body) == item.message)
  }

  @Test(arguments: [
    head + hi, messages(#"{"role":"user","content":"a"},{"role":"user","content":"b"}"#),
    head + hi + #","temperature":1,"thinking":{"type":"adaptive","display":"summarized"}"#,
    head + hi + #","system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}]"#,
  ])
  func accepted(members: String) throws { #expect(try Self.refusal(members) == nil) }

  static let call =
    #"{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"ls","input":{}}]}"#

  @Test func toolPairs() throws {
    let result = #"{"type":"tool_result","tool_use_id":"t1","content":"ok"}"#
    let text = #"{"type":"text","text":"and"}"#
    #expect(
      try Self.refusal(
        Self.messages(Self.call + #",{"role":"user","content":[\#(result),\#(text)]}"#))
        == nil)
    #expect(
      try Self.refusal(Self.messages(Self.call + #",{"role":"user","content":[\#(text)]}"#))?
        .hasPrefix("messages.2: `tool_use` ids were found without `tool_result`") == true)
    #expect(
      try Self.refusal(
        Self.messages(Self.call + #",{"role":"user","content":[\#(text),\#(result)]}"#))?
        .contains("must come first") == true)
    #expect(
      try Self.refusal(Self.messages(#"{"role":"user","content":[\#(result)]}"#))?
        .contains("unexpected `tool_use_id`") == true)
  }

  @Test func editedThinkingIsRefused() throws {
    func history(_ text: String) -> String {
      let signature = ThinkingSignature.make(for: "deep")
      return Self.messages(
        #"{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"thinking","thinking":"\#(text)","signature":"\#(signature)"},{"type":"text","text":"y"}]},{"role":"user","content":"z"}"#
      )
    }
    #expect(try Self.refusal(history("deep")) == nil)
    #expect(try Self.refusal(history("shallow"))?.contains("cannot be modified") == true)
  }

  @Test(arguments: [
    (
      "anthropic.claude-sonnet-4-5-20250929-v1%3A0",
      "Invocation of model ID anthropic.claude-sonnet-4-5-20250929-v1:0 with on-demand throughput "
        + "isn\u{2019}t supported. Retry your request with the ID or ARN of an inference profile "
        + "that contains this model."
    ),
    ("us.anthropic.claude-sonnet-99", "The provided model identifier is invalid."),
    ("eu.anthropic.claude-sonnet-5-5", "The provided model identifier is invalid."),
    (
      "us.anthropic.claude-sonnet-4-20250514-v1%3A0",
      "This model version has reached the end of its life. Please refer to the AWS documentation "
        + "for more details."
    ),
    ("global.anthropic.claude-haiku-4-5-20251001-v1:0", nil),
    ("arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aapplication-inference-profile%2Fabc", nil),
  ])
  func models(id: String, message: String?) throws {
    #expect(try Self.refusal(Self.head + Self.hi, model: id) == message)
  }

  @Test func olderModels() throws {
    let id = "us.anthropic.claude-sonnet-4-5-20250929-v1%3A0"
    #expect(
      try Self.refusal(Self.head + Self.hi + #","temperature":0.3"#, model: id) == nil)
    #expect(
      try Self.refusal(Self.head + Self.hi + #","temperature":0.3,"top_p":0.9"#, model: id)
        == "`temperature` and `top_p` cannot both be specified for this model. "
        + "Please use only one.")
    #expect(
      try Self.refusal(Self.head + Self.hi + #","thinking":{"type":"adaptive"}"#, model: id)
        == "adaptive thinking is not supported on this model")
  }
}
