import Engine
import Testing
import Wire

@testable import Bedrock

@Suite struct ServiceSettingsTests {
  @Test(
    arguments: [
      ([:], nil, "us-east-1", "us-east-1 (assumed)"),
      (["AWS_DEFAULT_REGION": "eu-west-1"], nil, "eu-west-1", "eu-west-1"),
      (
        ["AWS_REGION": "us-west-2", "AWS_DEFAULT_REGION": "eu-west-1"], nil, "us-west-2",
        "us-west-2"
      ),
      (["AWS_REGION": "  ", "AWS_DEFAULT_REGION": "eu-west-1"], nil, "eu-west-1", "eu-west-1"),
      (["AWS_REGION": "\"us-west-2\"\n"], nil, "us-west-2", "us-west-2"),
      (["AWS_REGION": "us-west-2"], "ap-south-1", "ap-south-1", "ap-south-1"),
    ] as [([String: String], String?, String, String)])
  func regions(environment: [String: String], setting: String?, name: String, label: String) {
    let settings = ServiceSettings(
      environment: environment, overrides: ServiceSettings.Overrides(region: setting))
    #expect(settings.region.name == name)
    #expect(settings.region.label == label)
    #expect(settings.problems == [])
  }

  @Test(
    arguments: [
      (
        [:], "https://bedrock-runtime.us-east-1.amazonaws.com",
        "https://bedrock.us-east-1.amazonaws.com"
      ),
      (
        ["AWS_ENDPOINT_URL": "https://all.example"], "https://all.example", "https://all.example"
      ),
      (
        [
          "AWS_ENDPOINT_URL": "https://all.example",
          "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "http://127.0.0.1:9/base",
          "AWS_ENDPOINT_URL_BEDROCK": "https://control.example",
        ], "http://127.0.0.1:9", "https://control.example"
      ),
      (
        ["AWS_ENDPOINT_URL": "https://all.example", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"],
        "https://bedrock-runtime.us-east-1.amazonaws.com", "https://bedrock.us-east-1.amazonaws.com"
      ),
      (
        ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "", "AWS_REGION": "cn-north-1"],
        "https://bedrock-runtime.cn-north-1.amazonaws.com.cn",
        "https://bedrock.cn-north-1.amazonaws.com.cn"
      ),
    ] as [([String: String], String, String)])
  func endpoints(environment: [String: String], runtime: String, control: String) throws {
    let settings = ServiceSettings(environment: environment)
    #expect(try settings.runtimeEndpoint().origin == runtime)
    #expect(try settings.controlEndpoint().origin == control)
    #expect(settings.problems == [])
  }

  private static let config = """
    [default]
    region = ap-south-1
    [profile dev]
    region = eu-west-1
    ca_bundle = ~/ca.pem
    use_fips_endpoint = true
    [profile bare]
    """
  /// A short-term API key for us-west-2.
  private static let key =
    "bedrock-api-key-"
    + Base64.encode(
      Array("h/?X-Amz-Credential=AK%2F20261121%2Fus-west-2%2Fbedrock%2Faws4_request".utf8))
  private static let arn =
    "arn:aws:bedrock:sa-east-1:123456789012:application-inference-profile/abc"

  @Test(
    arguments: [
      ([:], [:], "ap-south-1", .profile("default")),
      (["AWS_PROFILE": "dev"], [:], "eu-west-1", .profile("dev")),
      (["AWS_PROFILE": "dev"], ["profile": "default"], "ap-south-1", .profile("default")),
      (
        ["AWS_PROFILE": "dev", "AWS_DEFAULT_REGION": "us-east-2"], [:], "us-east-2",
        .environment("AWS_DEFAULT_REGION")
      ),
      (["AWS_PROFILE": "bare", "AWS_BEARER_TOKEN_BEDROCK": key], [:], "us-west-2", .apiKey),
      (
        ["AWS_PROFILE": "dev", "AWS_BEARER_TOKEN_BEDROCK": key], [:], "eu-west-1", .profile("dev")
      ),
      // The profile of the settings is used instead of the key.
      (["AWS_BEARER_TOKEN_BEDROCK": key], ["profile": "bare"], "us-east-1", .assumed),
      (["AWS_PROFILE": "bare"], ["model": arn], "sa-east-1", .modelARN),
      (["AWS_PROFILE": "bare", "BEDROCK_DEFAULT_MODEL": arn], [:], "sa-east-1", .modelARN),
      (
        [
          "AWS_PROFILE": "bare",
          "AWS_ENDPOINT_URL_BEDROCK_RUNTIME":
            "https://vpce-0a.bedrock-runtime.eu-north-1.vpce.amazonaws.com",
        ], [:], "eu-north-1", .endpoint
      ),
      (["AWS_PROFILE": "bare"], [:], "us-east-1", .assumed),
      (["AWS_PROFILE": "absent"], [:], "us-east-1", .assumed),
    ] as [([String: String], [String: String], String, RegionChoice.Source)])
  func regionsOfProfilesAndKeys(
    environment: [String: String], overrides: [String: String], name: String,
    source: RegionChoice.Source
  ) {
    let settings = ServiceSettings(
      environment: environment,
      configuration: SharedConfiguration(config: Array(Self.config.utf8)),
      overrides: ServiceSettings.Overrides(
        profile: overrides["profile"], model: overrides["model"]))
    #expect(settings.region == RegionChoice(name: name, source: source))
    #expect(settings.problems == [])
  }

