import Engine
import TestSupport
import Testing
import Wire

@testable import Bedrock

/// The 28 profile chains that the AWS SDKs share.
@Suite(.enabled(if: TestData.isAvailable)) struct AssumeRoleCaseTests {
  @Test func sharedCases() throws {
    let root = try #require(TestData.root)
    let bytes = try #require(
      TestData.read("\(root)/vectors/aws-config/config/assume-role-tests.json"))
    let cases = try #require(JSONValue(parsing: bytes).array)
    #expect(cases.count == 28)
    for vector in cases {
      let name = vector["docs"]?.string ?? ""
      let input = try #require(vector["input"])
      let configuration = SharedConfiguration(
        profiles: sections(input["profiles"]), ssoSessions: sections(input["sso_sessions"]))
      let selected = try #require(input["selected_profile"]?.string)
      do throws(ModelFailure) {
        let plan = try ProfileSource.plan(profile: selected, in: configuration)
        #expect(.array(steps(plan)) == vector["output"]?["ProfileChain"], "\(name)")
      } catch {
        let clause = try #require(clauses[name], "\(name): \(error.message)")
        #expect(error.message.contains(clause), "\(name)")
        // This one is good for tokens, which Bedrock does not take: keys need
        // an account and a role.
        if name == "SSO token profile selected" { continue }
        #expect(vector["output"]?["Error"] != nil, "\(name): \(error.message)")
      }
    }
  }

  /// What our sentences say where a case expects an error.
  private let clauses = [
    "role_arn without source source_profile": "neither source_profile nor credential_source",
    "source profile and credential source both present":
      "both source_profile and credential_source",
    "partial credentials error (missing secret)": "is missing aws_secret_access_key",
    "partial credentials error (missing access key)": "is missing aws_access_key_id",
    "missing credentials error (empty source profile)": "Profile \"B\" has no credentials",
    "profile only contains configuration": "Profile \"A\" has no credentials",
    "missing source profile": "no profile \"B\", which source_profile of profile \"A\" names",
    "missing root profile (should never happen in practice)": "no profile \"A\"",
    "assume role profile infinite loop": "A → B → A",
    "infinite loop with static credentials": "A → B → A",
    "web identity role": "web_identity_token_file, but no role_arn",
    "invalid SSO credentials configuration: missing account ID": "is missing sso_account_id",
    "invalid SSO credentials configuration: missing role name": "is missing sso_role_name",
    "invalid SSO token configuration: sso_region must be in sso-session":
      "sso_region, which belongs to [sso-session A]",
    "SSO token profile selected": "is missing sso_account_id and sso_role_name",
    "invalid SSO token configuration: sso-session not found": "no [sso-session oops]",
  ]

  private func sections(_ value: JSONValue?) -> [String: ConfigurationSection] {
    var sections: [String: ConfigurationSection] = [:]
    for section in value?.object?.members ?? [] {
      var values: [String: String] = [:]
      for member in section.value.object?.members ?? [] {
        values[member.name] = member.value.string
      }
      sections[section.name] = ConfigurationSection(values: values)
    }
    return sections
  }

  /// A plan in the words of the cases.
  private func steps(_ source: ProfileSource) -> [JSONValue] {
    switch source {
    case .keys(let keys):
      [
        step(
          "AccessKey",
          [
            ("access_key_id", keys.accessKeyID),
            ("secret_access_key", keys.secretAccessKey.reveal()), ("account_id", keys.account),
          ])
      ]
    case .singleSignOn(let source):
      [
        step(
          "Sso",
          [
            ("sso_account_id", source.account), ("sso_region", source.region),
            ("sso_role_name", source.roleName), ("sso_start_url", source.startURL),
          ])
      ]
    case .webIdentity(let source):
      [
        step(
          "WebIdentityToken",
          [
            ("role_arn", source.roleARN), ("web_identity_token_file", source.tokenFile),
            ("role_session_name", source.sessionName),
          ])
      ]
    case .named(let source): [["NamedSource": .string(source.rawValue)]]
    case .role(let role, let base):
      steps(base) + [
        step(
          "AssumeRole",
          [
            ("role_arn", role.roleARN), ("external_id", role.externalID),
            ("role_session_name", role.sessionName),
          ])
      ]
    case .login, .process: []
    }
  }

  private func step(_ name: String, _ members: [(name: String, value: String?)]) -> JSONValue {
    var object = JSONObject()
    for member in members { object[member.name] = member.value.map(JSONValue.string) }
    var step = JSONObject()
    step[name] = .object(object)
    return .object(step)
  }
}
