import Bedrock
import Engine
import TestSupport
import Testing
import Transport

@testable import adit

/// Which hosts of AWS are called, as a proxy sees them (aws-auth-and-http 1.4,
/// 3.2, 3.4): every request is refused there, so nobody else is asked.
@Suite struct CalledHostTests {
  private static let keys = ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "s"]

  /// Hosts and ports in order of the calls, each once.
  private func called(
    _ environment: [String: String], config: String = "", files: [String: String] = [:],
    overrides: ServiceSettings.Overrides = ServiceSettings.Overrides(),
    model: String? = "anthropic.claude-test-v1"
  ) async throws -> [String] {
    let proxy = try ScriptedServer(replies: [ScriptedServer.Reply(403)])
    defer { proxy.stop() }
    let environment = ["HOME": "/home"].merging(environment) { $1 }
    let values = EnvironmentValues(environment)
    let transport = CurlTransport(
      configuration: TransportConfiguration(
        userAgent: "test", environment: ["HTTPS_PROXY": proxy.url]))
    let context = CredentialContext(
      environment: values, home: "/home",
      files: FixedFiles(files.merging(["/home/.aws/config": config]) { $1 }),
      commands: NoCommands(), transport: transport, clock: LimitlessClock(),
      unixSeconds: { signInNoon }, endpoints: ServiceEndpoints(environment: values))
    var options = CredentialChainOptions()
    options.profile = overrides.profile
    let chain = CredentialChain(context: context, options: options)
    guard let model else {
      _ = try? await chain.resolve()
      return hosts(proxy)
    }
    let settings = ServiceSettings(
      environment: environment, configuration: SharedConfiguration(config: Array(config.utf8)),
      overrides: overrides)
    let client = BedrockClient(
      settings: settings, bedrockCredentials: chain, directCredentials: chain,
      transport: transport, memory: ServiceMemory(unixSeconds: { signInNoon }))
    let asked = RefusedModel.settings {
      $0.model.modelId = model
      $0.model.profiles = []
    }
    _ = try? await client.open(
      ModelRequest(
        model: asked.model, api: .invoke,
        messages: [Message(role: .user, content: [.text("a")])], maxTokens: 10))
    return hosts(proxy)
  }

  private func hosts(_ proxy: ScriptedServer) -> [String] {
    proxy.requests.reduce(into: []) { hosts, request in
      if hosts.last != request.target { hosts.append(request.target) }
    }
  }

  @Test(
    arguments: [
      (["AWS_REGION": "eu-west-1"], "", "bedrock-runtime.eu-west-1.amazonaws.com"),
      (["AWS_DEFAULT_REGION": "eu-west-2"], "", "bedrock-runtime.eu-west-2.amazonaws.com"),
      ([:], "[default]\nregion = eu-west-3", "bedrock-runtime.eu-west-3.amazonaws.com"),
      (
        ["AWS_REGION": "us-east-1", "AWS_USE_FIPS_ENDPOINT": "True"], "",
        "bedrock-runtime-fips.us-east-1.amazonaws.com"
      ),
      (
        ["AWS_REGION": "us-east-1"], "[default]\nuse_fips_endpoint = true",
        "bedrock-runtime-fips.us-east-1.amazonaws.com"
      ),
      (
        ["AWS_REGION": "us-east-1", "AWS_USE_DUALSTACK_ENDPOINT": "true"], "",
        "bedrock-runtime.us-east-1.api.aws"
      ),
      (
        ["AWS_REGION": "us-east-1"], "[default]\nuse_dualstack_endpoint = true",
        "bedrock-runtime.us-east-1.api.aws"
      ),
      (["AWS_REGION": "cn-north-1"], "", "bedrock-runtime.cn-north-1.amazonaws.com.cn"),
      (["AWS_REGION": "us-gov-west-1"], "", "bedrock-runtime.us-gov-west-1.amazonaws.com"),
      (["AWS_REGION": "eusc-de-east-1"], "", "bedrock-runtime.eusc-de-east-1.amazonaws.eu"),
      (
        [
          "AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": "https://h.invalid",
          "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
        ], "", "bedrock-runtime.eu-west-1.amazonaws.com"
      ),
      (
        ["AWS_REGION": "eu-west-1"],
        "[default]\nendpoint_url = https://h.invalid\nignore_configured_endpoint_urls = true",
        "bedrock-runtime.eu-west-1.amazonaws.com"
      ),
      (
        ["AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": "https://vpce.example/base"], "",
        "vpce.example"
      ),
    ] as [([String: String], String, String)])
  func runtime(environment: [String: String], config: String, host: String) async throws {
    let hosts = try await called(Self.keys.merging(environment) { $1 }, config: config)
    #expect(hosts == [host + ":443"])
  }

  /// The region of the settings beats every variable; that of an ARN is where
  /// the resource is.
  @Test func regions() async throws {
    let environment = Self.keys.merging(["AWS_REGION": "eu-west-1"]) { $1 }
    #expect(
      try await called(
        environment, overrides: ServiceSettings.Overrides(region: "ap-south-1"))
        == ["bedrock-runtime.ap-south-1.amazonaws.com:443"])
    #expect(
      try await called(
        environment,
        model: "arn:aws:bedrock:sa-east-1:123456789012:application-inference-profile/abc")
        == ["bedrock-runtime.sa-east-1.amazonaws.com:443"])
  }

  /// STS is asked in the region, and without one in the first of the role's
  /// partition.
  @Test(
    arguments: [
      (["AWS_REGION": "eu-west-1"], "aws", "sts.eu-west-1.amazonaws.com"),
      ([:], "aws", "sts.us-east-1.amazonaws.com"),
      ([:], "aws-cn", "sts.cn-north-1.amazonaws.com.cn"),
    ] as [([String: String], String, String)])
  func tokens(environment: [String: String], partition: String, host: String) async throws {
    let config = """
      [default]
      role_arn = arn:\(partition):iam::123456789012:role/R
      source_profile = base
      [profile base]
      aws_access_key_id = AKID
      aws_secret_access_key = s
      """
    let hosts = try await called(environment, config: config, model: nil)
    #expect(hosts == [host + ":443"])
  }

  /// Sign-ins are asked in their own region, never in that of the models.
  @Test(arguments: [3600, 60])
  func signIns(left: Int) async throws {
    let config = """
      [default]
      sso_session = corp
      sso_account_id = 123456789012
      sso_role_name = Dev
      region = us-west-2
      [sso-session corp]
      sso_start_url = https://corp.awsapps.com/start
      sso_region = eu-central-1
      """
    let hosts = try await called(
      ["AWS_REGION": "ap-south-1"], config: config,
      files: ["/home/" + SingleSignOnSamples.tokenFile: SingleSignOnSamples.token(left: left)],
      model: nil)
    let portal = "portal.sso.eu-central-1.amazonaws.com:443"
    #expect(hosts == (left > 300 ? [portal] : ["oidc.eu-central-1.amazonaws.com:443", portal]))
  }

  @Test func logins() async throws {
    let hosts = try await called(
      ["AWS_REGION": "eu-west-1"],
      config: "[default]\nlogin_session = \(LoginProviderTests.arn)\nregion = us-west-2\n",
      files: ["/home/" + LoginProviderTests.file: LoginProviderTests.session(left: -10)],
      model: nil)
    #expect(hosts.count == 1 && hosts[0].hasSuffix(".signin.aws.amazon.com:443"), "\(hosts)")
  }
}
