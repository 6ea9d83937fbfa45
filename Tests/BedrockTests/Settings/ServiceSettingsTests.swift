import Engine
import Testing

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
