import Engine
import Testing

@testable import Bedrock

@Suite struct ToolAnswerTests {
  private struct Events: ModelAnswer {
    let requestID: String? = "r"
    let profilePrefix: String? = "us"
    func next() async throws(ModelFailure) -> [ModelEvent]? {
      [
        .messageStart(id: "m", model: nil, usage: .none), .blockStart(index: 0, .thinking),
        .blockStart(index: 1, .toolUse(id: "t", name: "answer")),
        .toolInputDelta(index: 1, "{\"a\":"), .toolInputDelta(index: 1, "1}"),
        .blockStop(index: 1),
        .messageDelta(stopReason: .toolUse, stopSequence: nil, usage: UsageUpdate(output: 4)),
        .messageDelta(stopReason: .maxTokens, stopSequence: nil, usage: .none),
        .messageStop(usage: .none),
      ]
    }
  }

  @Test func theInputIsTheText() async throws {
    let answer = ToolAnswer(answer: Events(), tool: "answer")
    #expect(answer.requestID == "r")
    #expect(answer.profilePrefix == "us")
    #expect(
      try await answer.next() == [
        .messageStart(id: "m", model: nil, usage: .none), .blockStart(index: 0, .thinking),
        .blockStart(index: 1, .text(initial: "")), .textDelta(index: 1, "{\"a\":"),
        .textDelta(index: 1, "1}"), .blockStop(index: 1),
        .messageDelta(stopReason: .endTurn, stopSequence: nil, usage: UsageUpdate(output: 4)),
        .messageDelta(stopReason: .maxTokens, stopSequence: nil, usage: .none),
        .messageStop(usage: .none),
      ])
  }
}
