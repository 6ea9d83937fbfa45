import Bedrock
import Engine
import TestSupport
import Testing
import Transport
import Wire

/// What variables, the shared files and API keys make of a request
/// (aws-auth-and-http 1.4, 3.2, 3.3, 3.6), over HTTP.
@Suite struct ConfiguredRequestTests {
  /// 2026-11-21 at noon.
  private static let noon = 1_795_262_400
  private static let keys = ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret"]
  private static let plainID = "anthropic.claude-test-v1:0"
  private static let arn =
    "arn:aws:bedrock:sa-east-1:123456789012:application-inference-profile/abc"

  /// A short-term key for `region`, made an hour before noon.
  private static func apiKey(_ region: String, lasting seconds: Int) -> String {
    "bedrock-api-key-"
      + Base64.encode(
        Array(
          ("bedrock.amazonaws.com/?X-Amz-Credential=AK%2F20261121%2F\(region)%2Fbedrock%2F"
            + "aws4_request&X-Amz-Date=20261121T110000Z&X-Amz-Expires=\(seconds)&Version=1").utf8))
  }

  /// What one request to `server` looked like, and how it failed.
  private func send(
    to server: ScriptedServer, environment: [String: String], config: String, model: String
  ) async -> ModelFailure? {
    func filled(_ text: String) -> String {
      text.split(separator: "SERVER", omittingEmptySubsequences: false).joined(
        separator: server.url)
    }
    let environment = environment.mapValues(filled)
    let settings = ServiceSettings(
      environment: environment,
      configuration: SharedConfiguration(config: Array(filled(config).utf8)))
    let client = BedrockClient(
      settings: settings,
      bedrockCredentials: EnvironmentCredentialProvider(
        environment: environment, unixSeconds: { Self.noon }),
      directCredentials: EnvironmentCredentialProvider(environment: [:], service: .direct),
      transport: CurlTransport(
        configuration: TransportConfiguration(userAgent: "test", environment: [:])),
      unixSeconds: { Self.noon })
    let request = ModelRequest(
      model: ModelDescriptor(
        key: "test", modelId: model, displayName: "Test", provider: "anthropic", family: "sonnet",
        released: "2026-01-01", contextWindow: 1_000, maxOutputTokens: 100, preferredAPI: .invoke),
      api: .invoke, streaming: false, system: nil,
      messages: [Message(role: .user, content: [.text("hi")])], maxTokens: 16)
    do throws(ModelFailure) {
      _ = try await client.open(request)
      return nil
    } catch {
      return error
    }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var environment: [String: String]
    var config = ""
    var model = plainID
    var path = "/model/anthropic.claude-test-v1%3A0/invoke"
    /// How the `authorization` header begins.
    var authorization: String
    var sessionToken: String?
  }

  private static func scope(_ region: String) -> String {
    "AWS4-HMAC-SHA256 Credential=AKID/20261121/\(region)/bedrock/aws4_request,"
  }

