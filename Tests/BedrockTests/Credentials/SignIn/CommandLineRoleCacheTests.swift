import Engine
import Testing

@testable import Bedrock

struct CommandLineRoleCacheTests {
  private static let role = RoleSource(
    roleARN: "arn:aws:iam::123456789012:role/R", mfaSerial: "arn:aws:iam::123456789012:mfa/me",
    durationSeconds: 3600, profile: "admin")

  /// The names are the ones that botocore gives (aws-auth-and-http 3.5).
  private static let roleFile =
    "/home/.aws/cli/cache/73cf7961554f60d7a72468196731fa9acba38de4.json"

  private static func kept(_ end: String) -> String {
    #"{"Credentials":{"AccessKeyId":"ASIAKEPT","SecretAccessKey":"s","SessionToken":"t","#
      + #""Expiration":"\#(end)","AccountId":"123456789012"}}"#
  }

  @Test func findsTheKeysOfARole() async {
    let files = MemoryFiles([Self.roleFile: Self.kept("2026-11-21T12:05:00+00:00")])
    let context = fakeContext(files: files)
    #expect(
      await CommandLineRoleCache(context: context).credentials(for: Self.role)
        == ResolvedCredentials(
          .keys(
            accessKeyID: "ASIAKEPT", secretAccessKey: Secret("s"), sessionToken: Secret("t")),
          facts: CredentialFacts(
            source: "role arn:aws:iam::123456789012:role/R, keys kept by the AWS CLI",
            profile: "admin", account: "123456789012", role: "arn:aws:iam::123456789012:role/R",
            keyEnding: "KEPT", expiresAt: noon + 300)))
  }

  @Test(arguments: [
    "", "{}", "{", kept("2026-11-21T12:04:59Z"), kept("tomorrow"),
    #"{"Credentials":{"AccessKeyId":"A","Expiration":"2027-01-01T00:00:00Z"}}"#,
  ])
  func ignoresWhatIsWorthNothing(text: String) async {
    let context = fakeContext(files: MemoryFiles([Self.roleFile: text]))
    #expect(await CommandLineRoleCache(context: context).credentials(for: Self.role) == nil)
  }

  /// A code of the device that the AWS CLI was given is not asked for again.
  @Test func savesTheCodeOfADevice() async throws {
    let files = MemoryFiles([
      "/home/.aws/config": """
      [profile admin]
      role_arn = arn:aws:iam::123456789012:role/R
      mfa_serial = arn:aws:iam::123456789012:mfa/me
      duration_seconds = 3600
      source_profile = base
      [profile base]
      aws_access_key_id = AKIABASE
      aws_secret_access_key = secret
      """,
      Self.roleFile: Self.kept("2026-11-21T13:00:00Z"),
    ])
    let chain = CredentialChain(
      context: fakeContext(files: files), options: CredentialChainOptions(profile: "admin"))
    let resolved = try await chain.resolve()
    #expect(resolved.facts.keyEnding == "KEPT")
    // What a service refuses does not come back from the cache.
    #expect(await chain.invalidate(resolved))
    let failure = await #expect(throws: ModelFailure.self) { try await chain.resolve() }
    #expect(failure?.message.contains("MFA code") == true)
  }
}
