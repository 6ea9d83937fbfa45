import Testing

@testable import Engine

@Suite struct TurnRecordAnswerTests {
  private static let opening = TurnOpening(
    id: TurnID(1), parent: nil, prompt: "Why?", modelKey: "m", modelName: "M", api: .invoke)

  private static func closing(
    _ outcome: TurnOutcome, isLeftOut: Bool = false
  ) -> TurnClosing {
    TurnClosing(outcome: outcome, usage: UsageReport(turn: TokenUsage()), isLeftOut: isLeftOut)
  }

  private static func answer(_ events: [ModelEvent]) throws -> MessageAssembler {
    var assembler = MessageAssembler()
    var steps: [MessageAssembler.Step] = []
    for event in events { try assembler.consume(event, into: &steps) }
    return assembler
  }

  @Test(arguments: [
    (TurnOutcome.completed(.endTurn), AnswerEnding.whole), (.completed(.toolUse), .whole),
    (.completed(.other("new")), .whole), (.completed(.maxTokens), .limit),
    (.completed(.contextWindowExceeded), .limit), (.completed(.pauseTurn), .limit),
    (.interrupted(hasText: true), .interrupted),
    (.failed(Sample.failure(), hasText: true), .failed),
    (
      .overBudget(
        BudgetMark(scope: .turn, percent: 100, spent: .zero, limit: .zero), hasText: false),
      .interrupted
    ),
  ])
  func theOutcomeTellsHowTheAnswerEnded(outcome: TurnOutcome, ending: AnswerEnding) throws {
    let answer = try Self.answer([.textDelta(index: 0, "Beca")])
    let record = TurnRecord(
      opening: Self.opening, answer: answer, closing: Self.closing(outcome))
    #expect(
      record == TurnRecord(opening: Self.opening, content: [.text("Beca")], ending: ending))
  }

  @Test func whatWasCutOffWithItsProgramCountsAsInterrupted() throws {
    let answer = try Self.answer([.textDelta(index: 0, "Beca")])
    let record = TurnRecord(opening: Self.opening, answer: answer, closing: nil)
    #expect(
      record
        == TurnRecord(opening: Self.opening, content: [.text("Beca")], ending: .interrupted))
  }

  @Test func thinkingAloneIsNotKept() throws {
    let answer = try Self.answer([
      .thinkingDelta(index: 0, "Hm"), .signatureDelta(index: 0, "s"), .blockStop(index: 0),
    ])
    let record = TurnRecord(
      opening: Self.opening, answer: answer,
      closing: Self.closing(.completed(.refusal), isLeftOut: true))
    #expect(record == TurnRecord(opening: Self.opening, ending: .whole, isLeftOut: true))
  }
}
