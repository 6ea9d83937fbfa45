import Engine
import Testing

@testable import Bedrock

struct MantleModelTests {
  @Test(arguments: [
    ("claude-sonnet-5-5", "anthropic.claude-sonnet-5-5"),
    ("us.anthropic.claude-opus-5-5", "anthropic.claude-opus-5-5"),
    ("claude-haiku-4-5", "anthropic.claude-haiku-4-5"),
    ("claude-opus-4-6", "anthropic.claude-opus-4-6"),
    ("eu.anthropic.claude-new-9-20270101-v2:0", "anthropic.claude-new-9"),
    (
      "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-opus-5-5",
      "anthropic.claude-opus-5-5"
    ),
  ])
  func theBareIDIsNamed(name: String, id: String) throws {
    #expect(try MantleModel(BuiltInRegistry.model(name)).id == id)
  }

  @Test func anARNThatHidesItsModelIsRefused() throws {
    let arn = "arn:aws:bedrock:us-east-1:1:application-inference-profile/abc"
    let model = try BuiltInRegistry.model(arn)
    #expect {
      _ = try MantleModel(model)
    } throws: {
      ($0 as? ModelFailure)?.message == "Mantle takes no ARNs such as \(arn)."
    }
  }

  @Test(arguments: [
    ("http://127.0.0.1:1", "/anthropic/v1"), ("http://127.0.0.1:1/anthropic/", "/v1"),
    ("https://gateway.example/x", "/anthropic/v1"),
  ])
  func aBaseURLMayNameThePathAlready(url: String, path: String) throws {
    #expect(MantleModel.path(under: try Endpoint(parsing: url)) == path)
  }
}
