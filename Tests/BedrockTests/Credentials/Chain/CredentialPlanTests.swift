import Engine
import Testing

@testable import Bedrock

@Suite struct CredentialPlanTests {
  private static let file = """
    [default]
    aws_access_key_id = AD
    aws_secret_access_key = s
    [profile dev]
    aws_access_key_id = AV
    aws_secret_access_key = s
    [profile plain]
    region = eu-west-1
    [profile half]
    aws_access_key_id = AH
    """
  private static let keys = ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "s"]
  private static let bearer = ["AWS_BEARER_TOKEN_BEDROCK": "ABSK"]
  private static let web = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "arn:r"]
  private static let container = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/c"]

  private func plan(
    _ environments: [[String: String]], file: String, profile: String? = nil,
    looksLikeInstance: Bool = false
  ) throws(ModelFailure) -> CredentialPlan {
    let environment = environments.reduce(into: [:]) { $0.merge($1) { $1 } }
    return try CredentialPlan(
      environment: EnvironmentValues(environment),
      configuration: SharedConfiguration(config: Array(file.utf8)),
      options: CredentialChainOptions(profile: profile, looksLikeInstance: looksLikeInstance))
  }

  private func profile(_ name: String, _ id: String) -> ConfiguredProvider {
    .profile(
      name,
      .keys(
        StaticKeys(
          accessKeyID: id, secretAccessKey: Secret("s"), sessionToken: nil, profile: name)))
  }

  private var environmentRole: ConfiguredProvider {
    .webIdentity(
      WebIdentitySource(
        tokenFile: "/t", roleARN: "arn:r", sessionName: nil, region: nil, profile: nil))
  }

  /// The order of auth 3.1, each place beating everything after it.
  @Test func order() throws {
    let all = [Self.bearer, Self.keys, ["AWS_PROFILE": "dev"], Self.web, Self.container]
    #expect(
      try plan(all, file: Self.file, profile: "dev", looksLikeInstance: true).provider
        == profile("dev", "AV"))
    #expect(try plan(all, file: Self.file, looksLikeInstance: true).provider == .apiKey)
    #expect(
      try plan(Array(all.dropFirst(1)), file: Self.file, looksLikeInstance: true).provider
        == .environmentKeys)
    #expect(
      try plan(Array(all.dropFirst(2)), file: Self.file, looksLikeInstance: true).provider
        == profile("dev", "AV"))
    #expect(
      try plan(Array(all.dropFirst(3)), file: Self.file, looksLikeInstance: true).provider
        == profile("default", "AD"))
    #expect(
      try plan(Array(all.dropFirst(3)), file: "", looksLikeInstance: true).provider
        == environmentRole)
    #expect(
      try plan(Array(all.dropFirst(4)), file: "", looksLikeInstance: true).provider == .container)
    #expect(
      try plan([], file: "", looksLikeInstance: true).provider == .instance(profile: "default"))
    #expect(try plan([], file: "").provider == nil)
  }

  @Test(
    arguments: [
      (["AWS_EC2_METADATA_DISABLED": "true"], true, nil),
      (["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:1"], false, "default"),
      (["AWS_PROFILE": "plain"], true, "plain"), (["AWS_PROFILE": "plain"], false, nil),
      (["AWS_ROLE_ARN": "arn:alone"], false, nil),
      (["AWS_ACCESS_KEY_ID": " ", "AWS_BEARER_TOKEN_BEDROCK": ""], false, nil),
    ] as [([String: String], Bool, String?)])
  func instances(environment: [String: String], looksLikeInstance: Bool, profile: String?) throws {
    let plan = try plan(
      [environment], file: "[profile plain]\nregion = x", looksLikeInstance: looksLikeInstance)
    #expect(plan.provider == profile.map { .instance(profile: $0) })
  }

  /// What is set up wrongly ends the search: the next place would be somebody
  /// else's account.
  @Test(
    arguments: [
      (["AWS_PROFILE": "gone"], nil, "There is no profile \"gone\""),
      (["AWS_PROFILE": "half"], nil, "is missing aws_secret_access_key"),
      ([:], "plain", "has no credentials"), (keys, "gone", "There is no profile \"gone\""),
      (["AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_PROFILE": "plain"], nil, "AWS_ROLE_ARN is not"),
      (
        ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://example.com/", "AWS_PROFILE": "plain"], nil,
        "by plain http"
      ),
    ] as [([String: String], String?, String)])
  func wrong(environment: [String: String], profile: String?, message: String) {
    do throws(ModelFailure) {
      let plan = try plan(
        [environment], file: Self.file, profile: profile, looksLikeInstance: true)
      Issue.record("\(String(describing: plan.provider))")
    } catch {
      #expect(error.message.contains(message))
    }
  }

  @Test(
    arguments: [
      (
        [keys, ["AWS_PROFILE": "dev"]],
        ["Using AWS_ACCESS_KEY_ID from the environment; AWS_PROFILE is ignored."]
      ),
      (
        [keys, ["AWS_DEFAULT_PROFILE": "dev"]],
        ["Using AWS_ACCESS_KEY_ID from the environment; AWS_DEFAULT_PROFILE is ignored."]
      ),
      (
        [bearer, keys],
        ["Using AWS_BEARER_TOKEN_BEDROCK from the environment; AWS_ACCESS_KEY_ID is ignored."]
      ), ([keys], []), ([bearer], []), ([["AWS_PROFILE": "dev"]], []),
    ] as [([[String: String]], [String])])
  func notices(environments: [[String: String]], notices: [String]) throws {
    #expect(try plan(environments, file: Self.file).notices == notices)
  }

  @Test func halfAKeyPairCountsAsSetUp() throws {
    #expect(
      try plan([["AWS_SECRET_ACCESS_KEY": "s"]], file: Self.file).provider == .environmentKeys)
  }
}