  @Test func theProfileCounts() throws {
    let settings = ServiceSettings(
      environment: ["HOME": "/h"],
      configuration: SharedConfiguration(config: Array(Self.config.utf8) + Array("\nx".utf8)),
      overrides: ServiceSettings.Overrides(profile: "dev"))
    #expect(settings.profile == ProfileSelection(name: "dev", source: .setting))
    #expect(
      settings.certificateBundle
        == CertificateBundle(path: "/h/ca.pem", setting: "ca_bundle of profile \"dev\""))
    #expect(
      try settings.runtimeEndpoint().origin
        == "https://bedrock-runtime-fips.eu-west-1.amazonaws.com")
    #expect(
      settings.problems == [
        "~/.aws/config:8: Expected an '=' sign defining a property; the line is passed over."
      ])
    let plain = ServiceSettings(environment: [:])
    #expect(plain.profile == ProfileSelection(name: "default", source: .fallback))
    #expect(plain.certificateBundle == nil)
  }

  @Test func anEndpointInAnotherRegionIsTold() {
    let settings = ServiceSettings(environment: [
      "AWS_REGION": "us-east-1",
      "AWS_ENDPOINT_URL": "https://vpce-0a.bedrock-runtime.eu-west-1.vpce.amazonaws.com",
    ])
    #expect(
      settings.problems == [
        "The endpoint of bedrock-runtime is in eu-west-1, but requests are signed for us-east-1"
          + " (AWS_REGION), which the service refuses."
      ])
  }

  @Test func remediesNameWhatIsToBeChanged() {
    func failure(_ environment: [String: String]) -> ModelFailure? {
      #expect(throws: ModelFailure.self) {
        try ServiceSettings(environment: environment).mantleEndpoint()
      }
    }
    #expect(
      failure(["AWS_REGION": "us east"])
        == ModelFailure(
          kind: .invalidRequest,
          message:
            "No usable endpoint: \"us east\" is not the name of a region, such as us-east-1.",
          remedy: "Name a region with AWS_REGION; now it comes from AWS_REGION."))
    #expect(failure(["AWS_ENDPOINT_URL": "x"])?.remedy == "Check AWS_ENDPOINT_URL.")
  }

  @Test func regionsOfARNs() throws {
    let settings = ServiceSettings(environment: ["AWS_REGION": "us-east-1"])
    var model = try BuiltInRegistry.model("sonnet")
    #expect(settings.regionNotice(for: model) == nil)
    model.modelId = Self.arn
    #expect(
      settings.regionNotice(for: model)
        == "The ARN of \(model.displayName) is in sa-east-1: its requests go there, not to"
        + " us-east-1 (AWS_REGION).")
  }

  @Test func directEndpoint() throws {
    #expect(
      try ServiceSettings(environment: [:]).directEndpoint().origin == "https://api.anthropic.com")
    let settings = ServiceSettings(environment: ["ANTHROPIC_BASE_URL": "http://localhost:4/v/"])
    #expect(try settings.directEndpoint().origin == "http://localhost:4")
    #expect(try settings.directEndpoint().basePath == "/v")
  }

  @Test func numbersAndNames() {
    let settings = ServiceSettings(environment: [
      "BEDROCK_TIMEOUT_MS": "1500", "BEDROCK_MAX_RETRIES": "0", "BEDROCK_DEFAULT_MODEL": "opus",
    ])
    #expect(settings.timeoutMilliseconds == 1_500)
    #expect(settings.maximumRetries == 0)
    #expect(settings.defaultModel == "opus")
    #expect(
      ServiceSettings(environment: ["BEDROCK_TIMEOUT_MS": "6e5"]).timeoutMilliseconds == 600_000)
    #expect(ServiceSettings(environment: ["AWS_MAX_ATTEMPTS": "3"]).maximumRetries == 2)
    #expect(
      ServiceSettings(environment: ["AWS_MAX_ATTEMPTS": "3", "BEDROCK_MAX_RETRIES": "7"])
        .maximumRetries == 7)
    let defaults = ServiceSettings(environment: [:])
    #expect(defaults.timeoutMilliseconds == 300_000)
    #expect(defaults.maximumRetries == 5)
    #expect(defaults.defaultModel == "sonnet")
  }

  @Test func problemsAreSentences() {
    let settings = ServiceSettings(
      environment: [
        "BEDROCK_TIMEOUT_MS": "soon", "BEDROCK_MAX_RETRIES": "-1",
        "ANTHROPIC_BASE_URL": "http://example.com", "AWS_REGION": "us east",
      ], overrides: ServiceSettings.Overrides(profilePrefix: "mars"))
    #expect(
      settings.problems == [
        "BEDROCK_TIMEOUT_MS=soon is not a whole number from 1 to 86400000; 300000 is used.",
        "BEDROCK_MAX_RETRIES=-1 is not a whole number from 0 to 100; 5 is used.",
        "The profile prefix \"mars\" is none of us-gov, global, apac, us, eu, jp, au, ca, none.",
        "No usable endpoint: \"us east\" is not the name of a region, such as us-east-1.",
        "No usable endpoint: \"http://example.com\" would send keys and prompts unencrypted; plain"
          + " http works only to 127.0.0.0/8, [::1] and localhost.",
      ])
  }
}
