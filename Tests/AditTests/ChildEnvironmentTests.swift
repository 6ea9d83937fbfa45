import Testing

@testable import adit

@Suite struct ChildEnvironmentTests {
  static let original = [
    "PATH": "/bin", "AWS_PROFILE": "dev", "AWS_REGION": "eu-west-1",
    "AWS_SECRET_ACCESS_KEY": "secret", "AWS_BEARER_TOKEN_BEDROCK": "token",
    "ANTHROPIC_API_KEY": "key", "ANTHROPIC_AUTH_TOKEN": "token", "ANTHROPIC_BASE_URL": "https://x",
  ]

  @Test func dropsTheKeysToTheModels() {
    #expect(
      ChildEnvironment.build(original: Self.original) == [
        "PATH": "/bin", "AWS_PROFILE": "dev", "AWS_REGION": "eu-west-1",
        "AWS_SECRET_ACCESS_KEY": "secret",
      ])
  }

  @Test func canDropEverythingOfAWS() {
    #expect(
      ChildEnvironment.build(original: Self.original, passesAWS: false) == ["PATH": "/bin"])
  }
}
