import Synchronization
import Testing

@testable import Engine

/// Answers that are read on when their turn was stopped, and what an engine
/// tells and takes up of a session.
@Suite struct EngineDrainTests {
  private let clock = FakeClock()
  private let log = EventLog()
  private let recorder = EventRecorder()
  private let first = TurnID(1)

  private func engine(
    _ scripts: [FakeClient.Script], settlement: CancelSettlement = .drain
  ) -> (engine: Engine, client: FakeClient) {
    let client = FakeClient(scripts)
    let log = log
    let engine = Engine(
      client: client, clock: clock, seed: 1, settlement: settlement, recorder: recorder
    ) { log.post($0) }
    return (engine, client)
  }

  private func submit(_ id: Int, _ text: String) -> EngineCommand {
    .submit(TurnID(id), text: text, Sample.settings())
  }

  private func isPhase(_ phase: TurnPhase) -> (EngineEvent) -> Bool {
    { event in
      if case .phase(_, phase) = event { true } else { false }
    }
  }

  private func settlement() async -> UsageReport? {
    let event = await log.wait { event in
      if case .settled = event { true } else { false }
    }
    guard case .settled(first, let report)? = event else { return nil }
    return report
  }

  private static let begun: [ModelEvent] = [
    .messageStart(id: nil, model: nil, usage: UsageUpdate(input: 100, output: 1)),
    .textDelta(index: 0, "Beca"),
  ]

  private static let rest: [ModelEvent] = [
    .textDelta(index: 0, "use."),
    .messageDelta(stopReason: .endTurn, stopSequence: nil, usage: UsageUpdate(output: 70)),
    .messageStop(usage: .none),
  ]

  @Test func theNextTurnRunsBesideADrain() async {
    let gate = Gate()
    let (engine, client) = engine([
      FakeClient.Script(body: [.give(Self.begun), .wait(gate), .give(Self.rest)]),
      .answer("Now."),
    ])
    engine.send(submit(1, "Why?"))
    _ = await log.wait(for: isPhase(.writing))
    engine.send(.interrupt(first))
    #expect(await log.waitForEnd(of: first) == .interrupted(hasText: true))
    engine.send(submit(2, "And how?"))
    #expect(await log.waitForEnd(of: TurnID(2)) == .completed(.endTurn))
    gate.open()
    let report = await settlement()
    #expect(report?.turn == TokenUsage(input: 100, output: 70))
    #expect(report?.isLowerBound == false && report?.sessionIsLowerBound == false)
    await engine.shutdown()
    #expect(client.cancellations == 0)
    #expect(log.text(of: first) == "Beca")
    let statuses = recorder.entries(of: first).map(\.status)
    #expect(statuses == [.running, .running, .estimated, .final])
  }

  /// A stream that always has more must starve neither the interruption nor
  /// the next turn.
  @Test func drainsAFlood() async {
    let piece = FakeClient.Step.give([.textDelta(index: 0, "word ")])
    let gate = Gate()
    let flood = Array(repeating: piece, count: 10_000)
    let body = [.give(Self.begun)] + flood + [.wait(gate)] + flood + [.give(Self.rest)]
    let (engine, _) = engine([FakeClient.Script(body: body), .answer("Now.")])
    engine.send(submit(1, "Why?"))
    _ = await log.wait(for: isPhase(.writing))
    engine.send(.interrupt(first))
    #expect(await log.waitForEnd(of: first) == .interrupted(hasText: true))
    gate.open()
    engine.send(submit(2, "And how?"))
    #expect(await log.waitForEnd(of: TurnID(2)) == .completed(.endTurn))
    // It may have been settled while the second turn ran.
    #expect(await recorder.waitForFinalEntry(of: first)?.usage.output == 70)
    await engine.shutdown()
    #expect(log.text(of: first).utf8.count <= 4 + 5 * 10_000)
  }

  @Test func aDrainThatTakesTooLongIsClosed() async {
    let (engine, client) = engine([
      FakeClient.Script(body: [.give(Self.begun), .hang]), .answer("Now."),
    ])
    engine.send(submit(1, "Why?"))
    _ = await log.wait(for: isPhase(.writing))
    engine.send(.interrupt(first))
    _ = await log.waitForEnd(of: first)
    await clock.waitForSleeper()
    clock.advance(milliseconds: TurnMachine.longestDrainMilliseconds)
    await client.waitForCancellation()
    await engine.shutdown()
    #expect(recorder.entries(of: first).last?.status == .estimated)
  }

  @Test func shuttingDownEndsTheDrain() async {
    let (engine, client) = engine([FakeClient.Script(body: [.give(Self.begun), .hang])])
    engine.send(submit(1, "Why?"))
    _ = await log.wait(for: isPhase(.writing))
    engine.send(.interrupt(first))
    _ = await log.waitForEnd(of: first)
    await engine.shutdown()
    #expect(client.cancellations == 1)
    #expect(recorder.entries(of: first).last?.status == .estimated)
  }

  @Test func whatIsHeldBackIsClosed() async {
    let (engine, client) = engine([FakeClient.Script(open: .withhold)])
    engine.send(submit(1, "Why?"))
    await client.waitForRequest()
    engine.send(.interrupt(first))
    _ = await log.waitForEnd(of: first)
    await engine.shutdown()
    #expect(recorder.entries(of: first).last?.status == .failed)
  }

  // MARK: Sessions

  @Test func tellsWhatATurnWasAndCost() async {
    let (engine, _) = engine([.answer("Because.")])
    engine.send(submit(1, "Why?"))
    _ = await log.waitForEnd(of: first)
    let record = await engine.record(of: first)
    #expect(record?.0.content == [.text("Because.")])
    #expect(record?.1.tokens == TokenUsage(input: 100, output: 20))
    #expect(await engine.record(of: TurnID(2)) == nil)
    #expect(await engine.snapshot().head == first)
    await engine.shutdown()
  }

  /// Turns of two sessions have the same ids; the task of the first one may
  /// still wait for the end of its body.
  @Test func anotherSessionBeginsWithTheSameIds() async {
    let lingering = FakeClient.Script(body: [.give(Sample.answer("a")), .hang])
    let (engine, client) = engine([lingering, .answer("b")])
    engine.send(submit(1, "Why?"))
    _ = await log.waitForEnd(of: first)
    engine.send(.load(SessionSnapshot()))
    engine.send(submit(1, "And how?"))
    #expect(await log.waitForEnd(of: first) == .completed(.endTurn))
    await engine.shutdown()
    #expect(client.requests.map(\.messages.count) == [1, 1])
  }
}

/// Keeps what an engine has taken down.
private final class EventRecorder: SessionRecorder {
  private let events = Mutex<[SessionEvent]>([])
  private let stream: AsyncStream<SessionEvent>
  private let continuation: AsyncStream<SessionEvent>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func record(_ event: SessionEvent, at now: MonotonicTime) {
    events.withLock { $0.append(event) }
    continuation.yield(event)
  }

  func waitForFinalEntry(of turn: TurnID) async -> LedgerEntry? {
    for await event in stream {
      if case .request(let entry) = event, entry.turn == turn, entry.status == .final {
        return entry
      }
    }
    return nil
  }

  func entries(of turn: TurnID) -> [LedgerEntry] {
    events.withLock { events in
      events.compactMap { event in
        if case .request(let entry) = event, entry.turn == turn { entry } else { nil }
      }
    }
  }
}
