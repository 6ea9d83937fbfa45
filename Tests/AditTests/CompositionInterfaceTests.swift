import Bedrock
import Engine
import Interface
import Testing

@testable import adit

/// What the screen is told, from options, variables and built-in data.
@Suite struct CompositionInterfaceTests {
  /// No file of the machine's own user is read.
  static let home = ["HOME": "/nonexistent/home", "XDG_CONFIG_HOME": "/nonexistent/config"]

  static func configuration(
    _ variables: [String: String] = [:], _ change: (inout CommandLineOptions) -> Void = { _ in }
  ) throws -> (configuration: AppConfiguration, registry: ModelRegistry) {
    var options = CommandLineOptions()
    change(&options)
    let composition = Composition(
      options: options, variables: home.merging(variables) { $1 })
    let configuration = try composition.appConfiguration(demo: nil, history: [])
    return (configuration, composition.registry)
  }

  @Test func flagsReachTheScreen() throws {
    let (told, _) = try Self.configuration(["AWS_REGION": "eu-west-1"]) {
      $0.model = "claude-opus-4-6"
      $0.task = "review"
      $0.temperature = 0.2
      $0.effort = "low"
      $0.maxTokens = 500
    }
    #expect(told.modelKey == "claude-opus-4-6")
    #expect(told.taskName == "review")
    #expect(told.temperature == 0.2)
    #expect(told.effort == "low")
    #expect(told.maxTokens == 500)
    #expect(told.systemPrompt == nil)
    #expect(told.regionSource == "from AWS_REGION")
    #expect(told.endpoint == "https://bedrock-runtime.eu-west-1.amazonaws.com")
  }

  @Test func theModelOfATaskAskedForHoldsUnlessAModelIsNamed() throws {
    let (told, registry) = try Self.configuration { $0.task = "architecture" }
    #expect(told.modelKey == registry.resolve("opus", today: told.today).model?.key)
  }

  @Test func aVariableThatNamesNoModelCostsASentenceOnly() throws {
    let (told, registry) = try Self.configuration(["BEDROCK_DEFAULT_MODEL": "gpt-9"])
    #expect(told.modelKey == registry.resolve("sonnet", today: told.today).model?.key)
    #expect(
      told.notices.contains {
        $0.hasPrefix("BEDROCK_DEFAULT_MODEL: No model is called \"gpt-9\".")
      })
    #expect(throws: UsageError.self) { try Self.configuration { $0.model = "gpt-9" } }
  }

  @Test func anIdIsCalledAsItIsGiven() throws {
    let id = "eu.anthropic.claude-opus-4-6-v1"
    let (told, _) = try Self.configuration { $0.model = id }
    #expect(told.modelKey == id)
    let model = try #require(told.models.first { $0.key == id })
    #expect(model.modelId == id)
    #expect(told.profilePrefix(model) == "eu")
    #expect(told.findModel?(id) == .model(model, warning: nil))
  }

  /// The prompt, the picker and the command line mean the same by every name.
  @Test func everyNameMeansTheSameEverywhere() throws {
    let (told, registry) = try Self.configuration()
    let names = registry.models.flatMap { [$0.key, $0.displayName, $0.family] + $0.aliases }
    #expect(!names.isEmpty)
    for name in names {
      let model = try #require(registry.resolve(name, today: told.today).model)
      guard case .model(let found, _) = told.findModel?(name) else {
        Issue.record("\(name) is not found")
        continue
      }
      #expect(found == model)
      #expect(told.models.contains(found))
      #expect(registry.models.named(name, today: told.today) == model)
    }
  }

  @Test func thePriceIsThatOfTheProfile() throws {
    let (told, registry) = try Self.configuration(["AWS_REGION": "eu-west-1"])
    let sonnet = try #require(registry.resolve("sonnet", today: told.today).model)
    #expect(told.profilePrefix(sonnet) == "eu")
    let (direct, _) = try Self.configuration { $0.api = .messages }
    #expect(direct.profilePrefix(sonnet) == nil)
    #expect(direct.endpoint == "https://api.anthropic.com")
  }
}
