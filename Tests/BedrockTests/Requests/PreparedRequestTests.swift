import Engine
import Testing

@testable import Bedrock

@Suite struct PreparedRequestTests {
  private static func prepare(
    _ request: ModelRequest, _ environment: [String: String] = [:], prefix: String? = nil
  ) throws -> PreparedRequest {
    try PreparedRequest(
      request,
      settings: ServiceSettings(
        environment: environment, overrides: ServiceSettings.Overrides(profilePrefix: prefix)))
  }

  /// The bytes of the request line, and what the signature and the price need.
  @Test(
    arguments: [
      (
        "claude-sonnet-4-5", "us-east-1",
        "https://bedrock-runtime.us-east-1.amazonaws.com"
          + "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke-with-response-stream",
        "us-east-1", "us"
      ),
      (
        "opus", "ap-southeast-1",
        "https://bedrock-runtime.ap-southeast-1.amazonaws.com"
          + "/model/apac.anthropic.claude-opus-5-5/invoke-with-response-stream",
        "ap-southeast-1", "apac"
      ),
      (
        "claude-sonnet-4-5", "ap-northeast-1",
        "https://bedrock-runtime.ap-northeast-1.amazonaws.com"
          + "/model/jp.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke-with-response-stream",
        "ap-northeast-1", "jp"
      ),
      (
        "anthropic.claude-opus-5", "us-east-1",
        "https://bedrock-runtime.us-east-1.amazonaws.com"
          + "/model/anthropic.claude-opus-5/invoke-with-response-stream",
        "us-east-1", nil
      ),
      (
        "eu.anthropic.claude-opus-5", "us-east-1",
        "https://bedrock-runtime.us-east-1.amazonaws.com"
          + "/model/eu.anthropic.claude-opus-5/invoke-with-response-stream",
        "us-east-1", "eu"
      ),
      (
        "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-opus-4-6-v1",
        "us-east-1",
        "https://bedrock-runtime.eu-west-1.amazonaws.com/model/arn%3Aaws%3Abedrock%3Aeu-west-1"
          + "%3A123456789012%3Ainference-profile%2Feu.anthropic.claude-opus-4-6-v1"
          + "/invoke-with-response-stream", "eu-west-1", "eu"
      ),
      (
        "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123def456",
        "us-east-1",
        "https://bedrock-runtime.us-east-1.amazonaws.com/model/arn%3Aaws%3Abedrock%3Aus-east-1"
          + "%3A123456789012%3Aapplication-inference-profile%2Fabc123def456/converse-stream",
        "us-east-1", nil
      ),
      (
        "titan-text-express", "us-east-1",
        "https://bedrock-runtime.us-east-1.amazonaws.com"
          + "/model/amazon.titan-text-express-v1/converse-stream", "us-east-1", nil
      ),
    ] as [(String, String, String, String, String?)])
  func requestLines(
    model: String, region: String, url: String, scope: String, prefix: String?
  ) throws {
    let prepared = try Self.prepare(
      try SampleRequest.make(model), ["AWS_REGION": region])
    #expect(prepared.endpoint.origin + prepared.path == url)
    #expect(prepared.region == scope)
    #expect(prepared.profilePrefix == prefix)
  }

  @Test(
    arguments: [
      (ModelAPI.invoke, true, "invoke-with-response-stream", "x-amzn-bedrock-accept"),
      (.invoke, false, "invoke", "accept"), (.converse, true, "converse-stream", nil),
      (.converse, false, "converse", nil),
    ] as [(ModelAPI, Bool, String, String?)])
  func operations(api: ModelAPI, streaming: Bool, suffix: String, accept: String?) throws {
    let prepared = try Self.prepare(
      try SampleRequest.make("claude-opus-5", api: api, streaming: streaming),
      ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "http://127.0.0.1:8080/base/"])
    #expect(prepared.path == "/base/model/us.anthropic.claude-opus-5/\(suffix)")
    #expect(prepared.endpoint.origin == "http://127.0.0.1:8080")
    let json = HTTPHeader("content-type", "application/json")
    #expect(
      prepared.headers == [json] + (accept.map { [HTTPHeader($0, "application/json")] } ?? []))
  }

  @Test func theDirectAPI() throws {
    let prepared = try Self.prepare(
      try SampleRequest.make("claude-opus-5", api: .messages),
      ["ANTHROPIC_BASE_URL": "http://127.0.0.1:8080/gate"])
    #expect(prepared.path == "/gate/v1/messages")
    #expect(
      prepared.headers == [
        HTTPHeader("content-type", "application/json"),
        HTTPHeader("anthropic-version", "2023-06-01"),
      ])
    #expect(prepared.profilePrefix == nil)
  }

  @Test func thePrefixCanBeChosen() throws {
    let request = try SampleRequest.make("claude-opus-5")
    #expect(try Self.prepare(request, prefix: "global").profilePrefix == "global")
    #expect(try Self.prepare(request, prefix: "none").path.hasPrefix("/model/anthropic."))
  }

  @Test(arguments: [ModelAPI.invoke, .messages])
  func otherVendorsAnswerOnlyThroughConverse(api: ModelAPI) throws {
    let request = try SampleRequest.make("nova-pro", api: api)
    #expect(throws: ModelFailure.self) { try Self.prepare(request) }
  }

  /// bedrock-wire 1.3, worked signature A (ARN path included in C).
  @Test func signatureOfAKnownRequest() throws {
    var prepared = try Self.prepare(try SampleRequest.make("claude-sonnet-4-5", api: .converse))
    prepared.body = Array(#"{"messages":[{"role":"user","content":[{"text":"hi"}]}]}"#.utf8)
    let keys = Credentials.keys(
      accessKeyID: "AKIDEXAMPLE",
      secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
      sessionToken: Secret("SESSIONTOKEN"))
    let headers = try prepared.authorized(by: keys, unixSeconds: 1_795_235_525)
    let authorization = headers.first { $0.name.lowercased() == "authorization" }?.value ?? ""
    #expect(
      authorization.hasSuffix(
        "Signature=426da41f1ab36fd5c44966c812716a860f87a6fffd2e049fabd1b07d6864936c"))
  }

  @Test func otherProofsOfIdentity() throws {
    let bedrock = try Self.prepare(try SampleRequest.make("opus"))
    let direct = try Self.prepare(try SampleRequest.make("opus", api: .messages))
    #expect(
      try bedrock.authorized(by: .bearer(Secret("ABSK")), unixSeconds: 0).last
        == HTTPHeader("authorization", "Bearer ABSK"))
    #expect(
      try direct.authorized(by: .apiKey(Secret("sk")), unixSeconds: 0).last
        == HTTPHeader("x-api-key", "sk"))
    let keys = Credentials.keys(accessKeyID: "a", secretAccessKey: Secret("b"), sessionToken: nil)
    #expect(throws: ModelFailure.self) { try direct.authorized(by: keys, unixSeconds: 0) }
  }
}
