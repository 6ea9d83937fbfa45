import Engine
import Testing
import Wire

@testable import Bedrock

@Suite struct TokenCounterTests {
  private static func plan(
    _ model: String, _ api: ModelAPI? = nil, _ environment: [String: String] = [:]
  ) throws -> TokenCounter.Plan? {
    let tool = ToolDefinition(name: "t", description: "d", inputSchema: ["type": "object"])
    let request = try SampleRequest.make(
      model, api: api, system: "s", caching: .standard, tools: [tool], requiredTool: "t")
    return TokenCounter.plan(
      for: request,
      settings: ServiceSettings(
        environment: environment.merging(["AWS_REGION": "us-east-1"]) { $1 }))
  }

  /// The runtime counts for bare ids, Mantle for what exists only as profile.
  @Test(
    arguments: [
      (
        "claude-sonnet-4-5", ModelAPI.invoke,
        "https://bedrock-runtime.us-east-1.amazonaws.com/model/"
          + "anthropic.claude-sonnet-4-5-20250929-v1%3A0/count-tokens"
      ),
      (
        "us.anthropic.claude-haiku-4-5-20251001-v1:0", .converse,
        "https://bedrock-runtime.us-east-1.amazonaws.com/model/"
          + "anthropic.claude-haiku-4-5-20251001-v1%3A0/count-tokens"
      ),
      (
        "claude-opus-5-5", .invoke,
        "https://bedrock-mantle.us-east-1.api.aws/anthropic/v1/messages/count_tokens"
      ),
      (
        "claude-sonnet-4-5", .mantle,
        "https://bedrock-mantle.us-east-1.api.aws/anthropic/v1/messages/count_tokens"
      ),
      ("claude-opus-5-5", .messages, "https://api.anthropic.com/v1/messages/count_tokens"),
    ])
  func whoCounts(model: String, api: ModelAPI, url: String) throws {
    let call = try #require(try Self.plan(model, api)).call
    #expect(call.endpoint.origin + call.path == url)
  }

  @Test func nobodyCountsForAModelThatIsHidden() throws {
    let arn = "arn:aws:bedrock:us-east-1:1:application-inference-profile/abc"
    #expect(try Self.plan(arn, .invoke) == nil)
  }

  /// An endpoint of the user's own does not mean a call to AWS.
  @Test func gatewaysAreNotPassedBy() throws {
    #expect(
      try Self.plan(
        "claude-opus-5-5", .invoke, ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "http://127.0.0.1:1"])
        == nil)
    let own = try Self.plan(
      "claude-opus-5-5", .invoke, ["AWS_ENDPOINT_URL": "http://127.0.0.1:1"])
    #expect(own?.call.endpoint.origin == "http://127.0.0.1:1")
  }

  /// Tools have their three members and nothing is marked for caching.
  @Test func bodies() throws {
    let native = try #require(try Self.plan("claude-sonnet-4-5", .invoke)).call.body
    let encoded = try JSONValue(parsing: native)["input"]?["invokeModel"]?["body"]?.string
    let inner = try #require(encoded.flatMap { Base64.decode(Array($0.utf8)) })
    #expect(
      String(decoding: inner, as: UTF8.self) == #"""
        {"anthropic_version":"bedrock-2023-05-31","max_tokens":16,"tools":[{"name":"t","description":"d","input_schema":{"type":"object"}}],"system":[{"type":"text","text":"s"}],"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}
        """#)
    let converse = try #require(try Self.plan("claude-sonnet-4-5", .converse)).call.body
    #expect(
      String(decoding: converse, as: UTF8.self) == #"""
        {"input":{"converse":{"messages":[{"role":"user","content":[{"text":"hi"}]}],"system":[{"text":"s"}],"toolConfig":{"tools":[{"toolSpec":{"name":"t","description":"d","inputSchema":{"json":{"type":"object"}}}}]}}}}
        """#)
    let mantle = try #require(try Self.plan("claude-opus-5-5", .mantle)).call.body
    #expect(
      String(decoding: mantle, as: UTF8.self) == #"""
        {"model":"anthropic.claude-opus-5-5","thinking":{"type":"adaptive","display":"summarized"},"tools":[{"name":"t","description":"d","input_schema":{"type":"object"}}],"system":[{"type":"text","text":"s"}],"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}
        """#)
  }
}
