import Testing

@testable import Engine

@Suite struct TurnMachineSessionTests {
  private static let key = "sonnet-test"

  private static func attempt(_ turn: Int, _ number: Int = 1) -> AttemptID {
    AttemptID(turn: TurnID(turn), number: number)
  }

  private static func submit(_ machine: inout TurnMachine, _ id: Int, _ text: String) {
    _ = machine.handle(
      .submitted(TurnID(id), text: text, Sample.settings()), at: .milliseconds(id * 10))
  }

  private static func answer(_ machine: inout TurnMachine, _ id: Int, _ text: String) {
    _ = machine.handle(
      .events(attempt(id), Sample.answer(text)), at: .milliseconds(id * 10 + 1))
  }

  /// After `prompts`, each answered by itself in capitals.
  private static func machine(_ prompts: [String]) -> TurnMachine {
    var machine = TurnMachine(policy: RetryPolicy(), seed: 1)
    for (index, prompt) in prompts.enumerated() {
      submit(&machine, index + 1, prompt)
      answer(&machine, index + 1, prompt.uppercased())
    }
    return machine
  }

  private static func said(_ machine: TurnMachine) -> [String] {
    machine.conversation.messages.flatMap(\.content).compactMap {
      if case .text(let text) = $0 { text } else { nil }
    }
  }

  private static func records(_ effects: [TurnMachine.Effect]) -> [SessionEvent] {
    effects.compactMap { if case .record(let event) = $0 { event } else { nil } }
  }

  private static func entries(_ effects: [TurnMachine.Effect]) -> [LedgerEntry] {
    records(effects).compactMap { if case .request(let entry) = $0 { entry } else { nil } }
  }

  /// The kinds of effects, in order.
  private static func kinds(_ effects: [TurnMachine.Effect]) -> [String] {
    effects.map { effect in
      switch effect {
      case .record(.turnBegan): "+began"
      case .record(.answer(_, let pieces)): "+answer \(pieces.count)"
      case .record(.answerReset): "+reset"
      case .record(.request(let entry)): "+\(entry.status.rawValue) \(entry.attempt)"
      case .record(.turnEnded): "+ended"
      case .record(.notice): "+notice"
      case .record(.headMoved): "+head"
      case .record(.titled): "+titled"
      case .record(.commandRan), .record(.outputsDropped): "+command"
      case .emit(.turnStarted): "started"
      case .emit(.phase): "phase"
      case .emit(.usage): "usage"
      case .emit(.turnEnded): "ended"
      case .emit(.answerReset): "reset"
      case .emit(.notice): "notice"
      case .emit(.settled): "settled"
      case .emit(.blockStarted), .emit(.delta), .emit(.blockEnded), .emit(.longText): "answer"
      case .emit(.budget): "budget"
      case .open: "open"
      case .wait: "wait"
      case .askTotals, .refreshTotals: "ask"
      case .cancel: "cancel"
      case .drain: "drain"
      }
    }
  }

  // MARK: Taking down

