import Engine
import TestSupport
import Testing

@testable import adit

@Suite struct CompositionSettingsTests {
  static func values(
    _ variables: [String: String], _ change: (inout CommandLineOptions) -> Void = { _ in }
  ) -> [String: SettingValue] {
    var options = CommandLineOptions()
    change(&options)
    let composition = Composition(options: options, variables: variables)
    return Dictionary(uniqueKeysWithValues: composition.settingValues().map { ($0.name, $0) })
  }

  @Test func aFlagBeatsAVariableBeatsWhatIsBuiltIn() {
    let variables = ["BEDROCK_DEFAULT_MODEL": "haiku", "AWS_REGION": "eu-west-1"]
    let values = Self.values(variables)
    #expect(
      values["model"]
        == SettingValue("model", "haiku", .environment("BEDROCK_DEFAULT_MODEL")))
    #expect(values["region"] == SettingValue("region", "eu-west-1", .environment("AWS_REGION")))
    #expect(values["maxTokens"] == SettingValue("maxTokens", "16384"))
    let flagged = Self.values(variables) { $0.model = "opus" }
    #expect(flagged["model"] == SettingValue("model", "opus", .flag("--model")))
  }

  /// `adit cost --by task` lives from it.
  @Test(arguments: [("review", "review"), (nil, nil)] as [(String?, String?)])
  func aHeadlessTurnNamesItsTask(asked: String?, booked: String?) throws {
    var options = CommandLineOptions()
    options.task = asked
    let composition = Composition(options: options, variables: [:])
    #expect(try composition.turnSettings().settings.task == booked)
  }

  @Test func whatTheRunDerivesIsNamed() {
    let values = Self.values([
      "AWS_ENDPOINT_URL_BEDROCK_MANTLE": "https://mantle.example",
      "AWS_DEFAULT_PROFILE": "dev",
      "BEDROCK_DEFAULT_MODEL":
        "arn:aws:bedrock:eu-west-3:123456789012:application-inference-profile/x",
    ])
    #expect(
      values["endpoints.mantle"]
        == SettingValue(
          "endpoints.mantle", "https://mantle.example",
          .environment("AWS_ENDPOINT_URL_BEDROCK_MANTLE")))
    #expect(
      values["profile"] == SettingValue("profile", "dev", .environment("AWS_DEFAULT_PROFILE")))
    #expect(values["region"] == SettingValue("region", "eu-west-3", .derived("the model's ARN")))
  }

  @Test func theSharedConfigurationAndAddressesAreOrigins() throws {
    let folder = TemporaryFolder()
    try folder.write("[profile dev]\nregion = eu-north-1\n", to: "config")
    let variables = ["AWS_CONFIG_FILE": folder.path + "/config", "AWS_PROFILE": "dev"]
    let values = Self.values(variables)
    #expect(
      values["region"] == SettingValue("region", "eu-north-1", .derived("profile \"dev\"")))
    #expect(values["profile"] == SettingValue("profile", "dev", .environment("AWS_PROFILE")))
    let plain = Self.values([:])
    #expect(plain["profile"] == SettingValue("profile", "default"))
    let arn = Self.values([:]) {
      $0.model = "arn:aws:bedrock:eu-west-3:123456789012:application-inference-profile/abc"
    }
    #expect(arn["region"] == SettingValue("region", "eu-west-3", .derived("the model's ARN")))
  }

  @Test func retriesTellWhoSaidHowMany() {
    let retries = "BEDROCK_MAX_RETRIES"
    #expect(Self.values([:])[retries] == SettingValue(retries, "5"))
    #expect(
      Self.values(["AWS_MAX_ATTEMPTS": "3"])[retries]
        == SettingValue(retries, "2", .environment("AWS_MAX_ATTEMPTS")))
    #expect(
      Self.values(["AWS_MAX_ATTEMPTS": "3", retries: "7"])[retries]
        == SettingValue(retries, "7", .environment(retries)))
    #expect(Self.values([:])["BEDROCK_BACKOFF_MULTIPLIER"]?.text == "2.0")
  }

  @Test func noSecretIsShown() {
    let secret = "s3cr3t"
    let values = Self.values([
      "AWS_ACCESS_KEY_ID": secret, "AWS_SECRET_ACCESS_KEY": secret, "AWS_SESSION_TOKEN": secret,
      "AWS_BEARER_TOKEN_BEDROCK": secret, "ANTHROPIC_API_KEY": secret,
      "HTTPS_PROXY": "http://me:\(secret)@proxy:3128",
      "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "https://me:\(secret)@gateway/x",
    ])
    #expect(values.values.allSatisfy { $0.text?.contains(secret) != true })
    #expect(values["HTTPS_PROXY"]?.text == "http://…@proxy:3128")
    #expect(values["endpoints.runtime"]?.text == "https://…@gateway/x")
    #expect(values["AWS_ACCESS_KEY_ID"]?.text == "(set, not shown)")
  }
}