  static let rows = [
    Row(
      testDescription: "AWS_REGION beats AWS_DEFAULT_REGION and the profile",
      environment: keys.merging([
        "AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "us-east-2", "AWS_ENDPOINT_URL": "SERVER",
      ]) { $1 }, config: "[default]\nregion = ap-south-1", authorization: scope("eu-west-1")),
    Row(
      testDescription: "empty variables are unset",
      environment: keys.merging([
        "AWS_REGION": "", "AWS_DEFAULT_REGION": "us-east-2", "AWS_BEARER_TOKEN_BEDROCK": "  ",
        "AWS_SESSION_TOKEN": "", "AWS_SECURITY_TOKEN": "old", "AWS_ENDPOINT_URL": "SERVER",
      ]) { $1 }, authorization: scope("us-east-2"), sessionToken: "old"),
    Row(
      testDescription: "services section with a base path, region of the profile",
      environment: keys.merging(["AWS_PROFILE": "dev"]) { $1 },
      config:
        "[profile dev]\nregion = eu-north-1\nservices = own\nendpoint_url = https://h.invalid\n"
        + "[services own]\nbedrock_runtime =\n  endpoint_url = SERVER/gateway/",
      path: "/gateway/model/anthropic.claude-test-v1%3A0/invoke",
      authorization: scope("eu-north-1")),
    Row(
      testDescription: "endpoint_url of the profile, quoted name, colon, CRLF",
      environment: keys.merging(["AWS_DEFAULT_PROFILE": "my own"]) { $1 },
      config:
        "\u{FEFF}[profile \"my own\"]\r\nregion: eu-north-1\r\nendpoint_url = SERVER # here\r\n",
      authorization: scope("eu-north-1")),
    Row(
      testDescription: "AWS_ENDPOINT_URL_BEDROCK_RUNTIME beats AWS_ENDPOINT_URL",
      environment: keys.merging([
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "SERVER", "AWS_ENDPOINT_URL": "https://h.invalid",
      ]) { $1 }, config: "[default]\nregion = us-west-2", authorization: scope("us-west-2")),
    Row(
      testDescription: "the region of an ARN",
      environment: keys.merging(["AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": "SERVER"]) { $1 },
      model: arn,
      path: "/model/arn%3Aaws%3Abedrock%3Asa-east-1%3A123456789012%3A"
        + "application-inference-profile%2Fabc/invoke", authorization: scope("sa-east-1")),
    Row(
      testDescription: "an API key beats keys and is not signed",
      environment: keys.merging([
        "AWS_BEARER_TOKEN_BEDROCK": "\"ABSKabc\n\"", "AWS_ENDPOINT_URL": "SERVER",
      ]) { $1 }, authorization: "Bearer ABSKabc"),
    Row(
      testDescription: "a short-term key gives the region",
      environment: [
        "AWS_BEARER_TOKEN_BEDROCK": apiKey("eu-west-1", lasting: 43_200),
        "AWS_ENDPOINT_URL": "SERVER",
      ], authorization: "Bearer \(apiKey("eu-west-1", lasting: 43_200))"),
  ]

  @Test(arguments: rows) func requests(row: Row) async throws {
    let server = try ScriptedServer(replies: [.json(#"{"message":"no"}"#, status: 400)])
    defer { server.stop() }
    let failure = await send(
      to: server, environment: row.environment, config: row.config, model: row.model)
    let request = try #require(server.requests.first, "\(failure?.message ?? "")")
    #expect(request.target == row.path)
    #expect(request.header("authorization")?.hasPrefix(row.authorization) == true)
    #expect(request.header("x-amz-security-token") == row.sessionToken)
    #expect((request.header("x-amz-date") == nil) == row.authorization.hasPrefix("Bearer"))
  }

  @Test(
    arguments: [
      (
        [
          "AWS_BEARER_TOKEN_BEDROCK": apiKey("eu-west-1", lasting: 43_200),
          "AWS_REGION": "us-east-1",
        ],
        "",
        "The API key is for eu-west-1, the region of the request is us-east-1: short-term keys"
          + " hold for one region."
      ),
      (
        ["AWS_BEARER_TOKEN_BEDROCK": apiKey("eu-west-1", lasting: 900)], "",
        "The API key in AWS_BEARER_TOKEN_BEDROCK expired 45 min ago."
      ),
      (
        keys.merging(["AWS_CREDENTIAL_EXPIRATION": "2026-11-21T11:00:00Z"]) { $1 }, "",
        "The AWS keys in the environment expired 1 h 0 min ago."
      ),
      (
        ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": " "], "",
        "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not."
      ),
      (
        keys.merging(["AWS_USE_FIPS_ENDPOINT": "TRUE"]) { $1 }, "",
        "No usable endpoint: AWS_ENDPOINT_URL names an endpoint of your own, which cannot be"
          + " combined with AWS_USE_FIPS_ENDPOINT."
      ),
      (
        keys, "[default]\nuse_dualstack_endpoint = true",
        "No usable endpoint: AWS_ENDPOINT_URL names an endpoint of your own, which cannot be"
          + " combined with use_dualstack_endpoint of profile \"default\"."
      ),
    ] as [([String: String], String, String)])
  func refusedBeforeSending(
    environment: [String: String], config: String, message: String
  ) async throws {
    let server = try ScriptedServer(replies: [.json("{}")])
    defer { server.stop() }
    let environment = environment.merging(["AWS_ENDPOINT_URL": "SERVER"]) { $1 }
    let failure = await send(
      to: server, environment: environment, config: config, model: Self.plainID)
    #expect(failure?.message == message)
    #expect(failure?.remedy != nil)
    #expect(server.requests.isEmpty)
  }
}
