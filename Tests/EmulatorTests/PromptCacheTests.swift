import Testing

@testable import Emulator

@Suite struct PromptCacheTests {
  private func prompt(system: Int, question: String, isLong: Bool = false) throws -> Prompt {
    var prompt = Prompt(
      model: try NamedModel(bedrockID: "us.anthropic.claude-sonnet-5-5", region: nil))
    prompt.system = [.text(String(repeating: "s", count: system)), .cachePoint(isLong: isLong)]
    prompt.messages = [.init(role: .user, blocks: [.text(question)])]
    return prompt
  }

  @Test func writesThenReads() throws {
    var cache = PromptCache()
    #expect(
      cache.use(try prompt(system: 4000, question: "one?"))
        == InputUsage(fresh: 5, cacheRead: 0, cacheWrite: 1000, usesCache: true))
    #expect(
      cache.use(try prompt(system: 4000, question: "another?"))
        == InputUsage(fresh: 6, cacheRead: 1000, cacheWrite: 0, usesCache: true))
    #expect(
      cache.use(try prompt(system: 4004, question: "one?", isLong: true))
        == InputUsage(
          fresh: 5, cacheRead: 0, cacheWrite: 1001, cacheWriteLong: 1001, usesCache: true))
  }

  @Test func shortPrefixesAreNotCached() throws {
    var cache = PromptCache()
    #expect(
      cache.use(try prompt(system: 400, question: "one?"))
        == InputUsage(fresh: 105, usesCache: true))
  }
}
