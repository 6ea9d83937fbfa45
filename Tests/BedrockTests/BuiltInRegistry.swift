import Bedrock
import Engine
import TestSupport
import Testing

/// The registry that ships with the program.
enum BuiltInRegistry {
  static let today = "2026-11-21"

  static let registry: ModelRegistry = ModelRegistry(builtIn: bytes)

  static let bytes = TestData.read("\(TestData.packageRoot)/config/aws-bedrock-models.json") ?? []

  static func model(_ name: String) throws -> ModelDescriptor {
    try #require(registry.resolve(name, today: today).model, "no model \(name)")
  }
}
