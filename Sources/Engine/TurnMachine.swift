/// Every decision about turns: what is sent, what is kept, what is tried
/// again, what the user hears and what it costs. Pure: time comes in with
/// each input, effects go out as values, and `Engine` carries them out.
///
/// Invariants: one turn at a time; exactly one `turnEnded` for every
/// `turnStarted`, and no event of that turn after it; inputs of an attempt
/// that is over are ignored; no request leaves that breaks
/// `RequestInvariant`.
struct TurnMachine: Sendable {
  /// What happened.
  enum Input: Sendable {
    case submitted(TurnID, text: String, TurnSettings)
    case continued(TurnID, TurnSettings)
    /// The headers of the response are in.
    case opened(AttemptID, profilePrefix: String?)
    case events(AttemptID, [ModelEvent])
    /// The body ended.
    case ended(AttemptID)
    case failed(AttemptID, ModelFailure)
    case retryTimerFired(AttemptID)
    case interrupted(TurnID)
    case cleared
  }

  /// What is to be done, in order.
  enum Effect: Hashable, Sendable {
    /// Send the request; report as that attempt.
    case open(AttemptID, ModelRequest)
    /// Report that the retry timer of the attempt fired, at that moment.
    case wait(AttemptID, until: MonotonicTime)
    /// Stop whatever the turn does.
    case cancel(TurnID)
    case emit(EngineEvent)
  }

  /// The turn that runs.
  struct Turn: Sendable {
    let id: TurnID
    let settings: TurnSettings
    /// The conversation without this turn, should it have to be forgotten.
    let before: Conversation
    var attempt: AttemptID
    var retriesDone = 0
    var isWaitingForRetry = false
    var assembler = MessageAssembler()
    var phase: TurnPhase?
    /// When usage was last reported.
    var lastUsage: MonotonicTime?
  }

  var conversation = Conversation()
  var meter = CostMeter()
  var turn: Turn?
  var generator: JitterGenerator
  let policy: RetryPolicy
  /// Effects of the input being handled.
  var effects: [Effect] = []

  /// `seed`: of the jitter between retries.
  init(policy: RetryPolicy, seed: UInt64) {
    self.policy = policy
    generator = JitterGenerator(seed: seed)
  }

  /// Takes in `input` and returns what is to be done about it.
  mutating func handle(_ input: Input, at now: MonotonicTime) -> [Effect] {
    effects = []
    switch input {
    case .submitted(let id, let text, let settings): submit(id, text, settings)
    case .continued(let id, let settings): goOn(id, settings)
    case .opened(let attempt, let prefix):
      if isCurrent(attempt) { opened(profilePrefix: prefix, at: now) }
    case .events(let attempt, let events):
      if isCurrent(attempt) { take(events, at: now) }
    case .ended(let attempt):
      if isCurrent(attempt) { fail(TurnMachine.incompleteStream, at: now) }
    case .failed(let attempt, let failure):
      if isCurrent(attempt) { fail(failure, at: now) }
    case .retryTimerFired(let attempt):
      if let turn, turn.attempt == attempt, turn.isWaitingForRetry { tryAgain() }
    case .interrupted(let id):
      if turn?.id == id { interrupt() }
    case .cleared:
      if turn != nil { interrupt() }
      conversation.clear()
      meter.clearContext()
    }
    return effects
  }

  private func isCurrent(_ attempt: AttemptID) -> Bool {
    guard let turn else { return false }
    return turn.attempt == attempt && !turn.isWaitingForRetry
  }

  /// Says `event` to the user.
  mutating func emit(_ event: EngineEvent) { effects.append(.emit(event)) }

  // MARK: Beginning

  private mutating func submit(_ id: TurnID, _ text: String, _ settings: TurnSettings) {
    guard turn == nil else {
      emit(.notice("The prompt was not sent: another turn is running."))
      return
    }
    let before = conversation
    guard conversation.appendPrompt(text) else {
      emit(.notice("The prompt was not sent: it is blank."))
      return
    }
    start(id, settings, before: before)
  }

  private mutating func goOn(_ id: TurnID, _ settings: TurnSettings) {
    guard turn == nil else {
      emit(.notice("Not continued: a turn is running."))
      return
    }
    let before = conversation
    guard conversation.appendContinuation() else {
      emit(.notice("There is nothing to continue: the last answer is whole."))
      return
    }
    start(id, settings, before: before)
  }

  private mutating func start(_ id: TurnID, _ settings: TurnSettings, before: Conversation) {
    meter.beginTurn(settings.model)
    turn = Turn(
      id: id, settings: settings, before: before, attempt: AttemptID(turn: id, number: 1))
    emit(.turnStarted(id, modelKey: settings.model.key))
    openAttempt()
  }

