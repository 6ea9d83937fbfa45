import Testing

@testable import Engine

@Suite struct EngineTests {
  private let clock = FakeClock()
  private let log = EventLog()
  private let first = TurnID(1)

  private func engine(_ scripts: [FakeClient.Script]) -> (engine: Engine, client: FakeClient) {
    let client = FakeClient(scripts)
    let log = log
    return (Engine(client: client, clock: clock, seed: 1) { log.post($0) }, client)
  }

  private func submit(_ id: Int, _ text: String) -> EngineCommand {
    .submit(TurnID(id), text: text, Sample.settings())
  }

  /// Every turn is ended once, and nothing of it comes behind its end.
  private func expectWholeTurns() {
    #expect(log.started == log.ended)
    var over: Set<TurnID> = []
    for event in log.all {
      switch event {
      case .turnStarted(let id, _): #expect(!over.contains(id))
      case .turnEnded(let id, _): #expect(over.insert(id).inserted)
      case .phase(let id, _), .usage(let id, _), .answerReset(let id), .blockStarted(let id, _, _),
        .delta(let id, _, _), .blockEnded(let id, _), .longText(let id, _, _), .budget(let id, _):
        #expect(!over.contains(id))
      case .settled, .notice: break
      }
    }
  }

  private func isPhase(_ phase: TurnPhase) -> (EngineEvent) -> Bool {
    { event in
      if case .phase(_, phase) = event { true } else { false }
    }
  }

  @Test func answers() async {
    let (engine, client) = engine([.answer("Because.")])
    engine.send(submit(1, "Why?"))
    #expect(await log.waitForEnd(of: first) == .completed(.endTurn))
    #expect(log.text(of: first) == "Because.")
    #expect(client.requests.map(\.messages.count) == [1])
    await engine.shutdown()
    expectWholeTurns()
  }

  @Test func carriesOutCommandsInOrder() async {
    let scripts = (0..<20).map { FakeClient.Script.answer("\($0)") }
    let (engine, client) = engine(scripts)
    for id in 1...20 {
      engine.send(submit(id, "prompt \(id)"))
      #expect(await log.waitForEnd(of: TurnID(id)) == .completed(.endTurn))
      await client.waitForRequest()
    }
    engine.send(.clear)
    engine.send(submit(21, "again"))
    await client.waitForRequest()
    engine.send(.interrupt(TurnID(21)))
    #expect(await log.waitForEnd(of: TurnID(21)) == .interrupted(hasText: false))
    await engine.shutdown()
    #expect(client.requests.map(\.messages.count) == (1...20).map { 2 * $0 - 1 } + [1])
    expectWholeTurns()
  }

  /// Where a turn can be interrupted: the script, the phase to wait for, and
  /// whether text was kept.
  @Test(arguments: [
    (FakeClient.Script(open: .hang), TurnPhase.connecting, false),
    (FakeClient.Script(body: [.hang]), .waiting, false),
    (FakeClient.Script(body: [.give([.thinkingDelta(index: 0, "Hm")]), .hang]), .thinking, false),
    (FakeClient.Script(body: [.give([.textDelta(index: 0, "Hm")]), .hang]), .writing, true),
  ])
  func interrupts(script: FakeClient.Script, phase: TurnPhase, hasText: Bool) async {
    let (engine, client) = engine([script, .answer("Now.")])
    engine.send(submit(1, "Why?"))
    await client.waitForRequest()
    _ = await log.wait(for: isPhase(phase))
    engine.send(.interrupt(first))
    #expect(await log.waitForEnd(of: first) == .interrupted(hasText: hasText))
    // The next prompt can be sent at once.
    engine.send(submit(2, "And how?"))
    #expect(await log.waitForEnd(of: TurnID(2)) == .completed(.endTurn))
    await engine.shutdown()
    #expect(client.requests.last?.messages.count == (hasText ? 3 : 1))
    expectWholeTurns()
  }

  /// What was never sent costs nothing, and the report says so without `≥`.
  @Test(arguments: [(FakeClient.Step.withhold, false), (.hang, true)])
  func anUnsentRequestIsNotBooked(open: FakeClient.Step, isLowerBound: Bool) async {
    let (engine, client) = engine([FakeClient.Script(open: open)])
    engine.send(submit(1, "Why?"))
    await client.waitForRequest()
    engine.send(.interrupt(first))
    #expect(await log.waitForEnd(of: first) == .interrupted(hasText: false))
    await engine.shutdown()
    let reports = log.all.compactMap { event -> UsageReport? in
      if case .usage(_, let report) = event { report } else { nil }
    }
    #expect(reports.last?.isLowerBound == isLowerBound)
    #expect(reports.last?.sessionIsLowerBound == isLowerBound)
  }

  @Test func interruptsTheWaitForARetry() async {
    let (engine, client) = engine([
      FakeClient.Script(open: .fail(Sample.failure(retry: .throttled, retryAfter: 9_000)))
    ])
    engine.send(submit(1, "Why?"))
    _ = await log.wait { event in
      if case .phase(_, .retrying) = event { true } else { false }
    }
    engine.send(.interrupt(first))
    #expect(await log.waitForEnd(of: first) == .interrupted(hasText: false))
    await engine.shutdown()
    #expect(client.requests.count == 1)
    expectWholeTurns()
  }

