import Testing
import Wire

@testable import Emulator

@Suite struct ConverseBodyTests {
  private func refusal(
    _ body: String, model: String = "us.anthropic.claude-sonnet-5-5"
  ) throws -> String? {
    let route = try #require(Route(method: "POST", path: "/model/\(model)/converse-stream"))
    do {
      _ = try PromptReader(validates: true, headers: []).prompt(
        JSONValue(parsing: Array(body.utf8)), route: route, region: "us-east-1")
      return nil
    } catch let error as ServiceFailure { return error.message }
  }

  static let hi = #""messages":[{"role":"user","content":[{"text":"hi"}]}]"#

  @Test(arguments: [
    "{\(hi)}", "{\(hi),\"system\":[],\"inferenceConfig\":{}}",
    #"{\#(hi),"additionalModelRequestFields":{"thinking":{"type":"adaptive"}}}"#,
    #"{\#(hi),"system":[{"text":"s"},{"cachePoint":{"type":"default"}}]}"#,
  ])
  func accepted(body: String) throws { #expect(try refusal(body) == nil) }

  static let refusals: [Refusal] = [
    Refusal("{}", "The messages field is required. Add messages and try again."),
    Refusal(
      "{\(hi),\"x\":1}",
      "Malformed input request: #: extraneous key [x] is not permitted, please reformat your "
        + "input and try again."),
    Refusal(
      #"{"messages":[{"role":"user","content":[{"text":"a","json":1}]}]}"#,
      "Malformed input request: #.messages.0.content.0: exactly one member of a union must be "
        + "set, please reformat your input and try again."),
    Refusal(
      #"{"messages":[{"role":"user","content":[{"text":" "}]}]}"#,
      "The text field in the ContentBlock object at messages.0.content.0 is blank. Add text to "
        + "the text field, and try again."),
    Refusal(
      #"{"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"user","content":[{"text":"b"}]}]}"#,
      "A conversation must alternate between user and assistant roles. Make sure the conversation "
        + "alternates between user and assistant roles and try again. (messages.1)"),
    Refusal(
      #"{\#(hi),"inferenceConfig":{"maxTokens":999999}}"#,
      "The maximum tokens you requested exceeds the model limit of 128000. Try again with a "
        + "maximum tokens value that is lower than 128000."),
    Refusal(
      #"{\#(hi),"inferenceConfig":{"temperature":0.5}}"#,
      "The model returned the following errors: `temperature` is not supported for this model."),
    Refusal(
      #"{\#(hi),"inferenceConfig":{"temperature":"warm"}}"#,
      "#.inferenceConfig.temperature has a value of the wrong type"),
    Refusal(
      #"{"messages":[{"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[]}}]}]}"#,
      "The toolConfig field must be defined when using toolUse and toolResult content blocks."),
  ]

  @Test(arguments: refusals) func refused(_ item: Refusal) throws {
    #expect(try refusal(item.body) == item.message)
  }

  @Test func otherVendors() throws {
    #expect(try refusal("{\(Self.hi)}", model: "us.amazon.nova-pro-v1:0") == nil)
    #expect(
      try refusal("{\(Self.hi)}", model: "acme.model")
        == "The provided model identifier is invalid.")
  }
}
