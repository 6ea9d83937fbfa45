import Testing
import Wire

@testable import Engine

@Suite struct TurnMachineTests {
  private static let turn = TurnID(1)
  private static let first = AttemptID(turn: turn, number: 1)
  private static let second = AttemptID(turn: turn, number: 2)
  private static let key = "sonnet-test"

  private var machine = TurnMachine(policy: RetryPolicy(), seed: 1)

  /// The machine with a prompt sent and, where given, `events` received.
  private static func running(
    _ events: [ModelEvent]? = nil, text: String = "Why?"
  ) -> TurnMachine {
    var machine = TurnMachine(policy: RetryPolicy(), seed: 1)
    _ = machine.handle(.submitted(turn, text: text, Sample.settings()), at: .milliseconds(0))
    if let events {
      _ = machine.handle(.opened(first, profilePrefix: nil), at: .milliseconds(1))
      _ = machine.handle(.events(first, events), at: .milliseconds(2))
    }
    return machine
  }

  private static let begun: [ModelEvent] = [
    .messageStart(id: nil, model: nil, usage: UsageUpdate(input: 100, output: 1))
  ]

  /// Without what is taken down.
  private static func told(_ effects: [TurnMachine.Effect]) -> [TurnMachine.Effect] {
    effects.filter { effect in
      if case .record = effect { false } else { true }
    }
  }

  private static func kinds(_ effects: [TurnMachine.Effect]) -> [String] {
    told(effects).map { effect in
      switch effect {
      case .drain(let attempt): "drain \(attempt.number)"
      case .open(let attempt, _): "open \(attempt.number)"
      case .wait(let attempt, _): "wait \(attempt.number)"
      case .askTotals, .refreshTotals: "ask totals"
      case .cancel: "cancel"
      case .record: "record"
      case .emit(.settled): "settled"
      case .emit(.budget(_, let mark)): "budget \(mark.percent)"
      case .emit(.turnStarted): "started"
      case .emit(.phase(_, .retrying(let attempt, let limit, _, _))): "retry \(attempt)/\(limit)"
      case .emit(.phase(_, let phase)): "\(phase)"
      case .emit(.blockStarted(_, let block, _)): "block \(block)"
      case .emit(.delta(_, _, let text)): "'\(text)'"
      case .emit(.blockEnded(_, let block)): "end \(block)"
      case .emit(.longText(_, let block, let text)): "text \(block) \(text.utf8.count)"
      case .emit(.answerReset): "reset"
      case .emit(.usage): "usage"
      case .emit(.turnEnded(_, .completed(let reason))): "completed \(reason.word)"
      case .emit(.turnEnded(_, .interrupted(let hasText))): "interrupted \(hasText)"
      case .emit(.turnEnded(_, .failed(let failure, let hasText))):
        "failed \(failure.kind) \(hasText)"
      case .emit(.turnEnded(_, .overBudget(let mark, let hasText))):
        "over budget \(mark.scope.rawValue) \(hasText)"
      case .emit(.notice): "notice"
      }
    }
  }

  @Test(arguments: [(TurnMachine.sharedTextBytes, true), (TurnMachine.sharedTextBytes - 1, false)])
  func longTextIsHandedOverOnce(bytes: Int, isShared: Bool) {
    var machine = Self.running([])
    let effects = machine.handle(
      .events(
        Self.first,
        Self.begun + [
          .blockStart(index: 0, .text(initial: "")),
          .textDelta(index: 0, String(repeating: "x", count: bytes)), .blockStop(index: 0),
        ]), at: .milliseconds(3))
    #expect(Self.kinds(effects).contains("text 0 \(bytes)") == isShared)
  }