  @Test func retriesWhenTheTimeHasCome() async {
    let failing = FakeClient.Script(open: .fail(Sample.failure(retryAfter: 9_000)))
    let (engine, client) = engine([failing, failing, .answer("Now.")])
    engine.send(submit(1, "Why?"))
    for number in 1...2 {
      _ = await log.wait { event in
        if case .phase(_, .retrying(number, of: 5, _, _)) = event { true } else { false }
      }
      clock.advance(milliseconds: 9_000)
    }
    #expect(await log.waitForEnd(of: first) == .completed(.endTurn))
    await engine.shutdown()
    #expect(client.requests.count == 3)
    #expect(Set(client.requests).count == 1)
    expectWholeTurns()
  }

  /// A stream that always has more must not starve the interruption.
  @Test func interruptsAFlood() async {
    let piece = FakeClient.Step.give([.textDelta(index: 0, "word ")])
    let (engine, _) = engine([
      FakeClient.Script(body: Array(repeating: piece, count: 20_000) + [.hang])
    ])
    engine.send(submit(1, "Why?"))
    _ = await log.wait(for: isPhase(.writing))
    engine.send(.interrupt(first))
    #expect(await log.waitForEnd(of: first) == .interrupted(hasText: true))
    await engine.shutdown()
    expectWholeTurns()
  }

  @Test func interruptsWhatHasNotBegun() async {
    let (engine, _) = engine([])
    for id in 1...50 {
      engine.send(submit(id, "prompt \(id)"))
      engine.send(.interrupt(TurnID(id)))
      #expect(await log.waitForEnd(of: TurnID(id)) == .interrupted(hasText: false))
    }
    await engine.shutdown()
    expectWholeTurns()
  }

  @Test func aLateInterruptIsHarmless() async {
    let (engine, client) = engine([.answer("a"), FakeClient.Script(body: [.hang])])
    engine.send(submit(1, "Why?"))
    #expect(await log.waitForEnd(of: first) == .completed(.endTurn))
    engine.send(submit(2, "And how?"))
    engine.send(.interrupt(first))
    _ = await log.wait(for: isPhase(.waiting))
    engine.send(.interrupt(TurnID(2)))
    #expect(await log.waitForEnd(of: TurnID(2)) == .interrupted(hasText: false))
    await engine.shutdown()
    #expect(client.requests.count == 2)
    expectWholeTurns()
  }

  /// The end of the answer counts, not the end of the body, which may be late.
  @Test func theNextTurnDoesNotWaitForTheEndOfTheBody() async {
    let lingering = FakeClient.Script(body: [.give(Sample.answer("a")), .hang])
    let (engine, client) = engine([lingering, .answer("b")])
    engine.send(submit(1, "Why?"))
    #expect(await log.waitForEnd(of: first) == .completed(.endTurn))
    engine.send(submit(2, "And how?"))
    #expect(await log.waitForEnd(of: TurnID(2)) == .completed(.endTurn))
    await engine.shutdown()
    #expect(client.requests.count == 2)
    expectWholeTurns()
  }

  @Test func continuesACutAnswer() async {
    let cut = FakeClient.Script(body: [
      .give([.textDelta(index: 0, "Because the")]), .fail(Sample.failure(.incompleteStream)),
    ])
    let (engine, client) = engine([cut, .answer(" loop ends.")])
    engine.send(submit(1, "Why?"))
    #expect(
      await log.waitForEnd(of: first) == .failed(Sample.failure(.incompleteStream), hasText: true))
    engine.send(.continueAnswer(TurnID(2), Sample.settings()))
    #expect(await log.waitForEnd(of: TurnID(2)) == .completed(.endTurn))
    await engine.shutdown()
    let roles = client.requests.last?.messages.map(\.role)
    #expect(roles == [.user, .assistant, .user])
    expectWholeTurns()
  }

  @Test func theEstimateSettles() async {
    let (engine, _) = engine([
      FakeClient.Script(body: [
        .give([.messageStart(id: nil, model: nil, usage: UsageUpdate(input: 100, output: 1))]),
        .give([.textDelta(index: 0, "0123456789"), .blockStop(index: 0)]),
        .give([
          .messageDelta(stopReason: .endTurn, stopSequence: nil, usage: UsageUpdate(output: 4)),
          .messageStop(usage: .none),
        ]),
      ])
    ])
    engine.send(submit(1, "Why?"))
    _ = await log.waitForEnd(of: first)
    await engine.shutdown()
    let outputs = log.all.compactMap { event -> Int? in
      if case .usage(_, let report) = event { report.turn.output } else { nil }
    }
    #expect(outputs == [0, 1, 5, 4])
  }

  @Test func shuttingDownEndsTheTurn() async {
    let (engine, client) = engine([FakeClient.Script(body: [.hang])])
    engine.send(submit(1, "Why?"))
    _ = await log.wait(for: isPhase(.waiting))
    await engine.shutdown()
    #expect(log.ended == [first])
    #expect(client.cancellations == 1)
    engine.send(submit(2, "And how?"))
    await engine.shutdown()
    expectWholeTurns()
  }
}
