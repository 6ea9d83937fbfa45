/// Counts tokens and money of a session, live and settled.
///
/// Invariants: an attempt is booked at most once; the session is the sum of
/// the entries that were booked; a report is the booked plus the attempt that
/// runs.
struct CostMeter: Hashable, Sendable {
  typealias Ending = AttemptAccount.Ending

  /// An attempt whose turn is over and whose answer is still read. It counts
  /// as `estimate` until it is settled.
  struct Draining: Hashable, Sendable {
    var account: AttemptAccount
    var estimate: LedgerEntry
    /// The turn without this attempt.
    var turn: SpentTotals
    var turnBounds: Bounds
  }

  /// Between which amounts the truth about a turn lies.
  struct Bounds: Hashable, Sendable {
    /// Whether it is at least what was booked.
    private var isLowerBound = false
    /// The most that it can be, as far as that is known.
    private var upper: NanoDollars? = .zero

    mutating func add(_ entry: LedgerEntry) {
      if entry.isLowerBound { isLowerBound = true }
      let most = entry.isLowerBound ? entry.upperBound : entry.cost
      upper = upper.flatMap { sum in most.map { sum + $0 } }
    }

    func tell(_ report: inout UsageReport) {
      report.isLowerBound = isLowerBound
      report.turnUpperBound = isLowerBound ? upper : nil
    }
  }

  /// A turn that another engine ran for this session, and may still settle.
  struct Adopted: Hashable, Sendable {
    let turn: TurnID
    var spent: SpentTotals
  }

  /// Everything that is over, without what is drained or was adopted last.
  var booked = SpentTotals()
  var adopted: Adopted?
  var draining: Draining?
  /// Everything booked of the turn that runs, or ran last.
  private(set) var turn = SpentTotals()
  private var turnBounds = Bounds()
  private var attempt: AttemptAccount?
  private var attemptIsBooked = true
  private var priceIsKnown = false
  private(set) var contextWindow = 0
  /// Prompt and output of the last request that was answered.
  private(set) var contextTokens = 0

  /// Everything booked of the session. Its lower bound also tells that an
  /// estimate is in it.
  var session: SpentTotals {
    var session = booked
    if let adopted { session = session + adopted.spent }
    if let draining { session.add(draining.estimate) }
    return session
  }

  /// Another engine ran `turn` for this session.
  mutating func adopt(_ turn: TurnID, _ spent: SpentTotals) {
    if let adopted { booked = booked + adopted.spent }
    adopted = Adopted(turn: turn, spent: spent)
  }

  mutating func beginTurn(_ model: ModelDescriptor) {
    turn = SpentTotals()
    turnBounds = Bounds()
    attempt = nil
    attemptIsBooked = true
    priceIsKnown = model.prices != nil
    contextWindow = model.contextWindow
  }

  mutating func beginAttempt(
    _ id: AttemptID, _ request: ModelRequest, input: SendEstimate.Size? = nil, task: String?,
    at now: MonotonicTime
  ) {
    attempt = AttemptAccount(id, request, input: input, task: task, at: now)
    attemptIsBooked = false
  }

  mutating func accepted(
    profilePrefix: String?, requestID: String? = nil, sentAt: MonotonicTime? = nil
  ) {
    attempt?.accept(profilePrefix: profilePrefix, requestID: requestID, sentAt: sentAt)
  }

  mutating func messageBegan(_ usage: UsageUpdate) { attempt?.tally.begin(usage) }

  mutating func told(_ usage: UsageUpdate) { attempt?.tally.settle(usage) }

  /// An answer that failed has named its request, perhaps.
  mutating func told(requestID: String?) { attempt?.name(requestID: requestID) }

  mutating func streamed(bytes: Int, at now: MonotonicTime) {
    attempt?.tally.streamed(bytes: bytes, at: now)
  }

  /// Whether the service has begun to answer the running attempt.
  var attemptIsBegun: Bool { attempt?.tally.isBegun ?? false }

  /// What the running attempt has used so far.
  var attemptUsage: TokenUsage { attempt?.tally.usage ?? TokenUsage() }

  /// The entry of the attempt that runs; `nil`: none does.
  var runningEntry: LedgerEntry? { attemptIsBooked ? nil : attempt?.running() }

  /// Whether the running attempt's last word about usage is still to come.
  var attemptIsUnsettled: Bool { !attemptIsBooked && attempt?.isSettled == false }

  /// Books the running attempt and returns its entry; `nil`: there is none.
  /// `failure`: why it ended, in a word or two. `drains`: its answer is read
  /// on, and `settle` may correct what is booked now.
  mutating func endAttempt(
    _ ending: Ending, because failure: String? = nil, drains: Bool = false, at now: MonotonicTime
  ) -> LedgerEntry? {
    guard let attempt, !attemptIsBooked else { return nil }
    attemptIsBooked = true
    let entry = attempt.ended(ending, because: failure, at: now)
    if drains {
      draining = Draining(
        account: attempt, estimate: entry, turn: turn, turnBounds: turnBounds)
    } else {
      booked.add(entry)
    }
    turn.add(entry)
    turnBounds.add(entry)
    if entry.usage != TokenUsage() {
      contextTokens = entry.usage.prompt.addingSaturated(entry.usage.output)
    }
    return entry
  }

  /// The conversation is another one now, with so many tokens; costs stay.
  mutating func moveContext(tokens: Int) { contextTokens = tokens }

  /// The counters as they stand.
  func report() -> UsageReport {
    var turn = turn
    var session = session
    var context = contextTokens
    if let attempt, !attemptIsBooked, attempt.tally.isAccepted {
      var entry = attempt.running()
      entry.usage = attempt.tally.usage
      entry.cost = attempt.cost(of: entry.usage)
      turn.add(entry)
      session.add(entry)
      context = entry.usage.prompt.addingSaturated(entry.usage.output)
    }
    var report = UsageReport(turn: turn, session: session)
    report.inputIsFinal = attempt?.tally.inputIsFinal ?? false
    report.outputIsFinal = attempt?.tally.outputIsFinal ?? false
    turnBounds.tell(&report)
    if !priceIsKnown { report.turnCost = nil }
    report.contextTokens = context
    report.contextWindow = contextWindow
    report.tokensPerSecondTenths = attempt?.tally.tokensPerSecondTenths
    return report
  }
}

extension UsageReport {
  /// The sums of a turn and of its session, without anything else.
  init(turn: SpentTotals, session: SpentTotals) {
    self.init(
      turn: turn.tokens, turnCost: turn.hasUnknownPrices ? nil : turn.cost)
    setSession(session)
  }

  /// The session's sums are these.
  mutating func setSession(_ session: SpentTotals) {
    sessionCost = session.cost
    sessionIsLowerBound = session.isLowerBound
    sessionHasUnknownPrices = session.hasUnknownPrices
    sessionTokens = session.tokens
  }
}
