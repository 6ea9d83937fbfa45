import Testing

@testable import Engine

@Suite struct DrainedAnswerTests {
  @Test func keepsNothingButUsage() {
    var answer = DrainedAnswer()
    answer.take([
      .messageStart(id: "m", model: nil, usage: UsageUpdate(input: 9, output: 1)),
      .textDelta(index: 0, "use."), .blockStop(index: 0),
    ])
    #expect(answer.began == UsageUpdate(input: 9, output: 1))
    #expect(answer.told == .none && !answer.isFinished)
    answer.take([
      .messageDelta(stopReason: nil, stopSequence: nil, usage: UsageUpdate(output: 4)),
      .messageDelta(stopReason: .endTurn, stopSequence: nil, usage: UsageUpdate(output: 7)),
      .messageStop(usage: UsageUpdate(cacheRead: 3)),
    ])
    // Later numbers replace earlier ones.
    #expect(answer.told == UsageUpdate(cacheRead: 3, output: 7))
    #expect(answer.isFinished)
  }
}