  @Test mutating func aTurnFromPromptToEnd() {
    let settings = Sample.settings(system: "Be brief.")
    let request = ModelRequest(
      settings, messages: [Message(role: .user, content: [.text("Why?")])])
    let began = machine.handle(.submitted(Self.turn, text: "Why?", settings), at: .milliseconds(0))
    #expect(
      Self.told(began) == [
        .emit(.turnStarted(Self.turn, modelKey: Self.key)),
        .emit(.phase(Self.turn, .connecting)), .open(Self.first, request),
      ])
    let opened = machine.handle(.opened(Self.first, profilePrefix: "us"), at: .milliseconds(1))
    #expect(Self.kinds(opened) == ["waiting", "usage"])
    let answered = machine.handle(
      .events(Self.first, Sample.answer("Because.")), at: .milliseconds(2))
    #expect(
      Self.kinds(answered) == [
        "writing", "block 0", "'Because.'", "end 0", "usage", "completed end_turn",
      ])
    // 100·2 + 20·10 millionths · 1.1
    let cost = NanoDollars(440_000)
    let usage = TokenUsage(input: 100, output: 20)
    #expect(
      answered.suffix(2).first
        == .emit(
          .usage(
            Self.turn,
            UsageReport(
              turn: usage, inputIsFinal: true, outputIsFinal: true, turnCost: cost,
              sessionCost: cost, sessionTokens: usage, contextTokens: 120,
              contextWindow: 1_000_000))))
    #expect(
      machine.conversation.messages == [
        Message(role: .user, content: [.text("Why?")]),
        Message(role: .assistant, content: [.text("Because.")], modelKey: Self.key),
      ])
  }

  @Test func nothingComesBehindTheEnd() {
    var machine = Self.running(Sample.answer("Because."))
    let late: [TurnMachine.Input] = [
      .opened(Self.first, profilePrefix: nil), .events(Self.first, Sample.answer("again")),
      .ended(Self.first), .failed(Self.first, Sample.failure()), .timerFired(Self.first),
      .interrupted(Self.turn),
    ]
    let conversation = machine.conversation
    for input in late {
      #expect(machine.handle(input, at: .milliseconds(9)) == [])
    }
    #expect(machine.conversation == conversation)
  }

  @Test func oneTurnAtATime() {
    var machine = Self.running()
    let other = TurnID(2)
    for input in [
      TurnMachine.Input.submitted(other, text: "b", Sample.settings()),
      .continued(other, Sample.settings()),
    ] {
      #expect(Self.kinds(machine.handle(input, at: .milliseconds(1))) == ["notice"])
    }
    #expect(machine.handle(.interrupted(other), at: .milliseconds(1)) == [])
    #expect(machine.turn?.id == Self.turn)
  }

  @Test mutating func refusesWhatCannotBeSent() {
    let blank = machine.handle(
      .submitted(Self.turn, text: " ", Sample.settings()), at: .milliseconds(0))
    #expect(Self.kinds(blank) == ["notice"])
    let nothing = machine.handle(.continued(Self.turn, Sample.settings()), at: .milliseconds(0))
    #expect(Self.kinds(nothing) == ["notice"])
  }

  @Test(
    arguments: [
      (nil, ["cancel", "usage", "interrupted false"], [ContentBlock]()),
      (begun, ["cancel", "usage", "interrupted false"], []),
      (begun + [.thinkingDelta(index: 0, "Hm")], ["cancel", "usage", "interrupted false"], []),
      (
        begun + [.textDelta(index: 0, "Beca")], ["cancel", "usage", "interrupted true"],
        [.text("Beca")]
      ),
    ] as [([ModelEvent]?, [String], [ContentBlock])])
  func interruptingKeepsTheText(events: [ModelEvent]?, effects: [String], kept: [ContentBlock]) {
    var machine = Self.running(events)
    let ended = machine.handle(.interrupted(Self.turn), at: .milliseconds(3))
    #expect(Self.kinds(ended) == effects)
    #expect(machine.conversation.messages.dropFirst().flatMap(\.content) == kept)
    #expect(machine.meter.session.isLowerBound)
  }

  @Test func whatWasNotSentIsNotBooked() {
    var machine = Self.running()
    let ended = machine.handle(.interrupted(Self.turn, isUnsent: true), at: .milliseconds(3))
    #expect(Self.kinds(ended) == ["cancel", "usage", "interrupted false"])
    #expect(machine.meter.session == SpentTotals(requests: 1))
  }

  /// The connection is closed before the command arrives: the client reports
  /// a cancelled attempt first.
  @Test func aCancelledAttemptIsAnInterruption() {
    var machine = Self.running(Self.begun + [.textDelta(index: 0, "Beca")])
    let cancelled = Sample.failure(.cancelled, retry: .never)
    let ended = machine.handle(.failed(Self.first, cancelled), at: .milliseconds(3))
    #expect(Self.kinds(ended) == ["cancel", "usage", "interrupted true"])
    #expect(machine.handle(.interrupted(Self.turn), at: .milliseconds(4)) == [])
  }

  @Test func retriesWithACountdown() {
    var machine = Self.running()
    let failure = Sample.failure(retry: .throttled, retryAfter: 7_000)
    let failed = machine.handle(.failed(Self.first, failure), at: .milliseconds(10))
    let until = MonotonicTime.milliseconds(7_010)
    #expect(
      Self.told(failed).dropFirst() == [
        .emit(
          .phase(Self.turn, .retrying(attempt: 1, of: 5, until: until, because: failure))),
        .wait(Self.first, until: until),
      ])
    // What the failed attempt still says does not count.
    let late = machine.handle(.events(Self.first, Sample.answer("late")), at: .milliseconds(11))
    #expect(late == [])
    let fired = machine.handle(.timerFired(Self.first), at: until)
    #expect(Self.kinds(fired) == ["connecting", "open 2"])
    #expect(machine.handle(.timerFired(Self.first), at: until) == [])
    let answered = machine.handle(.events(Self.second, Sample.answer("Now.")), at: until)
    #expect(Self.kinds(answered).last == "completed end_turn")
    #expect(machine.meter.session.tokens == TokenUsage(input: 100, output: 20))
    #expect(!machine.meter.session.isLowerBound)
  }

  @Test func interruptingEndsTheWait() {
    var machine = Self.running(Self.begun + [.thinkingDelta(index: 0, "Hm")])
    _ = machine.handle(.failed(Self.first, Sample.failure()), at: .milliseconds(10))
    let ended = machine.handle(.interrupted(Self.turn), at: .milliseconds(11))
    #expect(Self.kinds(ended) == ["cancel", "usage", "interrupted false"])
    #expect(machine.handle(.timerFired(Self.first), at: .milliseconds(12)) == [])
    #expect(machine.conversation.messages.count == 1)
  }

  @Test func thinkingIsTakenBackBeforeARetry() {
    var machine = Self.running(Self.begun + [.thinkingDelta(index: 0, "Hmm!")])
    let failed = machine.handle(.failed(Self.first, Sample.failure()), at: .milliseconds(10))
    #expect(Self.kinds(failed) == ["reset", "usage", "retry 1/5", "wait 1"])
    // It was paid for all the same.
    #expect(machine.meter.session.tokens == TokenUsage(input: 100, output: 2))
    #expect(machine.meter.session.isLowerBound)
  }

  @Test(arguments: [
    begun + [ModelEvent.textDelta(index: 0, "Beca")],
    begun + [.textDelta(index: 0, "Beca"), .blockStop(index: 0)],
  ])
  func whatWasReadIsNotAskedForAgain(events: [ModelEvent]) {
    var machine = Self.running(events)
    let failed = machine.handle(.failed(Self.first, Sample.failure()), at: .milliseconds(10))
    #expect(
      Self.kinds(failed) == [
        "usage", #"failed service(status: 503, code: "ServiceUnavailableException") true"#,
      ])
    #expect(machine.conversation.messages.last?.content == [.text("Beca")])
    #expect(machine.conversation.canContinue)
    let more = machine.handle(.continued(TurnID(2), Sample.settings()), at: .milliseconds(20))
    #expect(Self.kinds(more) == ["started", "connecting", "open 1"])
  }

  @Test func aCallIsNotAskedForAgain() {
    var machine = Self.running(
      Self.begun + [.blockStart(index: 0, .toolUse(id: "t", name: "n"))])
    let failed = machine.handle(.failed(Self.first, Sample.failure()), at: .milliseconds(10))
    #expect(Self.kinds(failed).last?.hasSuffix("false") == true)
    #expect(machine.turn == nil)
  }

  @Test func givesUpAfterTheLastRetry() {
    var machine = Self.running()
    var seen: [String] = []
    for number in 1...6 {
      let attempt = AttemptID(turn: Self.turn, number: number)
      let failed = machine.handle(.failed(attempt, Sample.failure()), at: .milliseconds(number))
      seen.append(Self.kinds(failed).last ?? "")
      _ = machine.handle(.timerFired(attempt), at: .milliseconds(number))
    }
    #expect(seen.dropLast() == ["wait 1", "wait 2", "wait 3", "wait 4", "wait 5"])
    #expect(seen.last?.hasPrefix("failed") == true)
    // Nothing was accepted, so nothing is billed, and nothing unsure.
    #expect(machine.meter.session == SpentTotals(requests: 6))
    // The prompt stays; continuing asks it again.
    let again = machine.handle(.continued(TurnID(2), Sample.settings()), at: .milliseconds(20))
    #expect(Self.kinds(again) == ["started", "connecting", "open 1"])
  }

  @Test(arguments: [
    (ModelFailure.Kind.connection, false), (.credentials, false), (.invalidRequest, false),
    (.service(status: 400, code: "ValidationException"), false), (.timedOut, true),
    (.incompleteStream, true), (.protocolViolation, true), (.brokenConnection, true),
  ])
  func knowsWhatMayHaveBeenBilled(kind: ModelFailure.Kind, isLowerBound: Bool) {
    var machine = Self.running()
    _ = machine.handle(
      .failed(Self.first, Sample.failure(kind, retry: .never)), at: .milliseconds(1))
    #expect(machine.meter.session.isLowerBound == isLowerBound)
    #expect(machine.meter.session.tokens == TokenUsage())
  }

  @Test func aBodyThatEndsEarlyIsAFailure() {
    var machine = Self.running(Self.begun + [.textDelta(index: 0, "Beca")])
    let ended = machine.handle(.ended(Self.first), at: .milliseconds(3))
    #expect(Self.kinds(ended) == ["usage", "failed incompleteStream true"])
  }

  @Test func aRefusedTurnIsForgotten() {
    var machine = Self.running(Sample.answer("Because."))
    let before = machine.conversation
    let next = TurnID(2)
    _ = machine.handle(.submitted(next, text: "b", Sample.settings()), at: .milliseconds(3))
    let refused = machine.handle(
      .events(AttemptID(turn: next, number: 1), Sample.answer("I cannot", stop: .refusal)),
      at: .milliseconds(4))
    #expect(Self.kinds(refused).suffix(3) == ["notice", "usage", "completed refusal"])
    #expect(machine.conversation == before)
  }

  @Test(arguments: [
    (StopReason.maxTokens, true), (.contextWindowExceeded, true), (.pauseTurn, true),
    (.endTurn, false), (.stopSequence, false), (.other("new"), false),
  ])
  func anAnswerAtItsLimitCanBeContinued(stop: StopReason, canContinue: Bool) {
    let machine = Self.running(Sample.answer("Because", stop: stop))
    #expect(machine.conversation.canContinue == canContinue)
  }

  @Test func aCallIsClosedByTheNextPrompt() {
    var machine = Self.running(
      Self.begun + [
        .blockStart(index: 0, .toolUse(id: "t", name: "n")), .blockStop(index: 0),
        .messageDelta(stopReason: .toolUse, stopSequence: nil, usage: UsageUpdate(output: 9)),
        .messageStop(usage: .none),
      ])
    #expect(machine.turn == nil)
    let next = machine.handle(
      .submitted(TurnID(2), text: "b", Sample.settings()), at: .milliseconds(3))
    guard case .open(_, let request)? = next.last else {
      Issue.record("no request: \(next)")
      return
    }
    #expect(
      request.messages.last?.content == [
        .toolResult(
          toolUseID: "t", text: "The tool was not run: it is not available.", isError: true),
        .text("b"),
      ])
  }

  @Test func forgettingStopsTheTurn() {
    var machine = Self.running(Self.begun + [.textDelta(index: 0, "Beca")])
    let cleared = machine.handle(.cleared, at: .milliseconds(3))
    #expect(Self.kinds(cleared) == ["cancel", "usage", "interrupted true"])
    #expect(machine.conversation == Conversation())
    #expect(machine.meter.session.tokens == TokenUsage(input: 100, output: 2))
    #expect(Self.told(machine.handle(.cleared, at: .milliseconds(4))) == [])
  }
}
