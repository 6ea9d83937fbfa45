import Testing

@testable import Engine

@Suite struct ContextEstimateTests {
  /// Two bytes per token.
  private static func request(bytes: Int, key: String = "sonnet-test") -> ModelRequest {
    ModelRequest(
      Sample.settings(model: Sample.model(key: key)),
      messages: [
        Message(role: .user, content: [.text(String(repeating: "x", count: bytes))])
      ])
  }

  @Test(arguments: [
    (110, "sonnet-test", 1_005), (100, "sonnet-test", 1_000),
    // Shorter than what is known, or for another model: no continuation.
    (90, "sonnet-test", 45), (110, "other", 55),
  ])
  func countsFromWhatIsKnown(bytes: Int, key: String, tokens: Int) {
    var estimate = ContextEstimate()
    estimate.learn(tokens: 1_000, bytes: 100, modelKey: "sonnet-test")
    #expect(estimate.inputTokens(of: Self.request(bytes: bytes, key: key)) == tokens)
    estimate.forget()
    #expect(estimate.inputTokens(of: Self.request(bytes: bytes, key: key)) == bytes / 2)
  }

  @Test func assumedWindowsRefuseNothing() {
    var request = Self.request(bytes: 4_000_000)
    #expect(ContextEstimate().refusal(of: request) != nil)
    request.model.released = ""
    #expect(ContextEstimate().refusal(of: request) == nil)
  }
}
