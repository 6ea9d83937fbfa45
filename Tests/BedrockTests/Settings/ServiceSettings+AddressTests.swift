import Engine
import Testing

@testable import Bedrock

@Suite struct ServiceSettingsAddressTests {
  /// What is billed is what is called; Mantle and the direct API know no
  /// profiles.
  @Test(
    arguments: [
      (.invoke, "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "us"),
      (.converse, "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "us"),
      (.mantle, "anthropic.claude-sonnet-4-5", nil),
      (.messages, "claude-sonnet-4-5-20250929", nil),
    ] as [(ModelAPI, String, String?)])
  func whatIsCalledAndBilled(api: ModelAPI, id: String, prefix: String?) throws {
    let settings = ServiceSettings(environment: ["AWS_REGION": "us-east-1"])
    let model = try BuiltInRegistry.model("claude-sonnet-4-5")
    #expect(settings.calledID(of: model, through: api) == id)
    #expect(settings.billedPrefix(of: model, through: api) == prefix)
  }

  @Test func anApplicationProfileIsBilledAsWhatItIsMadeOf() throws {
    let settings = ServiceSettings(environment: [:])
    var model = try BuiltInRegistry.model(
      "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2")
    model.pricingPrefix = "eu"
    #expect(settings.billedPrefix(of: model, through: .invoke) == "eu")
    #expect(settings.calledID(of: model, through: .invoke) == model.modelId)
  }
}
