import Engine
import Testing

@testable import Bedrock

@Suite struct ModelRegistryResolutionTests {
  private static func resolve(_ name: String, today: String = "2026-11-21") -> ModelResolution {
    BuiltInRegistry.registry.resolve(name, today: today)
  }

  @Test(arguments: [
    ("sonnet", "claude-sonnet-5-5"), ("opus", "claude-opus-5-5"), ("haiku", "claude-haiku-5-5"),
    ("Sonnet", "claude-sonnet-5-5"), ("claude-sonnet", "claude-sonnet-5-5"),
    ("fable", "claude-fable-5-1"), ("nova", "nova-2-lite"), ("llama", "llama-4-maverick"),
    (" claude-sonnet-4-5 ", "claude-sonnet-4-5"), ("Claude Sonnet 4.5", "claude-sonnet-4-5"),
    ("sonnet 4.5", "claude-sonnet-4-5"), ("sonnet-4.5", "claude-sonnet-4-5"),
    ("opus_4_6", "claude-opus-4-6"), ("claude-3-opus", "claude-opus-4-1"),
    ("claude-sonnet-4-5-20250929", "claude-sonnet-4-5"), ("Nova Pro", "nova-pro"),
    ("amazon nova pro", "nova-pro"), ("r1", "deepseek-r1"),
  ])
  func namesLeadToEntries(name: String, key: String) {
    let resolved = Self.resolve(name)
    guard case .model(let model, let warning) = resolved else {
      Issue.record("\(name): \(resolved)")
      return
    }
    #expect(model.key == key)
    #expect(warning == nil)
    #expect(!model.profiles.isEmpty || model.provider != "Anthropic")
  }

  @Test func familyMeansTheNewestThatIsAlive() {
    let registry = ModelRegistry(
      builtIn: Array(
        """
        {"modelRegistry": {
          "old": {"modelId": "a.1", "family": "f", "released": "2025-01-01",
            "contextWindow": 1, "maxOutputTokens": 1},
          "new": {"modelId": "a.2", "family": "f", "released": "2026-01-01",
            "endOfLife": "2026-06-01", "contextWindow": 1, "maxOutputTokens": 1}}}
        """.utf8))
    #expect(registry.resolve("f", today: "2026-05-31").model?.key == "new")
    #expect(registry.resolve("f", today: "2026-06-01").model?.key == "old")
  }

  @Test func pastEndOfLifeIsUsedWithAWarning() {
    let resolved = Self.resolve("claude-sonnet-4")
    guard case .model(let model, let warning) = resolved else { return #expect(Bool(false)) }
    #expect(model.key == "claude-sonnet-4")
    #expect(
      warning == "Claude Sonnet 4 reached its end of life on 2026-10-14; Bedrock may refuse it.")
    guard case .model(_, let before) = Self.resolve("claude-sonnet-4", today: "2026-10-13") else {
      return #expect(Bool(false))
    }
    #expect(before == nil)
  }

  /// Ids and ARNs stay as they are; what is known about the model stays with
  /// them.
  @Test(arguments: [
    ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"),
    ("global.anthropic.claude-opus-5-5", "claude-opus-5-5"),
    ("anthropic.claude-sonnet-5-5", "claude-sonnet-5-5"),
    ("us.amazon.nova-pro-v1:0", "nova-pro"),
    (
      "arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0",
      "claude-sonnet-4-5"
    ),
    (
      "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/"
        + "eu.anthropic.claude-opus-4-6-v1", "claude-opus-4-6"
    ),
  ])
  func idsAreCalledAsGiven(id: String, key: String) throws {
    let model = try #require(Self.resolve(id).model)
    let entry = try BuiltInRegistry.model(key)
    #expect(model.modelId == id)
    #expect(model.profiles == [])
    #expect(model.key == key)
    #expect(model.prices == entry.prices)
    #expect(model.rules == entry.rules)
  }

  @Test func aBareClaudeIdWarns() {
    guard case .model(_, let warning) = Self.resolve("anthropic.claude-opus-5") else {
      return #expect(Bool(false))
    }
    #expect(warning?.contains("anthropic.claude-opus-5 names none") == true)
  }

  @Test(arguments: [
    ("anthropic.claude-3-haiku-20240307-v1:0", ModelAPI.invoke, "Anthropic", "haiku", 200_000),
    ("eu.anthropic.claude-sonnet-9", .invoke, "Anthropic", "sonnet", 200_000),
    ("cohere.command-r-v1:0", .converse, "Cohere", "cohere", 128_000),
    ("us.meta.llama3-1-70b-instruct-v1:0", .converse, "Meta", "meta", 128_000),
    (
      "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123",
      .converse, "unknown", "", 128_000
    ),
    (
      "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc123", .converse, "unknown", "",
      128_000
    ),
  ])
  func unlistedIdsAreTakenAtTheirWord(
    id: String, api: ModelAPI, provider: String, family: String, context: Int
  ) throws {
    let model = try #require(Self.resolve(id).model)
    #expect(model.modelId == id)
    #expect(model.key == id)
    #expect(model.preferredAPI == api)
    #expect(model.provider == provider)
    #expect(model.family == family)
    #expect(model.contextWindow == context)
    #expect(model.rules.sampling == .none)
    #expect(model.rules.thinking == .unsupported)
    #expect(model.prices == nil)
    #expect(model.profiles == [])
  }

  @Test(arguments: [
    ("anthropic.claude-3-haiku-20240307-v1:0", 4_096), ("us.anthropic.claude-v2:1", 4_096),
    ("eu.anthropic.claude-sonnet-9", 32_000), ("cohere.command-r-v1:0", 4_096),
  ])
  func unlistedIdsAreAskedForWhatEveryOneGives(id: String, tokens: Int) throws {
    #expect(try #require(Self.resolve(id).model).maxOutputTokens == tokens)
  }

  @Test(
    arguments: [
      ("sonet", ["sonnet"]), ("opsu", ["opus"]), ("claude-sonet-4-5", ["claude-sonnet-4-5"]),
      ("antropic.claude-opus-5", ["claude-opus-5"]), ("gpt-turbo-ultra-max", []), ("", []),
    ] as [(String, [String])])
  func unknownNamesSuggestTheNearest(name: String, first: [String]) {
    guard case .unknown(let message, let suggestions) = Self.resolve(name) else {
      Issue.record("\(name) was resolved")
      return
    }
    #expect(Array(suggestions.prefix(1)) == first)
    #expect(message.hasPrefix("No model is called \"\(name)\""))
    #expect(suggestions.count <= 3)
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("sonnet", "sonet", 1), ("ab", "ba", 2),
  ])
  func editDistance(left: String, right: String, distance: Int) {
    #expect(EditDistance.between(left, right) == distance)
    #expect(EditDistance.between(right, left) == distance)
  }
}