  @Test func everythingIsTakenDownBeforeItIsTold() {
    var machine = TurnMachine(policy: RetryPolicy(), seed: 1)
    var settings = Sample.settings()
    settings.task = "debug"
    settings.comparedWith = TurnID(7)
    let began = machine.handle(
      .submitted(TurnID(1), text: "Why?", settings), at: .milliseconds(0))
    #expect(Self.kinds(began) == ["+began", "started", "+running 1", "phase", "open"])
    #expect(
      Self.records(began).first
        == .turnBegan(
          TurnOpening(
            id: TurnID(1), parent: nil, prompt: "Why?", modelKey: Self.key, modelName: Self.key,
            api: .invoke, task: "debug", comparedWith: TurnID(7))))
    _ = machine.handle(
      .opened(Self.attempt(1), profilePrefix: nil, requestID: "r-1"), at: .milliseconds(5))
    let first = machine.handle(
      .events(
        Self.attempt(1),
        [
          .messageStart(id: nil, model: nil, usage: UsageUpdate(input: 100, output: 1)), .ping,
          .textDelta(index: 0, "Beca"), .textDelta(index: 0, "use."),
        ]), at: .milliseconds(40))
    #expect(
      Self.kinds(first) == ["+running 1", "+answer 3", "phase", "answer", "answer", "usage"])
    #expect(
      Self.records(first).last
        == .answer(
          TurnID(1),
          [
            AnswerPiece(
              milliseconds: 40,
              event: .messageStart(
                id: nil, model: nil, usage: UsageUpdate(input: 100, output: 1))),
            AnswerPiece(milliseconds: 40, event: .textDelta(index: 0, "Beca")),
            AnswerPiece(milliseconds: 40, event: .textDelta(index: 0, "use.")),
          ]))
    let last = machine.handle(
      .events(
        Self.attempt(1),
        [
          .messageDelta(stopReason: .endTurn, stopSequence: nil, usage: UsageUpdate(output: 20)),
          .messageStop(usage: .none), .textDelta(index: 0, "late"),
        ]), at: .milliseconds(50))
    #expect(Self.kinds(last) == ["+answer 2", "answer", "+final 1", "+ended", "usage", "ended"])
    #expect(Self.entries(last).first?.requestID == "r-1")
    #expect(Self.entries(last).first?.task == "debug")
    #expect(
      Self.records(last).last
        == .turnEnded(
          TurnID(1), TurnClosing(outcome: .completed(.endTurn), usage: machine.meter.report())))
  }

  @Test func pingsAreNotTakenDown() {
    var machine = Self.machine([])
    Self.submit(&machine, 1, "a")
    let effects = machine.handle(.events(Self.attempt(1), [.ping, .ping]), at: .milliseconds(11))
    #expect(Self.records(effects) == [])
  }

  @Test func aRunningRequestIsTakenDownOnceASecond() {
    var machine = Self.machine([])
    Self.submit(&machine, 1, "a")
    var outputs: [Int] = []
    for tenth in 1...35 {
      let effects = machine.handle(
        .events(Self.attempt(1), [.textDelta(index: 0, "words ")]),
        at: .milliseconds(10 + tenth * 100))
      outputs += Self.entries(effects).map(\.usage.output)
    }
    #expect(outputs == [30, 60, 90])
  }

  @Test func aRetryForgetsWhatCameAndBooksIt() {
    var machine = Self.machine([])
    Self.submit(&machine, 1, "a")
    _ = machine.handle(
      .events(
        Self.attempt(1), [.messageStart(id: nil, model: nil, usage: UsageUpdate(input: 9))]),
      at: .milliseconds(11))
    let failed = machine.handle(
      .failed(Self.attempt(1), Sample.failure(.incompleteStream)), at: .milliseconds(12))
    // No block is on the screen, but a message began in what was taken down.
    #expect(Self.kinds(failed) == ["+estimated 1", "+reset", "usage", "phase", "wait"])
    #expect(Self.entries(failed).first?.failure == "incomplete answer")
    let again = machine.handle(.timerFired(Self.attempt(1)), at: .milliseconds(900))
    #expect(Self.kinds(again) == ["+running 2", "phase", "open"])
  }

  @Test(arguments: [
    (
      ModelFailure.Kind.service(status: 429, code: "ThrottlingException"),
      LedgerEntry.Status.failed, "429 ThrottlingException"
    ),
    (.connection, .failed, "no connection"), (.timedOut, .estimated, "timed out"),
    (.brokenConnection, .estimated, "broken connection"),
  ])
  func everyFailedRequestHasItsEntry(
    kind: ModelFailure.Kind, status: LedgerEntry.Status, word: String
  ) {
    var machine = Self.machine([])
    Self.submit(&machine, 1, "a")
    var failure = Sample.failure(kind, retry: .never)
    failure.requestID = "r-9"
    let effects = machine.handle(.failed(Self.attempt(1), failure), at: .milliseconds(30))
    let entry = Self.entries(effects).first
    #expect(entry?.status == status && entry?.failure == word && entry?.requestID == "r-9")
    #expect(entry?.isLowerBound == (status == .estimated))
    #expect(entry?.durationMilliseconds == 20)
  }

  @Test(arguments: [(true, LedgerEntry.Status.failed), (false, .estimated)])
  func aStoppedRequestHasItsEntry(isUnsent: Bool, status: LedgerEntry.Status) {
    var machine = Self.machine([])
    Self.submit(&machine, 1, "a")
    let effects = machine.handle(
      .interrupted(TurnID(1), isUnsent: isUnsent), at: .milliseconds(30))
    let entry = Self.entries(effects).first
    #expect(entry?.status == status && entry?.failure == "interrupted")
    #expect(entry?.usage == TokenUsage() && entry?.isLowerBound == !isUnsent)
    // One token in, written for an hour, and the longest answer out.
    #expect(entry?.upperBound == (isUnsent ? nil : NanoDollars(163_844_000)))
  }

  @Test func noticesOfATurnAreTakenDown() {
    var machine = Self.machine([])
    Self.submit(&machine, 1, "a")
    let refused = machine.handle(
      .events(Self.attempt(1), Sample.answer("I cannot", stop: .refusal)), at: .milliseconds(11))
    #expect(Self.kinds(refused).suffix(5) == ["+notice", "notice", "+ended", "usage", "ended"])
    guard case .turnEnded(_, let closing)? = Self.records(refused).last else {
      Issue.record("\(refused)")
      return
    }
    #expect(closing.isLeftOut)
    #expect(machine.tree[TurnID(1)]?.isLeftOut == true)
  }

  // MARK: Moving between turns

  @Test func goesBackToAnyTurn() {
    var machine = Self.machine(["a", "b", "c"])
    let effects = machine.handle(.headMoved(TurnID(1)), at: .milliseconds(99))
    #expect(effects == [.record(.headMoved(TurnID(1)))])
    #expect(Self.said(machine) == ["a", "A"])
    #expect(machine.meter.contextTokens == 120)
    Self.submit(&machine, 4, "d")
    Self.answer(&machine, 4, "D")
    #expect(machine.tree[TurnID(4)]?.opening.parent == TurnID(1))
    // The branch that was left is within reach.
    _ = machine.handle(.headMoved(TurnID(3)), at: .milliseconds(99))
    #expect(Self.said(machine) == ["a", "A", "b", "B", "c", "C"])
    _ = machine.handle(.headMoved(nil), at: .milliseconds(99))
    #expect(Self.said(machine) == [] && machine.meter.contextTokens == 0)
  }

  @Test func movesNowhereElse() {
    var machine = Self.machine(["a"])
    let unknown = machine.handle(.headMoved(TurnID(9)), at: .milliseconds(99))
    #expect(Self.kinds(unknown) == ["notice"])
    Self.submit(&machine, 2, "b")
    let record = TurnRecord(
      opening: TurnOpening(
        id: TurnID(3), parent: nil, prompt: "x", modelKey: "m", modelName: "M", api: .invoke))
    let inputs: [TurnMachine.Input] = [
      .headMoved(nil), .loaded(SessionSnapshot()), .adopted(record, SpentTotals()),
    ]
    let before = machine.conversation
    for input in inputs {
      let effects = machine.handle(input, at: .milliseconds(99))
      #expect(Self.kinds(effects) == ["notice"])
    }
    #expect(machine.conversation == before && machine.tree.head == TurnID(1))
  }

  @Test func clearingKeepsTheTurnsWithinReach() {
    var machine = Self.machine([])
    let nothing = machine.handle(.cleared, at: .milliseconds(1))
    #expect(nothing == [])
    machine = Self.machine(["a"])
    let cleared = machine.handle(.cleared, at: .milliseconds(99))
    #expect(cleared == [.record(.headMoved(nil))])
    #expect(Self.said(machine) == [])
    _ = machine.handle(.headMoved(TurnID(1)), at: .milliseconds(99))
    #expect(Self.said(machine) == ["a", "A"])
  }

  @Test func goesOnWithASessionThatWasKept() {
    let earlier = Self.machine(["a", "b"])
    var machine = Self.machine(["other"])
    let loaded = machine.handle(.loaded(earlier.snapshot), at: .milliseconds(99))
    #expect(loaded == [])
    #expect(machine.conversation == earlier.conversation)
    #expect(machine.snapshot == earlier.snapshot)
    #expect(machine.meter.session == earlier.meter.session)
    #expect(machine.meter.contextTokens == 120)
    Self.submit(&machine, 3, "c")
    Self.answer(&machine, 3, "C")
    #expect(Self.said(machine) == ["a", "A", "b", "B", "c", "C"])
    #expect(machine.meter.session.requests == 3)
    #expect(machine.spentByTurn[TurnID(3)]?.requests == 1)
  }

  @Test func takesOverAnotherEnginesTurn() {
    var main = Self.machine(["a"])
    var other = Self.machine([])
    _ = other.handle(.loaded(main.snapshot), at: .milliseconds(20))
    Self.submit(&main, 2, "b")
    Self.answer(&main, 2, "B")
    Self.submit(&other, 3, "b")
    Self.answer(&other, 3, "better")
    guard let record = other.tree[TurnID(3)], let spent = other.spentByTurn[TurnID(3)] else {
      Issue.record("the turn is not known")
      return
    }
    let effects = main.handle(.adopted(record, spent), at: .milliseconds(99))
    #expect(effects == [.record(.headMoved(TurnID(3)))])
    #expect(Self.said(main) == ["a", "A", "b", "better"])
    #expect(main.meter.session.requests == 3)
    #expect(main.meter.session.tokens == TokenUsage(input: 300, output: 60))
    _ = main.handle(.headMoved(TurnID(2)), at: .milliseconds(99))
    #expect(Self.said(main) == ["a", "A", "b", "B"])
  }
}
