import Testing

@testable import Engine

@Suite struct RateLimitsTests {
  @Test(arguments: [
    ("anthropic.claude-sonnet-5-5", "Anthropic", 5),
    ("us.anthropic.claude-3-7-sonnet-20250219-v1:0", "Anthropic", 5),
    ("anthropic.claude-3-5-sonnet-20241022-v2:0", "Anthropic", 1),
    ("anthropic.claude-3-haiku-20240307-v1:0", "Anthropic", 1),
    ("anthropic.claude-v2:1", "Anthropic", 1), ("amazon.nova-pro-v1:0", "Amazon", 1),
  ])
  func outputCountsSeveralTimesForNewerClaudes(id: String, provider: String, factor: Int) {
    var model = Sample.model()
    model.modelId = id
    model.provider = provider
    #expect(QuotaArithmetic.burndown(of: model) == factor)
    let usage = TokenUsage(
      input: 100, cacheWrite5m: 20, cacheWrite1h: 3, cacheRead: 5_000, output: 7)
    #expect(QuotaArithmetic.settlement(of: usage, model: model) == 123 + 7 * factor)
  }

  @Test(arguments: [(5, 7, 12), (.max, 1, .max), (-5, 3, 3)])
  func reservesTheLongestAnswer(input: Int, maxTokens: Int, reserved: Int) {
    #expect(QuotaArithmetic.reservation(inputTokens: input, maxTokens: maxTokens) == reserved)
  }
}
