import Engine
import TestSupport
import Testing

@Suite struct SessionReplayTests {
  @Test func aTurnIsToldAsItRan() {
    let replay = Self.replay(of: Self.firstTurn)
    #expect(
      replay.snapshot
        == SessionSnapshot(
          turns: [
            TurnRecord(
              opening: Self.opening(1, "Hi"),
              content: [
                .thinking(text: "hm, yes", signature: "sig"), .text("Hello"),
              ],
              ending: .whole)
          ],
          head: TurnID(1),
          spent: SpentTotals(
            tokens: TokenUsage(input: 10, output: 5), cost: NanoDollars(70), requests: 1),
          contextTokens: 15))
    let id = TurnID(1)
    let events: [(Int, EngineEvent)] = [
      (10, .blockStarted(id, block: 0, .thinking)), (10, .delta(id, block: 0, "hm, yes")),
      (30, .blockEnded(id, block: 0)), (40, .blockStarted(id, block: 1, .text)),
      (40, .delta(id, block: 1, "Hello")), (60, .blockEnded(id, block: 1)),
      (70, .notice("Said.")), (80, .usage(id, Self.report)),
    ]
    let shown = ShownTurn(
      opening: Self.opening(1, "Hi"), at: 1000,
      events: events.map { TimedEngineEvent(milliseconds: $0.0, event: $0.1) },
      closing: Self.closing, durationMilliseconds: 80)
    #expect(replay.shownTurn(id) == shown)
  }

  @Test func aTurnWithoutItsEndWasInterrupted() {
    let replay = Self.replay(of: Array(Self.firstTurn.prefix(3)))
    #expect(
      replay.snapshot.turns
        == [
          TurnRecord(
            opening: Self.opening(1, "Hi"),
            content: [.thinking(text: "hm, yes", signature: "sig"), .text("Hel")],
            ending: .interrupted)
        ])
    #expect(replay.shownTurn(TurnID(1))?.closing == nil)
    #expect(replay.snapshot.spent.isLowerBound)
  }

  /// A killed program leaves its request running, with its bound.
  @Test func aTurnThatWasCutOffShowsWhatItCanHaveCost() {
    var entry = LedgerEntry(
      turn: TurnID(1), attempt: 1, status: .running, modelKey: "m", modelID: "m", api: .invoke,
      isStreaming: true, task: nil)
    entry.usage = TokenUsage(input: 10, output: 2)
    entry.cost = NanoDollars(7)
    entry.isLowerBound = true
    entry.upperBound = NanoDollars(900)
    let replay = Self.replay(of: Array(Self.firstTurn.prefix(3)) + [(9, .request(entry))])
    guard case .usage(_, let report)? = replay.shownTurn(TurnID(1))?.events.last?.event else {
      Issue.record("no usage")
      return
    }
    #expect(report.isLowerBound)
    #expect(report.turnCost == NanoDollars(7) && report.turnUpperBound == NanoDollars(900))
  }

  @Test func whatARetryTookBackIsGone() {
    let replay = Self.replay(of: [
      (0, .turnBegan(Self.opening(1, "Hi"))),
      (1, Self.answer(1, [.blockStart(index: 0, .thinking), .thinkingDelta(index: 0, "old")])),
      (2, .answerReset(TurnID(1))),
      (3, Self.answer(1, [.messageStart(id: nil, model: nil, usage: .none)])),
      // The second attempt failed before its first block: nothing to reset.
      (4, Self.answer(1, [.messageStart(id: nil, model: nil, usage: .none)])),
      (5, Self.answer(1, [.textDelta(index: 0, "new"), .messageStop(usage: .none)])),
      (6, .turnEnded(TurnID(1), Self.closing)),
    ])
    #expect(replay.snapshot.turns.map(\.content) == [[.text("new")]])
    #expect(
      replay.shownTurn(TurnID(1))?.events.first
        == TimedEngineEvent(milliseconds: 0, event: .blockStarted(TurnID(1), block: 0, .text)))
  }

  @Test func theLastWordOnARequestIsWhatItCost() {
    var first = SessionEventCodecTests.entry
    first.attempt = 1
    first.cost = NanoDollars(1)
    var last = first
    last.cost = NanoDollars(40)
    let replay = Self.replay(of: [
      (0, .turnBegan(Self.opening(1, "Hi"))), (1, .request(first)), (2, .request(last)),
      (3, .request(SessionEventCodecTests.entry)),
    ])
    #expect(replay.spent.cost == NanoDollars(640))
    #expect(replay.spent.requests == 2)
    #expect(replay.spent == replay.spent(of: TurnID(1)))
  }

  @Test func whatSettlesLateIsShown() {
    var settled = SessionEventCodecTests.entry
    settled.isLowerBound = false
    let replay = Self.replay(of: Self.firstTurn + [(90_000, .request(settled))])
    let shown = replay.shownTurn(TurnID(1))
    var report = Self.report
    report.turn = TokenUsage(input: 10, output: 5) + settled.usage
    report.turnCost = NanoDollars(670)
    #expect(shown?.events.last?.event == .usage(TurnID(1), report))
    #expect(shown?.durationMilliseconds == 80)
  }

  @Test func rewoundTurnsStayInTheTree() {
    let replay = Self.replay(of: [
      (0, .turnBegan(Self.opening(1, "a"))), (1, .turnBegan(Self.opening(2, "b", after: 1))),
      (2, .turnBegan(Self.opening(3, "c", after: 2))), (3, .headMoved(TurnID(1))),
      (4, .turnBegan(Self.opening(4, "d", after: 1))), (5, .titled("T")),
      (6, .headMoved(TurnID(99))),
    ])
    let opened = replay.opened(summary: SessionSummary(id: SessionID("s"), title: "T"))
    #expect(opened.turns.map(\.opening.id.number) == [1, 4])
    #expect(opened.abandoned.map(\.opening.id.number) == [2, 3])
    #expect(opened.tree.map(\.prompt) == ["a", "b", "c", "d"])
    #expect(opened.head == TurnID(4))
    #expect(opened.lastTurnNumber == 4)
    #expect(replay.title == "T")
  }

  @Test func outputsAreOfferedUntilAPromptTakesThemAlong() {
    func command(_ name: String, behind: Int?) -> CommandRecord {
      CommandRecord(
        command: name, ending: .exit(0), output: name + " says\n", lineCount: 1, milliseconds: 5,
        behind: behind.map { TurnID($0) })
    }
    let (first, second) = (command("a", behind: nil), command("b", behind: 1))
    let third = command("c", behind: 1)
    var opening = Self.opening(2, "and?", after: 1)
    opening.attachments = [second.attachment]
    let events: [(Int, SessionEvent)] = [
      (0, .commandRan(first)), (1, .outputsDropped), (2, .turnBegan(Self.opening(1, "a"))),
      (3, .commandRan(second)), (4, .commandRan(third)), (5, .turnBegan(opening)),
    ]
    func opened(_ events: [(Int, SessionEvent)]) -> OpenedSession {
      Self.replay(of: events).opened(summary: SessionSummary(id: SessionID("s"), title: "T"))
    }
    let whole = opened(events)
    #expect(whole.commands == [first])
    #expect(whole.turns.map(\.commands) == [[second, third], []])
    #expect(whole.unsent == [third])
    #expect(opened(Array(events.prefix(1))).unsent == [first])
    #expect(opened(Array(events.prefix(2))).unsent.isEmpty)
    #expect(opened(Array(events.dropLast())).unsent == [second, third])
    let many = (0..<20).map { (Int, SessionEvent)($0, .commandRan(command("\($0)", behind: nil))) }
    #expect(opened(many).unsent.map(\.command) == (10..<20).map { "\($0)" })
  }

  @Test func nothingMakesItStumble() {
    let seed = SeededGenerator.testSeed
    var generator = SessionEventGenerator(seed: seed)
    var replay = SessionReplay()
    for sequence in 1...3000 {
      replay.take(StoredEvent(sequence: sequence, at: sequence % 7, event: generator.event()))
    }
    let tree = SessionTree(turns: replay.snapshot.turns, head: replay.head)
    #expect(replay.conversation == tree.path(to: replay.head).map(\.opening.id), "seed \(seed)")
    let opened = replay.opened(summary: SessionSummary(id: SessionID("s"), title: ""))
    #expect(opened.turns.count + opened.abandoned.count == opened.tree.count, "seed \(seed)")
  }

  // MARK: Samples

  static func replay(of events: [(at: Int, event: SessionEvent)]) -> SessionReplay {
    var replay = SessionReplay()
    for (index, event) in events.enumerated() {
      replay.take(StoredEvent(sequence: index + 1, at: 1000 + event.at, event: event.event))
    }
    return replay
  }

  static func opening(_ number: Int, _ prompt: String?, after parent: Int? = nil) -> TurnOpening {
    TurnOpening(
      id: TurnID(number), parent: parent.map { TurnID($0) }, prompt: prompt, modelKey: "opus",
      modelName: "Claude Opus", api: .invoke)
  }

  static func answer(_ turn: Int, _ events: [ModelEvent]) -> SessionEvent {
    .answer(TurnID(turn), events.map { AnswerPiece(milliseconds: 0, event: $0) })
  }

  static let report = UsageReport(
    turn: TokenUsage(input: 10, output: 5), inputIsFinal: true, outputIsFinal: true,
    turnCost: NanoDollars(70), sessionCost: NanoDollars(70), contextTokens: 15)

  static let closing = TurnClosing(outcome: .completed(.endTurn), usage: report)

  static var request: LedgerEntry {
    var entry = LedgerEntry(
      turn: TurnID(1), attempt: 1, status: .running, modelKey: "opus", modelID: "us.opus",
      api: .invoke, isStreaming: true)
    entry.usage = TokenUsage(input: 10, output: 5)
    entry.cost = NanoDollars(70)
    return entry
  }

  static var firstTurn: [(at: Int, event: SessionEvent)] {
    var settled = request
    settled.status = .final
    let pieces: [(Int, ModelEvent)] = [
      (5, .messageStart(id: "m", model: nil, usage: .none)), (10, .blockStart(index: 0, .thinking)),
      (10, .thinkingDelta(index: 0, "hm,")), (20, .thinkingDelta(index: 0, " yes")),
      (25, .signatureDelta(index: 0, "sig")), (30, .blockStop(index: 0)),
      (40, .textDelta(index: 1, "Hel")),
    ]
    let rest: [(Int, ModelEvent)] = [
      (50, .textDelta(index: 1, "lo")), (60, .blockStop(index: 1)),
      (65, .messageDelta(stopReason: .endTurn, stopSequence: nil, usage: .none)),
      (66, .messageStop(usage: .none)),
    ]
    func answer(_ pieces: [(Int, ModelEvent)]) -> SessionEvent {
      .answer(TurnID(1), pieces.map { AnswerPiece(milliseconds: $0.0, event: $0.1) })
    }
    return [
      (0, .turnBegan(opening(1, "Hi"))), (2, .request(request)), (40, answer(pieces)),
      (66, answer(rest)), (70, .notice(TurnID(1), "Said.")), (75, .request(settled)),
      (80, .turnEnded(TurnID(1), closing)),
    ]
  }
}
