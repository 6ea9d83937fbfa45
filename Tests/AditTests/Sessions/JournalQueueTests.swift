import Engine
import Testing

@testable import adit

@Suite struct JournalQueueTests {
  private let opening = TurnOpening(
    id: TurnID(1), parent: nil, prompt: "p", modelKey: "m", modelName: "M", api: .invoke)
  private let text = SessionEvent.answer(
    TurnID(1), [AnswerPiece(milliseconds: 0, event: .textDelta(index: 0, "x"))])

  private func delta(_ text: String) -> MailboxItem {
    .engine(.delta(TurnID(1), block: 0, text))
  }

  @Test func newsPassWhileNothingDurableWaits() {
    var queue = JournalQueue()
    _ = queue.record(text, at: .at(0))
    let answer1 = queue.post(delta("a"))
    #expect(answer1 == delta("a"))
  }

  @Test func newsWaitForWhatWasRecordedBeforeThem() {
    var queue = JournalQueue()
    _ = queue.record(.turnBegan(opening), at: .at(0))
    let answer2 = queue.post(delta("a"))
    #expect(answer2 == nil)
    _ = queue.record(.notice(nil, "n"), at: .at(1))
    let answer3 = queue.post(delta("b"))
    #expect(answer3 == nil)
    let answer4 = queue.release(through: 1)
    #expect(answer4 == [delta("a")])
    let answer5 = queue.post(delta("c"))
    #expect(answer5 == nil)
    let answer6 = queue.release(through: 2)
    #expect(answer6 == [delta("b"), delta("c")])
    let answer7 = queue.post(delta("d"))
    #expect(answer7 == delta("d"))
  }

  @Test func nothingWaitsForAStoreThatTakesTooLong() {
    var queue = JournalQueue()
    _ = queue.record(.turnBegan(opening), at: .at(0))
    let answer8 = queue.post(delta("a"))
    #expect(answer8 == nil)
    let answer9 = queue.setHolding(false)
    #expect(answer9 == [delta("a")])
    let answer10 = queue.post(delta("b"))
    #expect(answer10 == delta("b"))
    let answer11 = queue.setHolding(true)
    #expect(answer11.isEmpty)
    let answer12 = queue.post(delta("c"))
    #expect(answer12 == nil)
    let answer13 = queue.release(through: 1)
    #expect(answer13 == [delta("c")])
  }

  @Test func theSleeperIsWokenForTheFirstPieceAndForWhatIsUrgent() {
    var queue = JournalQueue()
    let answer14 = queue.mayWait(hasDeadline: false)
    #expect(answer14)
    let answer15 = queue.record(text, at: .at(0))
    #expect(answer15)
    let answer16 = queue.record(text, at: .at(1))
    #expect(!answer16)
    let answer17 = queue.mayWait(hasDeadline: false)
    #expect(!answer17)
    let answer18 = queue.takeEntries()
    #expect(answer18.count == 2)
    let answer19 = queue.mayWait(hasDeadline: true)
    #expect(answer19)
    let answer20 = queue.record(text, at: .at(2))
    #expect(!answer20)
    let answer21 = queue.record(.notice(nil, "n"), at: .at(3))
    #expect(answer21)
    let answer22 = queue.mayWait(hasDeadline: true)
    #expect(!answer22)
  }

  @Test func turnsRunBetweenTheirBeginningAndTheirEnd() {
    var queue = JournalQueue()
    #expect(!queue.isTurnRunning)
    _ = queue.record(.turnBegan(opening), at: .at(0))
    #expect(queue.isTurnRunning)
    _ = queue.record(
      .turnEnded(
        TurnID(1),
        TurnClosing(outcome: .completed(.endTurn), usage: UsageReport(turn: TokenUsage()))),
      at: .at(1))
    #expect(!queue.isTurnRunning)
  }

  @Test func aBarrierStandsBehindEverything() {
    var queue = JournalQueue()
    _ = queue.record(text, at: .at(0))
    _ = queue.addBarrier(7, at: .at(1))
    let answer23 = queue.takeEntries()
    #expect(answer23.map(\.entry) == [.event(text), .barrier(7)])
  }
}