  private mutating func openAttempt() {
    guard let turn else { return }
    let messages = conversation.requestMessages(for: turn.settings.model.key)
    if let broken = RequestInvariant.broken(by: messages) {
      let failure = ModelFailure(
        kind: .invalidRequest,
        message: "The conversation cannot be sent: \(broken.rawValue).",
        remedy: "Start a new conversation with /clear.")
      end(.failed(failure, hasText: false))
      return
    }
    let request = ModelRequest(turn.settings, messages: messages)
    meter.beginAttempt(requestBytes: request.contentBytes)
    enter(.connecting)
    effects.append(.open(turn.attempt, request))
  }

  private mutating func tryAgain() {
    turn?.isWaitingForRetry = false
    turn?.retriesDone += 1
    turn?.attempt.number += 1
    turn?.assembler = MessageAssembler()
    openAttempt()
  }

  // MARK: Ending

  /// The phase, said once when it changes.
  mutating func enter(_ phase: TurnPhase) {
    guard let id = turn?.id, turn?.phase != phase else { return }
    turn?.phase = phase
    emit(.phase(id, phase))
  }

  mutating func fail(_ failure: ModelFailure, at now: MonotonicTime) {
    guard let turn else { return }
    guard failure.kind != .cancelled else { return interrupt() }
    meter.endAttempt(ending(for: failure))
    let retry = policy.retry(
      after: failure, retriesDone: turn.retriesDone, answerShown: turn.assembler.hasAnswer,
      using: &generator)
    guard let retry else {
      let hasText = keepAnswer(.failed)
      end(.failed(failure, hasText: hasText))
      return
    }
    if turn.assembler.hasBlocks { emit(.answerReset(turn.id)) }
    emitUsage(at: now)
    self.turn?.isWaitingForRetry = true
    let until = now.adding(milliseconds: retry.delayMilliseconds)
    enter(.retrying(attempt: retry.number, of: retry.limit, until: until, because: failure))
    effects.append(.wait(turn.attempt, until: until))
  }

  /// What a failed attempt costs (bedrock-wire 6.1): refusals before the
  /// first event are free; whatever may have reached the model is not.
  private func ending(for failure: ModelFailure) -> CostMeter.Ending {
    if meter.attemptIsBegun { return .cut }
    switch failure.kind {
    case .connection, .service, .credentials, .invalidRequest: return .unbilled
    case .cancelled, .timedOut, .incompleteStream, .protocolViolation: return .cut
    }
  }

  private mutating func interrupt() {
    guard let turn else { return }
    effects.append(.cancel(turn.id))
    meter.endAttempt(.cut)
    // While a retry is awaited nothing of the failed attempt is on the screen.
    let hasText = turn.isWaitingForRetry ? false : keepAnswer(.interrupted)
    end(.interrupted(hasText: hasText))
  }

  /// Keeps what came of the answer; whether text is in it.
  private mutating func keepAnswer(_ ending: Conversation.Ending) -> Bool {
    guard let turn else { return false }
    let content = turn.assembler.answer().content
    conversation.appendAnswer(content, modelKey: turn.settings.model.key, ending: ending)
    return content.contains { block in
      if case .text(let text) = block { !text.isBlank } else { false }
    }
  }

  /// The stream's terminator came.
  mutating func complete() {
    guard let turn else { return }
    meter.endAttempt(.completed)
    let reason = turn.assembler.stopReason ?? .endTurn
    switch reason {
    case .refusal:
      // What was refused once is refused again with every later prompt
      // (bedrock-wire 1.9).
      conversation = turn.before
      emit(
        .notice(
          "The model refused. This prompt and its answer are left out of the conversation, "
            + "because they would cause the next refusal."))
    case .maxTokens, .contextWindowExceeded, .pauseTurn: _ = keepAnswer(.limit)
    case .endTurn, .toolUse, .stopSequence, .guardrailIntervened, .malformedOutput, .other:
      _ = keepAnswer(.whole)
    }
    end(.completed(reason))
  }

  private mutating func end(_ outcome: TurnOutcome) {
    guard let turn else { return }
    emit(.usage(turn.id, meter.report()))
    emit(.turnEnded(turn.id, outcome))
    self.turn = nil
  }

  /// Stream ends are the client's to detect; this is the net below it.
  private static let incompleteStream = ModelFailure(
    kind: .incompleteStream, retry: .transient,
    message: "The service ended its answer without the terminator.")
}

/// One try of a turn; ids make late messages harmless.
struct AttemptID: Hashable, Sendable {
  var turn: TurnID
  /// From 1 within the turn.
  var number: Int
}
