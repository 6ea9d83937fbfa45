import Engine
import Testing

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
    #expect(provider.isConfigured)
    #expect(try await provider.resolve().credentials == credentials)
  }

  @Test(
    arguments: [
      ([:], "No AWS credentials were found.", false),
      (["AWS_ACCESS_KEY_ID": ""], "No AWS credentials were found.", false),
      (
        ["AWS_ACCESS_KEY_ID": "A"], "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not.",
        true
      ),
      (
        ["AWS_SECRET_ACCESS_KEY": "s", "AWS_ACCESS_KEY_ID": "''"],
        "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not.", true
      ),
    ] as [([String: String], String, Bool)])
  func missing(environment: [String: String], message: String, isConfigured: Bool) {
    let provider = EnvironmentCredentialProvider(environment: environment)
    #expect(provider.isConfigured == isConfigured)
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
