import Engine
import Testing
import Wire

@testable import Bedrock

@Suite struct EnvironmentCredentialProviderTests {
  @Test(
    arguments: [
      (
        ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret"],
        Credentials.keys(accessKeyID: "AKID", secretAccessKey: Secret("secret"), sessionToken: nil)
      ),
      (
        [
          "AWS_ACCESS_KEY_ID": " 'AKID'\n", "AWS_SECRET_ACCESS_KEY": "\"secret\"",
          "AWS_SESSION_TOKEN": "token\n",
        ],
        .keys(
          accessKeyID: "AKID", secretAccessKey: Secret("secret"), sessionToken: Secret("token"))
      ),
      (
        [
          "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SECURITY_TOKEN": "old",
          "AWS_SESSION_TOKEN": "",
        ],
        .keys(accessKeyID: "A", secretAccessKey: Secret("s"), sessionToken: Secret("old"))
      ),
      (
        [
          "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "s",
          "AWS_BEARER_TOKEN_BEDROCK": "\"ABSK1\"",
        ], .bearer(Secret("ABSK1"))
      ),
      (
        ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "s", "AWS_BEARER_TOKEN_BEDROCK": " "],
        .keys(accessKeyID: "A", secretAccessKey: Secret("s"), sessionToken: nil)
      ),
    ] as [([String: String], Credentials)])
  func bedrock(environment: [String: String], credentials: Credentials) async throws {
    let provider = EnvironmentCredentialProvider(environment: environment)
    #expect(try await provider.resolve().credentials == credentials)
  }

  @Test(
    arguments: [
      ([:], "No AWS credentials were found."),
      (["AWS_ACCESS_KEY_ID": ""], "No AWS credentials were found."),
      (
        ["AWS_ACCESS_KEY_ID": "A"], "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not."
      ),
      (
        ["AWS_SECRET_ACCESS_KEY": "s", "AWS_ACCESS_KEY_ID": "''"],
        "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not."
      ),
    ] as [([String: String], String)])
  func missing(environment: [String: String], message: String) {
    let provider = EnvironmentCredentialProvider(environment: environment)
    do throws(ModelFailure) {
      _ = try provider.current()
      Issue.record("credentials from \(environment)")
    } catch {
      #expect(error.kind == .credentials)
      #expect(error.message == message)
      #expect(error.remedy != nil)
    }
  }

  @Test(
    arguments: [
      (["ANTHROPIC_API_KEY": "sk-ant-1"], Credentials.apiKey(Secret("sk-ant-1"))),
      (["ANTHROPIC_API_KEY": "sk", "ANTHROPIC_AUTH_TOKEN": "t"], .bearer(Secret("t"))),
    ] as [([String: String], Credentials)])
  func direct(environment: [String: String], credentials: Credentials) throws {
    let provider = EnvironmentCredentialProvider(environment: environment, service: .direct)
    #expect(try provider.current().credentials == credentials)
  }

  /// A key for us-west-2, good for an hour from 2026-11-21 at noon.
  private static let shortTermKey =
    "bedrock-api-key-"
    + Base64.encode(
      Array(
        ("h/?X-Amz-Credential=AK%2F20261121%2Fus-west-2%2Fbedrock%2Faws4_request"
          + "&X-Amz-Date=20261121T120000Z&X-Amz-Expires=3600").utf8))
  /// 2026-11-21 at one o'clock.
  private static let end = 1_795_266_000

  @Test func facts() throws {
    let keys = try EnvironmentCredentialProvider(environment: [
      "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "s", "AWS_ACCOUNT_ID": "123",
      "AWS_CREDENTIAL_EXPIRATION": "2026-11-21T13:00:00Z",
    ]).current()
    #expect(
      keys.facts
        == CredentialFacts(
          source: "AWS_ACCESS_KEY_ID from the environment", account: "123", keyEnding: "MPLE",
          expiresAt: Self.end))
    #expect(keys.region == nil)
    let key = try EnvironmentCredentialProvider(environment: [
      "AWS_BEARER_TOKEN_BEDROCK": "\"\(Self.shortTermKey)\"\n"
    ]).current()
    #expect(
      key.facts
        == CredentialFacts(
          source: "AWS_BEARER_TOKEN_BEDROCK from the environment",
          keyEnding: String(Self.shortTermKey.suffix(4)), expiresAt: Self.end))
    #expect(key.region == "us-west-2")
    #expect(key.credentials == .bearer(Secret(Self.shortTermKey)))
  }

  @Test(
    arguments: [
      (
        ["AWS_BEARER_TOKEN_BEDROCK": shortTermKey],
        "The API key in AWS_BEARER_TOKEN_BEDROCK expired 1 h 5 min ago.",
        "Make a new one in the Bedrock console under API keys, or unset it."
      ),
      (
        [
          "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "s",
          "AWS_CREDENTIAL_EXPIRATION": "2026-11-21T13:00:00Z",
        ], "The AWS keys in the environment expired 1 h 5 min ago.",
        "Run eval \"$(aws configure export-credentials --format env)\" and start anew, or unset"
          + " AWS_ACCESS_KEY_ID."
      ),
    ] as [([String: String], String, String)])
  func expiredOnesAreRefused(environment: [String: String], message: String, remedy: String) throws
  {
    let before = EnvironmentCredentialProvider(environment: environment) { Self.end - 1 }
    #expect(try before.current().facts.expiresAt == Self.end)
    let after = EnvironmentCredentialProvider(environment: environment) { Self.end + 3_930 }
    #expect(
      throws: ModelFailure(kind: .credentials, message: message, remedy: remedy)
    ) { try after.current() }
  }

  @Test func secretsAreNeverShown() {
    let credentials = ResolvedCredentials(
      .keys(
        accessKeyID: "AKID", secretAccessKey: Secret("hush-hush"), sessionToken: Secret("psst")),
      source: "a test")
    var dumped = ""
    dump(credentials, to: &dumped)
    for text in ["\(credentials)", String(reflecting: credentials), dumped] {
      #expect(!text.contains("hush-hush") && !text.contains("psst"))
      #expect(text.contains("AKID"))
    }
    #expect("\(Secret("x"))" == "‹redacted›")
  }
}
