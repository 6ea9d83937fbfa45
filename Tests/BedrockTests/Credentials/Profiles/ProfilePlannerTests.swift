import Engine
import TestSupport
import Testing
import Wire

@testable import Bedrock

@Suite struct ProfilePlannerTests {
  private func plan(_ config: String, _ profile: String = "a") throws(ModelFailure) -> ProfileSource
  {
    try ProfileSource.plan(
      profile: profile, in: SharedConfiguration(config: Array(config.utf8)))
  }

  private let keys = ProfileSource.keys(
    StaticKeys(
      accessKeyID: "AK", secretAccessKey: Secret("s"), sessionToken: nil, profile: "a"))

  @Test func staticKeys() throws {
    #expect(try plan("[profile a]\naws_access_key_id = AK\naws_secret_access_key = s") == keys)
    #expect(
      try plan(
        "[profile a]\naws_access_key_id = AK\naws_secret_access_key = s\naws_security_token = t"
          + "\naws_account_id = 1")
        == .keys(
          StaticKeys(
            accessKeyID: "AK", secretAccessKey: Secret("s"), sessionToken: Secret("t"),
            account: "1", profile: "a")))
  }

  /// Each line is stronger than those behind it.
  @Test func orderInsideAProfile() throws {
    let lines = [
      "source_profile = a",
      "web_identity_token_file = /t",
      "sso_account_id = 1\nsso_role_name = R\nsso_start_url = https://s\nsso_region = eu-west-1",
      "login_session = arn:l", "credential_process = cmd x",
      "aws_access_key_id = AK\naws_secret_access_key = s",
    ]
    func plan(from first: Int) throws(ModelFailure) -> ProfileSource {
      let role = first <= 1 ? ["role_arn = arn:r", "region = r-1"] : ["region = r-1"]
      return try self.plan((["[profile a]"] + role + lines[first...]).joined(separator: "\n"))
    }
    #expect(
      try plan(from: 0)
        == .role(RoleSource(roleARN: "arn:r", region: "r-1", profile: "a"), base: keys))
    #expect(
      try plan(from: 1)
        == .webIdentity(
          WebIdentitySource(
            tokenFile: "/t", roleARN: "arn:r", sessionName: nil, region: "r-1", profile: "a")))
    #expect(
      try plan(from: 2)
        == .singleSignOn(
          SingleSignOnSource(
            session: nil, startURL: "https://s", region: "eu-west-1", account: "1", roleName: "R",
            profile: "a")))
    #expect(
      try plan(from: 3) == .login(LoginSource(session: "arn:l", region: "r-1", profile: "a")))
    #expect(try plan(from: 4) == .process(command: "cmd x", profile: "a"))
    #expect(try plan(from: 5) == keys)
  }

  @Test func rolesOfAChain() throws {
    let config = """
      [profile a]
      role_arn = arn:a
      source_profile = b
      role_session_name = me
      external_id = e
      mfa_serial = arn:mfa
      duration_seconds = 3600
      region = eu-west-1
      [profile b]
      role_arn = arn:b
      source_profile = c
      [profile c]
      role_arn = arn:c
      credential_source = ec2instancemetadata
      """
    let c = ProfileSource.role(RoleSource(roleARN: "arn:c", profile: "c"), base: .named(.instance))
    let b = ProfileSource.role(RoleSource(roleARN: "arn:b", profile: "b"), base: c)
    #expect(
      try plan(config)
        == .role(
          RoleSource(
            roleARN: "arn:a", sessionName: "me", externalID: "e", mfaSerial: "arn:mfa",
            durationSeconds: 3600, region: "eu-west-1", profile: "a"), base: b))
  }

  @Test(arguments: [
    ("credential_process = cmd", ProfileSource.process(command: "cmd", profile: "b")),
    ("login_session = l", .login(LoginSource(session: "l", region: nil, profile: "b"))),
    (
      "sso_session = corp\nsso_account_id = 1\nsso_role_name = R\nsso_region = eu-west-1",
      .singleSignOn(
        SingleSignOnSource(
          session: "corp", startURL: "https://s", region: "eu-west-1", scopes: ["x", "y"],
          account: "1", roleName: "R", profile: "b"))
    ),
  ])
  func sourceProfilesOfEveryKind(lines: String, base: ProfileSource) throws {
    let config = """
      [profile a]
      role_arn = arn:a
      source_profile = b
      [sso-session corp]
      sso_start_url = https://s
      sso_region = eu-west-1
      sso_registration_scopes = x, y,
      [profile b]

      """
    #expect(
      try plan(config + lines) == .role(RoleSource(roleARN: "arn:a", profile: "a"), base: base))
  }

  @Test func keysBesideAnUnfinishedSignOnAreUsed() throws {
    #expect(
      try plan(
        "[profile a]\nsso_session = x\naws_access_key_id = AK\naws_secret_access_key = s") == keys)
  }

  @Test(arguments: ProfilePlannerTests.mistakeTable)
  func mistakes(lines: String, clause: String, remedy: String) {
    let place = "Profile \"a\" (~/.aws/config:3) "
    #expect(
      throws: ModelFailure(kind: .credentials, message: place + clause + ".", remedy: remedy)
    ) { try plan("[sso-session corp]\nsso_region = eu-west-1\n[profile a]\n\(lines)") }
  }

  static let mistakeTable = [
    (
      "region = r", "has no credentials",
      "Run aws configure sso --profile a, or aws configure --profile a for keys."
    ),
    (
      "aws_access_key_id = AK", "is missing aws_secret_access_key",
      "Run aws configure --profile a to write both halves of the keys."
    ),
    (
      "aws_secret_access_key = s", "is missing aws_access_key_id",
      "Run aws configure --profile a to write both halves of the keys."
    ),
    (
      "role_arn = r", "has role_arn, but neither source_profile nor credential_source",
      "Add source_profile = <the profile whose credentials take on the role>."
    ),
    (
      "role_arn = r\nsource_profile = b\ncredential_source = Environment",
      "has both source_profile and credential_source",
      "Keep the one that holds the credentials the role is taken on with."
    ),
    (
      "role_arn = r\ncredential_source = Environmant",
      "has credential_source = Environmant, which is none of Environment, Ec2InstanceMetadata,"
        + " EcsContainer", "Did you mean Environment?"
    ),
    (
      "role_arn = r\nsource_profile = a\nduration_seconds = 60",
      "has duration_seconds = 60, which is not a number from 900 to 43200",
      "Correct the number, or remove the line for an hour."
    ),
    (
      "web_identity_token_file = t", "has web_identity_token_file, but no role_arn",
      "Add role_arn = <ARN>."
    ),
    (
      "sso_role_name = R\nsso_start_url = u", "is missing sso_region",
      "Run aws configure sso --profile a."
    ),
    (
      "sso_role_name = R\nsso_start_url = u\nsso_region = x_y",
      "has sso_region = x_y, which is not the name of a region",
      "Write the region of Identity Center, such as us-east-1."
    ),
    (
      "sso_session = cor", "names sso_session \"cor\", but ~/.aws/config has no [sso-session cor]",
      "Did you mean \"corp\"?"
    ),
    (
      "sso_session = corp",
      "uses [sso-session corp] (~/.aws/config:1), which is missing sso_start_url",
      "Run aws configure sso-session, or add the key."
    ),
    (
      "sso_session = corp\nsso_start_url = u",
      "says sso_start_url, which belongs to [sso-session corp]",
      "Move the line to [sso-session corp] (~/.aws/config:1)."
    ),
    (
      "sso_session = corp\nsso_region = us-east-1",
      "says sso_region = us-east-1, but [sso-session corp] (~/.aws/config:1) says eu-west-1",
      "Remove sso_region from the profile."
    ),
  ]

  @Test func circlesAreShown() {
    let config =
      "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\n"
      + "source_profile = c\n[profile c]\nrole_arn = r\nsource_profile = b"
    #expect(
      throws: ModelFailure(
        kind: .credentials,
        message: "Profile \"c\" (~/.aws/config:7) leads in a circle: a → b → c → b.",
        remedy: "End the chain in a profile with credentials of its own.")
    ) { try plan(config) }
  }

  @Test func chainsAreBounded() {
    let config = (0..<100).map {
      "[profile p\($0)]\nrole_arn = r\nsource_profile = p\($0 + 1)"
    }.joined(separator: "\n")
    let failure = #expect(throws: ModelFailure.self) { try plan(config, "p0") }
    #expect(failure?.message.hasSuffix("is more than 16 roles away from credentials.") == true)
  }

  @Test func aMissingSourceProfileIsNamed() {
    let failure = #expect(throws: ModelFailure.self) {
      try plan("[profile a]\nrole_arn = r\nsource_profile = bsae\n[profile base]")
    }
    #expect(
      failure
        == ModelFailure(
          kind: .credentials,
          message: "There is no profile \"bsae\", which source_profile of profile \"a\" names, in"
            + " ~/.aws/config and ~/.aws/credentials.", remedy: "Did you mean \"base\"?"))
  }
}
