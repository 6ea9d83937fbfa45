import Bedrock
import Engine
import TestSupport
import Testing
import Wire

/// Variables that say where credentials are and how they are asked for
/// (aws-auth-and-http 3.2), over HTTP.
@Suite struct CredentialVariableTests {
  private static let role =
    "[profile dev]\nrole_arn = arn:aws:iam::1:role/R\nsource_profile = base\n"
  private static let base = "[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = s\n"

  /// Both files elsewhere, one below the home; and stored keys never take
  /// their session token from the environment.
  @Test func filesElsewhere() async throws {
    let world = try CredentialWorld(
      [
        "AWS_CONFIG_FILE": "~/other/config", "AWS_SHARED_CREDENTIALS_FILE": "/keys",
        "AWS_DEFAULT_PROFILE": "dev", "AWS_SESSION_TOKEN": "ambient",
      ],
      config: "[profile dev]\naws_access_key_id = AKIDHOME\naws_secret_access_key = s",
      files: ["/home/other/config": Self.role, "/keys": Self.base])
    defer { world.server.stop() }
    #expect(await world.resolve() == "ROLE")
    let request = try #require(world.server.requests.first)
    #expect(ChainTurn.keyID(request) == "AKIDBASE")
    #expect(request.header("x-amz-security-token") == nil)
  }

  @Test func awsProfileBeatsAWSDefaultProfile() async throws {
    let world = try CredentialWorld(
      ["AWS_PROFILE": "dev", "AWS_DEFAULT_PROFILE": "gone", "AWS_ACCESS_KEY_ID": ""],
      config: Self.role + Self.base.replacing("[base]", by: "[profile base]"))
    defer { world.server.stop() }
    #expect(await world.resolve() == "ROLE")
  }

  @Test func theRolesSessionIsNamed() async throws {
    let world = try CredentialWorld(
      [
        "AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/W",
        "AWS_ROLE_SESSION_NAME": "pod-7",
      ], files: ["/token": "jwt"])
    defer { world.server.stop() }
    #expect(await world.resolve() == "-WEB")
    #expect(world.server.requests.first?.text.contains("&RoleSessionName=pod-7&") == true)
  }

  /// The file beats the variable and is read each time.
  @Test func theContainersTokenIsReadEachTime() async throws {
    let world = try CredentialWorld(
      [
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "@/task",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "variable",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
      ], files: ["/token": "one"])
    defer { world.server.stop() }
    #expect(await world.resolve() == "TASK")
    world.files.write("/token", "two")
    #expect(await world.resolve() == "TASK")
    #expect(world.server.requests.map { $0.header("authorization") } == ["one", "two"])
  }

  @Test func theMetadataServiceCanBeTurnedOff() async throws {
    let world = try CredentialWorld([
      "AWS_EC2_METADATA_SERVICE_ENDPOINT": "@", "AWS_EC2_METADATA_DISABLED": "True",
    ])
    defer { world.server.stop() }
    #expect(await world.resolve() == "No AWS credentials were found.")
    #expect(world.server.requests.isEmpty)
  }

  @Test(arguments: [("1", "gave no token (status 500)", 1), ("2", "IMDS", 4)])
  func theMetadataServiceIsTriedAsOftenAsSaid(
    attempts: String, outcome: String, requests: Int
  ) async throws {
    let world = try CredentialWorld([
      "AWS_EC2_METADATA_SERVICE_ENDPOINT": "@", "AWS_METADATA_SERVICE_NUM_ATTEMPTS": attempts,
    ]) { request, number in
      number == 0 ? .json("{}", status: 500) : CredentialWorld.play(request, number)
    }
    defer { world.server.stop() }
    let text = await world.resolve()
    #expect(text.contains(outcome), "\(text)")
    #expect(world.server.requests.count == requests)
  }

  /// AWS counts the first try too; ours beats it.
  @Test(arguments: [
    (["AWS_MAX_ATTEMPTS": "2"], 2), (["AWS_MAX_ATTEMPTS": "1"], 1),
    (["AWS_MAX_ATTEMPTS": "2", "BEDROCK_MAX_RETRIES": "3"], 4),
  ])
  func attemptsAreBounded(environment: [String: String], requests: Int) async throws {
    let harness = try RefusalHarness([Refusal.aws(503, "ServiceUnavailableException", "x")])
    defer { harness.server.stop() }
    let result = await harness.turn(
      RefusedModel.settings(), policy: ServiceSettings(environment: environment).retryPolicy)
    #expect(result.requests.count == requests)
  }

  @Test func theAccountOfTheEnvironmentsKeysIsTold() async throws {
    let world = try CredentialWorld([
      "AWS_ACCESS_KEY_ID": "AKIDENVI", "AWS_SECRET_ACCESS_KEY": "s",
      "AWS_ACCOUNT_ID": "123456789012",
    ])
    defer { world.server.stop() }
    let facts = try await CredentialChain(context: world.context).resolve().facts
    #expect(facts.account == "123456789012")
  }
}

extension String {
  fileprivate func replacing(_ line: String, by other: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0 == line ? Substring(other) : $0 }.joined(separator: "\n")
  }
}
