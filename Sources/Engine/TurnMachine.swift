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
    case submitted(TurnID, text: String, attachments: [Attachment] = [], TurnSettings)
    case continued(TurnID, TurnSettings)
    /// The headers of the response are in. `sentAt`: when the request went
    /// out, where it was held back.
    case opened(
      AttemptID, profilePrefix: String?, requestID: String? = nil, sentAt: MonotonicTime? = nil)
    case events(AttemptID, [ModelEvent])
    /// The body ended.
    case ended(AttemptID)
    case failed(AttemptID, ModelFailure)
    /// A moment that was waited for has come.
    case timerFired(AttemptID)
    /// `isUnsent`: the request of the running attempt was still held back.
    /// `isClosed`: its connection is closed already.
    case interrupted(TurnID, isUnsent: Bool = false, isClosed: Bool = false)
    /// There is no more of the answer that was read on after its turn.
    case drained(AttemptID, DrainedAnswer)
    case cleared
    case loaded(SessionSnapshot)
    case headMoved(TurnID?)
    case adopted(TurnRecord, SpentTotals)
    /// The answer beside the turn's has cost so much.
    case spentBeside(TurnID, NanoDollars)
    case adoptedSettled(TurnID, UsageReport, SpentTotals)
    case limited(BudgetLimits)
    /// What the ledger holds; `nil`: it did not answer in good time.
    case totals(AttemptID, SpendingTotals?)
  }

  /// What is to be done, in order.
  enum Effect: Hashable, Sendable {
    /// Send the request; report as that attempt.
    case open(AttemptID, ModelRequest)
    /// Report at that moment that the timer of the attempt fired.
    case wait(AttemptID, until: MonotonicTime)
    /// Ask the ledger what was spent, and report it for the attempt.
    case askTotals(AttemptID)
    /// The same, beside the answer that the attempt receives.
    case refreshTotals(AttemptID)
    /// Stop whatever the turn does.
    case cancel(TurnID)
    /// Read the answer of that attempt on without its turn, and report what it
    /// told.
    case drain(AttemptID)
    case emit(EngineEvent)
    /// Take down, before what follows is told.
    case record(SessionEvent)
  }

  /// What a turn waits for between two attempts.
  enum Wait: Hashable, Sendable {
    /// The moment of the next try.
    case retry
    /// Room below a limit of the user's.
    case room
    /// What the ledger holds, for budgets.
    case totals
  }

  /// The turn that runs.
  struct Turn: Sendable {
    let opening: TurnOpening
    let settings: TurnSettings
    let startedAt: MonotonicTime
    /// The conversation without this turn, should it have to be forgotten.
    let before: Conversation
    var attempt: AttemptID
    var retriesDone = 0
    /// Ids of what was mended in this turn.
    var repairsDone: Set<String> = []
    /// Pictures that the service refused in this turn.
    var refusedImages: RefusedImages?
    /// Upper bound of the answer after a repair, tokens.
    var maxTokens: Int?
    var wait: Wait?
    var assembler = MessageAssembler()
    /// Whether pieces of the answer were taken down since it was last asked.
    var hasPieces = false
    var phase: TurnPhase?
    /// When usage was last reported, and when the running request was last
    /// taken down.
    var lastUsage: MonotonicTime?, lastEntry: MonotonicTime?
    /// Whether the ledger was asked.
    var hasTotals = false
    /// What the answer beside this one has cost; the meter has no part of it.
    var spentBeside = NanoDollars.zero
    /// What the session had cost when the ledger was asked again; `nil`: it is
    /// not being asked.
    var askedAgainAt: NanoDollars?
    /// Whether the user knows that no budget covers the turn.
    var isUncovered = false

    var id: TurnID { opening.id }
  }

  /// Longest time that an answer is read on after its turn; longer ones are
  /// rare, and their connection may be dead (bedrock-wire 6.3).
  static let longestDrainMilliseconds = 120_000

  var tree = SessionTree()
  /// What each turn cost that ran here, and tokens of the context behind it.
  var spentByTurn: [TurnID: SpentTotals] = [:], contextByTurn: [TurnID: Int] = [:]
  var conversation = Conversation()
  var meter = CostMeter()
  /// What becomes of the answers of stopped turns.
  let settlement: CancelSettlement
  /// Whose answer is read on.
  var drained: AttemptID?
  var turn: Turn?
  var generator: JitterGenerator
  var limiter: RateLimiter
  var contextEstimate = ContextEstimate()
  var budget: BudgetGuard
  /// What the service keeps of the conversation.
  var cache = CacheGauge()
  let policy: RetryPolicy
  /// Effects of the input being handled.
  var effects: [Effect] = []

  /// `seed`: of the jitter between retries.
  init(
    policy: RetryPolicy, seed: UInt64, limits: RateLimits = RateLimits(),
    budget: BudgetLimits = BudgetLimits(), settlement: CancelSettlement = .close
  ) {
    self.policy = policy
    self.budget = BudgetGuard(budget)
    self.settlement = settlement
    limiter = RateLimiter(limits)
    generator = JitterGenerator(seed: seed)
  }

  /// Takes in `input` and returns what is to be done about it.
  mutating func handle(_ input: Input, at now: MonotonicTime) -> [Effect] {
    effects = []
    switch input {
    case .submitted(let id, let text, let attachments, let settings):
      submit(id, text, attachments, settings, at: now)
    case .continued(let id, let settings): goOn(id, settings, at: now)
    case .opened(let attempt, let prefix, let requestID, let sentAt):
      if isCurrent(attempt) {
        meter.accepted(profilePrefix: prefix, requestID: requestID, sentAt: sentAt)
        opened(at: now)
      }
    case .events(let attempt, let events):
      if isCurrent(attempt) { take(events, at: now) }
    case .ended(let attempt):
      if isCurrent(attempt) { fail(TurnMachine.incompleteStream, at: now) }
    case .failed(let attempt, let failure):
      if isCurrent(attempt) { fail(failure, at: now) }
    case .timerFired(let attempt):
      if let turn, turn.attempt == attempt, let wait = turn.wait { goOn(after: wait, at: now) }
    case .interrupted(let id, let isUnsent, let isClosed):
      if turn?.id == id { interrupt(isUnsent: isUnsent, isClosed: isClosed, at: now) }
    case .drained(let attempt, let answer): settle(attempt, by: answer, at: now)
    case .cleared:
      if turn != nil { interrupt(at: now) }
      clear()
    case .loaded(let snapshot): load(snapshot)
    case .headMoved(let turn): rewind(to: turn)
    case .adopted(let record, let spent): adopt(record, spent)
    case .spentBeside(let id, let amount):
      if turn?.id == id { spent(beside: amount, at: now) }
    case .adoptedSettled(let id, let report, let spent): settleAdopted(id, report, spent)
    case .limited(let limits): budget.limit(limits)
    case .totals(let attempt, let totals):
      guard let turn, turn.attempt == attempt else { break }
      if turn.wait == .totals { learned(totals, at: now) } else { refreshed(totals, at: now) }
    }
    return effects
  }

  private func isCurrent(_ attempt: AttemptID) -> Bool {
    guard let turn else { return false }
    return turn.attempt == attempt && turn.wait == nil
  }

  /// Says `event` to the user.
  mutating func emit(_ event: EngineEvent) { effects.append(.emit(event)) }

  /// Takes `event` down.
  mutating func record(_ event: SessionEvent) { effects.append(.record(event)) }

  /// Says a sentence about the running turn.
  mutating func tell(_ notice: String) {
    if let id = turn?.id { record(.notice(id, notice)) }
    emit(.notice(notice))
  }

  // MARK: Beginning

  private mutating func submit(
    _ id: TurnID, _ text: String, _ attachments: [Attachment], _ settings: TurnSettings,
    at now: MonotonicTime
  ) {
    guard turn == nil else {
      emit(.notice("The prompt was not sent: another turn is running."))
      return
    }
    let before = conversation
    guard conversation.appendPrompt(text, attachments: attachments) else {
      emit(.notice("The prompt was not sent: it is blank."))
      return
    }
    start(id, prompt: text, attachments, settings, before: before, at: now)
  }

  private mutating func goOn(_ id: TurnID, _ settings: TurnSettings, at now: MonotonicTime) {
    guard turn == nil else {
      emit(.notice("Not continued: a turn is running."))
      return
    }
    let before = conversation
    guard conversation.appendContinuation() else {
      emit(.notice("There is nothing to continue: the last answer is whole."))
      return
    }
    start(id, prompt: nil, [], settings, before: before, at: now)
  }

  private mutating func start(
    _ id: TurnID, prompt: String?, _ attachments: [Attachment], _ settings: TurnSettings,
    before: Conversation, at now: MonotonicTime
  ) {
    var opening = TurnOpening(id: id, parent: tree.head, prompt: prompt, settings)
    opening.attachments = attachments
    meter.beginTurn(settings.model)
    budget.beginTurn()
    turn = Turn(
      opening: opening, settings: settings, startedAt: now, before: before,
      attempt: AttemptID(turn: id, number: 1))
    record(.turnBegan(opening))
    emit(.turnStarted(id, modelKey: settings.model.key))
    openAttempt(at: now)
  }

  // MARK: Ending

  /// The phase, said once when it changes.
  mutating func enter(_ phase: TurnPhase) {
    guard let id = turn?.id, turn?.phase != phase else { return }
    turn?.phase = phase
    emit(.phase(id, phase))
  }

  mutating func interrupt(
    isUnsent: Bool = false, isClosed: Bool = false, at now: MonotonicTime
  ) {
    stop(isUnsent: isUnsent, isClosed: isClosed, because: "interrupted", at: now) {
      .interrupted(hasText: $0)
    }
  }

  /// Ends the turn in its middle, keeping what came of its answer. `failure`:
  /// why, in a word or two; `outcome` hears whether text was kept.
  mutating func stop(
    isUnsent: Bool = false, isClosed: Bool = false, because failure: String,
    at now: MonotonicTime, as outcome: (_ hasText: Bool) -> TurnOutcome
  ) {
    guard let turn else { return }
    let drains =
      settlement == .drain && drained == nil && !isUnsent && !isClosed && turn.wait == nil
      && meter.attemptIsUnsettled
    if drains {
      drained = turn.attempt
      effects.append(.drain(turn.attempt))
    } else {
      effects.append(.cancel(turn.id))
    }
    endAttempt(isUnsent ? .unbilled : .cut, because: failure, drains: drains, at: now)
    end(outcome(turn.assembler.hasText))
  }

  /// The stream's terminator came.
  mutating func complete(at now: MonotonicTime) {
    guard let turn else { return }
    let usage = meter.attemptUsage
    endAttempt(.completed, at: now)
    let reason = turn.assembler.stopReason ?? .endTurn
    let isRefused = reason == .refusal
    if isRefused {
      // What was refused once is refused again with every later prompt
      // (bedrock-wire 1.9).
      tell(
        "The model refused. This prompt and its answer are left out of the conversation, "
          + "because they would cause the next refusal.")
    }
    end(.completed(reason), isLeftOut: isRefused, size: isRefused ? nil : usage)
  }

  /// `isLeftOut`: prompt and answer are not sent again. `size`: usage of an
  /// answer that is whole.
  mutating func end(_ outcome: TurnOutcome, isLeftOut: Bool = false, size: TokenUsage? = nil) {
    guard let turn else { return }
    tellMarks()
    let report = meter.report()
    let closing = TurnClosing(
      outcome: outcome, usage: report, isLeftOut: isLeftOut, refusedImages: turn.refusedImages)
    record(.turnEnded(turn.id, closing))
    keep(TurnRecord(opening: turn.opening, answer: turn.assembler, closing: closing))
    if let size { learnSize(size) }
    emit(.usage(turn.id, report))
    emit(.turnEnded(turn.id, outcome))
    self.turn = nil
  }

  /// Stream ends are the client's to detect; this is the net below it.
  private static let incompleteStream = ModelFailure(
    kind: .incompleteStream, retry: .transient,
    message: "The service ended its answer without the terminator.")
}
