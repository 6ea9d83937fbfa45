import Engine
import Testing

@testable import Bedrock

@Suite struct ModelRegistryTests {
  private static func registry(_ text: String, overlay: String? = nil) -> ModelRegistry {
    ModelRegistry(
      builtIn: Array(text.utf8), builtInName: "built-in.json",
      overlays: overlay.map { [(name: "models.json", bytes: Array($0.utf8))] } ?? [])
  }

  private static let sample = """
    { // comments are welcome
      "modelRegistry": {
        "one": {
          "modelId": "anthropic.claude-one", "displayName": "One", "provider": "Anthropic",
          "capabilities": ["text"], "contextWindow": 200000, "maxOutputTokens": 8192,
          "regions": ["us-east-1"], "family": "sonnet", "released": "2025-01-01",
          "rules": {"sampling": "one", "effort": ["low", "high"]},
          "profiles": ["us", "eu"],
          "prices": {"source": "a list", "date": "2026-11-21", "input": 0.1, "output": 3,
            "geographicFactor": 1.1},
        },
      }
    }
    """

  @Test func readsAnEntryWhole() {
    let registry = Self.registry(Self.sample)
    #expect(registry.problems == [])
    #expect(
      registry.models == [
        ModelDescriptor(
          key: "one", modelId: "anthropic.claude-one", displayName: "One", provider: "Anthropic",
          family: "sonnet", released: "2025-01-01", capabilities: ["text"],
          contextWindow: 200_000, maxOutputTokens: 8_192, regions: ["us-east-1"],
          profiles: ["us", "eu"], preferredAPI: .invoke,
          rules: ParameterRules(
            sampling: .one, thinking: .unsupported, effortLevels: ["low", "high"],
            bytesPerTokenHundredths: 270),
          prices: PriceList(
            base: TokenPrices(input: 100_000_000, output: 3_000_000_000),
            geographicPermille: 1_100, govPermille: 1_100, source: "a list", date: "2026-11-21"))
      ])
  }

  @Test func overlaysChangeMemberByMemberAndAdd() throws {
    let registry = Self.registry(
      Self.sample,
      overlay: """
        {"modelRegistry": {
          "one": {"displayName": "Mine", "rules": {"sampling": "none"}},
          "mine": {"modelId": "eu.anthropic.claude-one"},
          "two": {"modelId": "meta.two", "contextWindow": 1000, "maxOutputTokens": 100}}}
        """)
    #expect(registry.problems == [])
    #expect(registry.models.map(\.key) == ["one", "mine", "two"])
    let one = registry.models[0]
    #expect(one.displayName == "Mine")
    #expect(one.rules.sampling == .none)
    #expect(one.rules.effortLevels == ["low", "high"])
    let mine = registry.models[1]
    #expect(mine.modelId == "eu.anthropic.claude-one")
    #expect(mine.profiles == [])
    #expect(mine.displayName == "mine")
    #expect(mine.prices == one.prices)
    let two = registry.models[2]
    #expect(two.provider == "Meta")
    #expect(two.preferredAPI == .converse)
    #expect(two.rules.sampling == .none)
  }

  /// One line of a broken entry each; the good neighbour stays.
  @Test(arguments: [
    ("{\"contextWindow\": 1, \"maxOutputTokens\": 1}", 3, "\"modelId\" is missing"),
    ("[1]", 3, "an object was expected"),
    ("{\"modelId\": 7}", 3, "\"modelId\" must be a string"),
    ("{\"modelId\": \"a.b\",\n\"maxOutputTokens\": 1}", 3, "\"contextWindow\" is missing"),
    (
      "{\"modelId\": \"a.b\",\n\"contextWindow\": \"big\", \"maxOutputTokens\": 1}", 4,
      "\"contextWindow\" must be a whole number of tokens"
    ),
    (
      "{\"modelId\": \"a.b\",\n\"contextWindow\": 0, \"maxOutputTokens\": 1}", 4,
      "\"contextWindow\" must be a whole number of tokens"
    ),
    (
      "{\"modelId\": \"a.b\",\n\n\"api\": \"soap\", \"contextWindow\": 1, \"maxOutputTokens\": 1}",
      5,
      "\"api\" must be one of invoke, converse, messages, mantle"
    ),
    (
      "{\"modelId\": \"a.b\", \"contextWindow\": 1, \"maxOutputTokens\": 1,\n"
        + "\"rules\": {\n\"thinking\": \"deep\"}}", 5,
      "\"rules.thinking\" must be one of unsupported, budget, adaptive, adaptiveOrBudget, adaptiveDefaultOn, always"
    ),
    (
      "{\"modelId\": \"a.b\", \"contextWindow\": 1, \"maxOutputTokens\": 1,\n\"rules\": 1}", 4,
      "\"rules\" must be an object"
    ),
    (
      "{\"modelId\": \"a.b\", \"contextWindow\": 1, \"maxOutputTokens\": 1,\n"
        + "\"prices\": {\"input\": 1, \"output\": 1}}", 4,
      "\"prices\" need a \"source\" and a \"date\""
    ),
    (
      "{\"modelId\": \"a.b\", \"contextWindow\": 1, \"maxOutputTokens\": 1,\n"
        + "\"prices\": {\"source\": \"s\", \"date\": \"d\",\n\"input\": -1, \"output\": 1}}", 5,
      "\"input\" must be US dollars per million tokens, with at most nine decimals"
    ),
    (
      "{\"modelId\": \"a.b\", \"contextWindow\": 1, \"maxOutputTokens\": 1,\n"
        + "\"released\": \"May 2025\"}", 4, "\"released\" must be a date such as 2026-11-21"
    ),
    (
      "{\"modelId\": \"a.b\", \"contextWindow\": 1, \"maxOutputTokens\": 1,\n"
        + "\"aliases\": [\"x\",\n 7]}", 5, "\"aliases\" must be a list of strings"
    ),
  ])
  func brokenEntriesAreNamedWithTheirLine(entry: String, line: Int, message: String) {
    let registry = Self.registry(
      """
      {"modelRegistry": {
        "good": {"modelId": "a.good", "contextWindow": 1, "maxOutputTokens": 1},
        "bad": \(entry),
        "fine": {"modelId": "a.fine", "contextWindow": 1, "maxOutputTokens": 1}
      }}
      """)
    #expect(registry.models.map(\.key) == ["good", "fine"])
    #expect(
      registry.problems == [
        RegistryProblem(file: "built-in.json", key: "bad", line: line, message: message)
      ])
  }

  @Test func aBrokenOverlayLeavesTheEntryAsItWas() {
    let registry = Self.registry(
      Self.sample, overlay: "{\"modelRegistry\": {\n\"one\": {\"contextWindow\": \"?\"}}}")
    #expect(registry.models == Self.registry(Self.sample).models)
    #expect(
      registry.problems.map(\.description) == [
        "models.json:2: one: \"contextWindow\" must be a whole number of tokens"
      ])
  }

  @Test func unknownMembersWarnWithTheirLine() {
    let registry = Self.registry(
      """
      {"other": 1,
       "modelRegistry": {
        "a": {"modelId": "a.b", "contextWindow": 1, "maxOutputTokens": 1,
          "colour": "red", "rules": {
            "mood": 1}}}}
      """)
    #expect(registry.models.map(\.key) == ["a"])
    #expect(registry.problems.allSatisfy { $0.severity == .warning })
    #expect(
      registry.problems.map(\.description) == [
        "built-in.json:1: the member \"other\" is unknown and was ignored",
        "built-in.json:4: a: the member \"colour\" is unknown and was ignored",
        "built-in.json:5: a: the member \"rules.mood\" is unknown and was ignored",
      ])
  }

  @Test(arguments: [
    ("", 1), ("{\n  \"modelRegistry\": {\n \"a\" }}", 3), ("[]", 1), ("{}", 1),
    ("{\n\"modelRegistry\": 3}", 2),
  ])
  func unusableFilesAreReportedAndTheOthersWork(text: String, line: Int) {
    let registry = Self.registry(Self.sample, overlay: text)
    #expect(registry.models.map(\.key) == ["one"])
    #expect(registry.problems.map(\.line) == [line])
    #expect(registry.problems.map(\.file) == ["models.json"])
  }

  /// Broken JSON inside one entry costs that entry alone.
  @Test(arguments: [
    ("{\"modelId\": \"a.b\" \"contextWindow\": 1}", 3, "',' or '}' was expected"),
    ("{\"modelId\":\n}", 4, "a value was expected"),
    ("{\"modelId: 3,\n\"contextWindow\": 1}", 3, "a control character inside a string"),
    ("{\"contextWindow\": 01}", 3, "a number with a leading zero"),
    ("{\"rules\": {\"x\": [1, tru]},\n\"a\": 1}", 3, "'true' was expected"),
  ])
  func brokenJSONCostsOneEntry(entry: String, line: Int, reason: String) {
    let registry = Self.registry(
      """
      {"modelRegistry": {
        "good": {"modelId": "a.good", "contextWindow": 1, "maxOutputTokens": 1}, // {
        "bad": \(entry),
        "fine": {"modelId": "a.fine", "contextWindow": 1, "maxOutputTokens": 1},
        "worse": {"modelId": nothing}
      }}
      """)
    #expect(registry.models.map(\.key) == ["good", "fine"])
    #expect(
      registry.problems.first
        == RegistryProblem(
          file: "built-in.json", key: "bad", line: line, message: "not readable: \(reason)"))
    #expect(registry.problems.map(\.key) == ["bad", "worse"])
  }

  // MARK: The built-in registry

  @Test func theBuiltInRegistryIsSound() {
    let registry = BuiltInRegistry.registry
    #expect(registry.problems == [])
    #expect(registry.models.count >= 16)
    #expect(Set(registry.models.map(\.key)).count == registry.models.count)
    #expect(Set(registry.models.map(\.modelId)).count == registry.models.count)
    for model in registry.models {
      #expect(!model.released.isEmpty && !model.family.isEmpty, "\(model.key)")
      #expect(model.maxOutputTokens <= model.contextWindow, "\(model.key)")
      #expect(model.preferredAPI == (model.provider == "Anthropic" ? .invoke : .converse))
      #expect(model.prices?.source.isEmpty != true, "\(model.key)")
    }
  }

  /// Every id, name and alias leads to its own entry and to no other.
  @Test func namesOfTheBuiltInRegistryAreUnambiguous() {
    let registry = BuiltInRegistry.registry
    for model in registry.models {
      for name in [model.key, model.displayName] + model.aliases {
        let found = registry.resolve(name, today: BuiltInRegistry.today).model
        #expect(found?.key == model.key, "\(name)")
      }
    }
  }

  /// Prices of bedrock-wire 5.1, in nano-dollars per million tokens.
  @Test(
    arguments: [
      ("claude-opus-5-5", [4, 20, 5, 8, 0.20], 1100, 1200),
      ("claude-sonnet-5-5", [2, 10, 2.5, 4, 0.10], 1100, 1200),
      ("claude-haiku-5-5", [0.10, 0.50, 0.125, 0.20, 0.01], 1100, 1200),
      ("claude-fable-5-1", [10, 50, 12.5, 20, 0.25], 1100, 1200),
      ("claude-opus-5", [5, 25, 6.25, 10, 0.50], 1100, 1200),
      ("claude-sonnet-5", [2, 10, 2.5, 4, 0.20], 1100, 1200),
      ("claude-opus-4-8", [5, 25, 6.25, 10, 0.50], 1100, 1200),
      ("claude-opus-4-7", [5, 25, 6.25, 10, 0.50], 1100, 1100),
      ("claude-opus-4-6", [5, 25, 6.25, 10, 0.50], 1100, 1100),
      ("claude-sonnet-4-6", [3, 15, 3.75, 6, 0.30], 1100, 1100),
      ("claude-opus-4-5", [5, 25, 6.25, 10, 0.50], 1100, 1100),
      ("claude-sonnet-4-5", [3, 15, 3.75, 6, 0.30], 1100, 1200),
      ("claude-haiku-4-5", [1, 5, 1.25, 2, 0.10], 1100, 1100),
      ("claude-opus-4-1", [15, 75, 18.75, nil, 1.50], 1000, 1000),
      ("claude-sonnet-4", [3, 15, 3.75, nil, 0.30], 1000, 1000),
    ] as [(String, [Double?], Int64, Int64)])
  func claudePrices(key: String, dollars: [Double?], geographic: Int64, gov: Int64) throws {
    let prices = try #require(try BuiltInRegistry.model(key).prices)
    let nano = dollars.map { $0.map { Int64(($0 * 1000).rounded()) * 1_000_000 } }
    #expect(
      [
        prices.base.input, prices.base.output, prices.base.cacheWrite5m, prices.base.cacheWrite1h,
        prices.base.cacheRead,
      ] == nano)
    #expect(prices.geographicPermille == geographic)
    #expect(prices.govPermille == gov)
  }

  @Test func haikuCostsMoreBeyondAHundredThousandTokens() throws {
    let prices = try #require(try BuiltInRegistry.model("claude-haiku-5-5").prices)
    #expect(prices.longPromptThreshold == 100_000)
    #expect(
      prices.longPrompt
        == TokenPrices(
          input: 500_000_000, output: 2_500_000_000, cacheWrite5m: 625_000_000,
          cacheWrite1h: 1_000_000_000, cacheRead: 50_000_000))
  }
}
