import Testing

@testable import Bedrock

@Suite struct ToldErrorTests {
  private static func told(_ words: String, status: Int = 400, code: String = "") -> ToldError {
    ToldError(ServiceError(status: status, code: code, message: words))
  }

  @Test(
    arguments: [
      ("The maximum tokens you requested exceeds the model limit of 10,000. Try", 10_000),
      (
        "max_tokens: 200000 > 64000, which is the maximum allowed number of output tokens for x",
        64_000
      ),
      ("max_tokens: 5 > 4", nil), ("exceeds the model limit of many", nil),
    ] as [(String, Int?)])
  func readsTheOutputLimit(words: String, limit: Int?) {
    #expect(Self.told(words).outputLimit == limit)
  }

  @Test func readsTheContextsNumbers() {
    let sum = Self.told(
      "input length and `max_tokens` exceed context limit: 190000 + 16384 > 200000, decrease"
    ).contextSum
    #expect(sum == ContextSum(input: 190_000, answer: 16_384, window: 200_000))
    #expect(sum?.room == 10_000)
    #expect(
      Self.told("prompt is too long: 210000 tokens > 200000 maximum").promptSize?.excess == 10_000)
    #expect(Self.told("exceed context limit: 1 + x > 3").contextSum == nil)
  }

  @Test(
    arguments: [
      ("Supported levels: high, low, max, medium.", ["low", "medium", "high", "max"]),
      ("supported levels: none", nil), ("nothing", nil),
    ] as [(String, [String]?)])
  func readsTheLevels(words: String, levels: [String]?) {
    #expect(Self.told(words).supportedLevels == levels)
  }

  @Test(
    arguments: [
      (
        "Signature expired: 20251117T063822Z is now earlier than 20251117T063849Z (20251117T064349Z"
          + " - 5 min.)", 1_763_361_829
      ),
      ("Signature expired (soon)", nil), ("Signature expired (2025111XT064349Z)", nil),
    ] as [(String, Int?)])
  func readsTheServicesTime(words: String, seconds: Int?) {
    let told = Self.told(words, status: 403, code: "InvalidSignatureException")
    #expect(told.isAboutTheClock)
    #expect(!told.isAboutTheCredentials)
    #expect(told.serviceSeconds == seconds)
  }

  @Test func keepsTheCaseOfPolicies() {
    let told = Self.told("not authorized to perform: bedrock:InvokeModel on resource: arn:X/Y z")
    #expect(told.exactWord(after: "on resource:") == "arn:X/Y")
    #expect(told.word(after: "on resource:") == "arn:x/y")
  }
}
