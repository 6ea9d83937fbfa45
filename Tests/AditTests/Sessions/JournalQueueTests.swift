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
    #expect(queue.post(delta("a")) == delta("a"))
  }

  @Test func newsWaitForWhatWasRecordedBeforeThem() {
    var queue = JournalQueue()
    _ = queue.record(.turnBegan(opening), at: .at(0))
    #expect(queue.post(delta("a")) == nil)
    _ = queue.record(.notice(nil, "n"), at: .at(1))
    #expect(queue.post(delta("b")) == nil)
    #expect(queue.release(through: 1) == [delta("a")])
    #expect(queue.post(delta("c")) == nil)
    #expect(queue.release(through: 2) == [delta("b"), delta("c")])
    #expect(queue.post(delta("d")) == delta("d"))
  }

  @Test func nothingWaitsForAStoreThatTakesTooLong() {
    var queue = JournalQueue()
    _ = queue.record(.turnBegan(opening), at: .at(0))
    #expect(queue.post(delta("a")) == nil)
    #expect(queue.setHolding(false) == [delta("a")])
    #expect(queue.post(delta("b")) == delta("b"))
    #expect(queue.setHolding(true).isEmpty)
    #expect(queue.post(delta("c")) == nil)
    #expect(queue.release(through: 1) == [delta("c")])
  }

  @Test func theSleeperIsWokenForTheFirstPieceAndForWhatIsUrgent() {
    var queue = JournalQueue()
    #expect(queue.mayWait(hasDeadline: false))
    #expect(queue.record(text, at: .at(0)))
    #expect(!queue.record(text, at: .at(1)))
    #expect(!queue.mayWait(hasDeadline: false))
    #expect(queue.takeEntries().count == 2)
    #expect(queue.mayWait(hasDeadline: true))
    #expect(!queue.record(text, at: .at(2)))
    #expect(queue.record(.notice(nil, "n"), at: .at(3)))
    #expect(!queue.mayWait(hasDeadline: true))
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
    #expect(queue.takeEntries().map(\.entry) == [.event(text), .barrier(7)])
  }
}
