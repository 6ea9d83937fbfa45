import Testing
import Wire

@testable import Engine

@Suite struct ModelRequestSettingsTests {
  @Test(
    arguments: [
      ("high", ["low", "medium", "high", "max"], "high"),
      ("xhigh", ["low", "high", "max"], "high"),
      ("max", ["low", "medium", "high", "xhigh"], "xhigh"), ("low", ["medium", "high"], "medium"),
      ("high", [], nil), ("extreme", ["low"], nil), ("extreme", ["extreme"], "extreme"),
    ] as [(String, [String], String?)])
  func lowersTheEffortToWhatTheModelKnows(wish: String, levels: [String], sent: String?) {
    #expect(ParameterRules(effortLevels: levels).accepted(effort: wish) == sent)
  }

  @Test func dropsWhatTheModelDoesNotAccept() {
    let strict = Sample.model(
      rules: ParameterRules(sampling: .none, effortLevels: ["low", "high"], system: false))
    var settings = TurnSettings(
      model: strict, api: .converse, streaming: false, system: "Be brief.", temperature: 0.3,
      effort: "medium", maxTokens: 1_000_000)
    let messages = [Message(role: .user, content: [.text("a")])]
    #expect(
      ModelRequest(settings, messages: messages)
        == ModelRequest(
          model: strict, api: .converse, streaming: false, messages: messages,
          maxTokens: 128_000, effort: "low"))
    settings.model = Sample.model()
    settings.maxTokens = -4
    #expect(
      ModelRequest(settings, messages: messages)
        == ModelRequest(
          model: Sample.model(), api: .converse, streaming: false, system: "Be brief.",
          messages: messages, maxTokens: 1, temperature: 0.3))
  }

  @Test func countsWhatTheModelReads() {
    let content: [ContentBlock] = [
      .text("äb"), .thinking(text: "xyz", signature: "long signature"),
      .redactedThinking(data: "1234"), .toolUse(id: "id", name: "nn", input: ["a": 1]),
      .toolResult(toolUseID: "id", text: "12345", isError: false), .opaque([1, 2]),
    ]
    let request = ModelRequest(
      Sample.settings(system: "1234567890"), messages: [Message(role: .user, content: content)])
    #expect(request.contentBytes == 10 + 3 + 3 + 4 + 2 + 7 + 5 + 5)
  }
}
