import Bedrock
import TestSupport
import Testing

/// aws-auth-and-http 3.1 over HTTP: each place beats everything after it, and
/// one that is set up and fails is not passed over.
@Suite struct CredentialOrderTests {
  private static let config = """
    [default]
    role_arn = arn:aws:iam::123456789012:role/Default
    source_profile = base
    [profile base]
    aws_access_key_id = AKIDBASE
    aws_secret_access_key = s
    [profile named]
    aws_access_key_id = AKIDNAME
    aws_secret_access_key = s
    [profile setting]
    role_arn = arn:aws:iam::123456789012:role/Setting
    source_profile = base
    """
  private static let everything = [
    "AWS_BEARER_TOKEN_BEDROCK": "ABSK-bearer-KEYB", "AWS_ACCESS_KEY_ID": "AKIDENVI",
    "AWS_SECRET_ACCESS_KEY": "s", "AWS_PROFILE": "named", "AWS_WEB_IDENTITY_TOKEN_FILE": "/token",
    "AWS_ROLE_ARN": "arn:aws:iam::1:role/W", "AWS_CONTAINER_CREDENTIALS_FULL_URI": "@/task",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT": "@",
  ]

  private func without(_ names: [String]) -> [String: String] {
    Self.everything.filter { !names.contains($0.key) }
  }

  @Test(
    arguments: [
      (0, "setting", "ROLE", 1), (0, nil, "KEYB", 0), (1, nil, "ENVI", 0), (3, nil, "NAME", 0),
      (4, nil, "ROLE", 1),
    ] as [(Int, String?, String, Int)])
  func profilesAndEnvironment(
    removed: Int, profile: String?, ending: String, requests: Int
  ) async throws {
    let order = [
      "AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE",
    ]
    var world = try CredentialWorld(
      without(Array(order.prefix(removed))), config: Self.config, files: ["/token": "web"])
    defer { world.server.stop() }
    world.options.profile = profile
    #expect(await world.resolve() == ending)
    #expect(world.server.requests.count == requests)
  }

  @Test(
    arguments: [
      ([], "-WEB", ["/"]), (["AWS_WEB_IDENTITY_TOKEN_FILE"], "TASK", ["/task"]),
      (
        ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI"], "IMDS",
        [
          "/latest/api/token", "/latest/meta-data/iam/security-credentials/",
          "/latest/meta-data/iam/security-credentials/the-role",
        ]
      ),
    ] as [([String], String, [String])])
  func whatAMachineGives(removed: [String], ending: String, targets: [String]) async throws {
    let names = [
      "AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE",
    ]
    let world = try CredentialWorld(without(names + removed), files: ["/token": "web"])
    defer { world.server.stop() }
    #expect(await world.resolve() == ending)
    #expect(world.server.requests.map(\.target) == targets)
  }

  /// The next place would have worked; it would be another account.
  @Test(
    arguments: [
      (["AWS_ACCESS_KEY_ID": "A"], "AWS_SECRET_ACCESS_KEY is not"),
      (["AWS_PROFILE": "gone"], "There is no profile \"gone\""),
      (["AWS_WEB_IDENTITY_TOKEN_FILE": "/gone", "AWS_ROLE_ARN": "arn:aws:iam::1:role/W"], "/gone"),
      (["AWS_CONTAINER_CREDENTIALS_FULL_URI": "@/elsewhere"], "refused (status 404)"),
    ] as [([String: String], String)])
  func failuresEndTheSearch(environment: [String: String], message: String) async throws {
    let world = try CredentialWorld(
      environment.merging(["AWS_EC2_METADATA_SERVICE_ENDPOINT": "@"]) { $1 })
    defer { world.server.stop() }
    let outcome = await world.resolve()
    #expect(outcome.contains(message), "\(outcome)")
    #expect(!world.server.requests.contains { $0.target.hasPrefix("/latest") })
  }

  @Test func onALaptopTheMetadataServiceIsNotLookedFor() async throws {
    let world = try CredentialWorld()
    defer { world.server.stop() }
    #expect(await world.resolve() == "No AWS credentials were found.")
    #expect(world.server.requests.isEmpty)
  }
}
