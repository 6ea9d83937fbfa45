/// Counts tokens and money of a session, live and settled.
///
/// Invariants: an attempt is booked at most once; the session is the sum of
/// what was booked; a report is the booked plus the attempt that runs.
struct CostMeter: Hashable, Sendable {
  /// What is booked, of a turn or of the session.
  struct Ledger: Hashable, Sendable {
    var tokens = TokenUsage()
    var cost = NanoDollars.zero
    /// Whether the truth is at least this; for the session also whether an
    /// estimate is in it.
    var isLowerBound = false
    /// Whether tokens without a known price are missing from `cost`.
    var hasUnknownPrices = false

    mutating func book(_ usage: TokenUsage, cost: NanoDollars?, isLowerBound: Bool) {
      tokens = tokens + usage
      self.cost = self.cost + (cost ?? .zero)
      if cost == nil, usage != TokenUsage() { hasUnknownPrices = true }
      if isLowerBound { self.isLowerBound = true }
    }
  }

  /// How an attempt ended, in terms of money.
  enum Ending: Hashable, Sendable {
    /// Whole, with whatever usage was told.
    case completed
    /// Cut by the user or by a failure: the service may go on and bill more
    /// (bedrock-wire 6.1).
    case cut
    /// Refused before it began: nothing is billed.
    case unbilled
  }

  private(set) var session = Ledger()
  private var turn = Ledger()
  private var attempt: AttemptTally?
  private var attemptIsBooked = true
  private var prices: PriceList?
  private var profilePrefix: String?
  private var bytesPerTokenHundredths = 0
  private var contextWindow = 0
  /// Prompt and output of the last request that was answered.
  private var contextTokens = 0

  mutating func beginTurn(_ model: ModelDescriptor) {
    turn = Ledger()
    attempt = nil
    attemptIsBooked = true
    prices = model.prices
    profilePrefix = nil
    bytesPerTokenHundredths = model.rules.bytesPerTokenHundredths
    contextWindow = model.contextWindow
  }

  /// `requestBytes`: UTF-8 bytes of everything that the model will read.
  mutating func beginAttempt(requestBytes: Int) {
    endAttempt(.cut)
    attempt = AttemptTally(
      estimatedInput: AttemptTally.tokens(
        bytes: requestBytes, bytesPerTokenHundredths: bytesPerTokenHundredths),
      bytesPerTokenHundredths: bytesPerTokenHundredths)
    attemptIsBooked = false
  }

  mutating func accepted(profilePrefix: String?) {
    self.profilePrefix = profilePrefix
    attempt?.accept()
  }

  mutating func messageBegan(_ usage: UsageUpdate) { attempt?.begin(usage) }

  mutating func told(_ usage: UsageUpdate) { attempt?.settle(usage) }

  mutating func streamed(bytes: Int, at now: MonotonicTime) {
    attempt?.streamed(bytes: bytes, at: now)
  }

  /// Whether the service has begun to answer the running attempt.
  var attemptIsBegun: Bool { attempt?.isBegun ?? false }

  /// What the running attempt has used so far.
  var attemptUsage: TokenUsage { attempt?.usage ?? TokenUsage() }

  /// Books the running attempt. Harmless when there is none.
  mutating func endAttempt(_ ending: Ending) {
    guard let attempt, !attemptIsBooked else { return }
    attemptIsBooked = true
    let isSettled = attempt.inputIsFinal && attempt.outputIsFinal
    switch ending {
    case .unbilled: return
    case .completed: book(attempt, isEstimate: !isSettled, isLowerBound: false)
    case .cut where attempt.isBegun:
      book(attempt, isEstimate: !isSettled, isLowerBound: !isSettled)
    case .cut:
      // The request may have reached the model; what it cost is unknown.
      turn.isLowerBound = true
      session.isLowerBound = true
    }
  }

  private mutating func book(_ attempt: AttemptTally, isEstimate: Bool, isLowerBound: Bool) {
    let usage = attempt.usage
    let cost = prices?.cost(of: usage, profilePrefix: profilePrefix)
    turn.book(usage, cost: cost, isLowerBound: isLowerBound)
    session.book(usage, cost: cost, isLowerBound: isEstimate)
    contextTokens = usage.prompt.addingSaturated(usage.output)
  }

  /// The conversation was forgotten; costs stay.
  mutating func clearContext() { contextTokens = 0 }

  /// The counters as they stand.
  func report() -> UsageReport {
    var turn = turn
    var session = session
    var context = contextTokens
    if let attempt, !attemptIsBooked, attempt.isAccepted {
      let usage = attempt.usage
      let cost = prices?.cost(of: usage, profilePrefix: profilePrefix)
      turn.book(usage, cost: cost, isLowerBound: false)
      session.book(usage, cost: cost, isLowerBound: true)
      context = usage.prompt.addingSaturated(usage.output)
    }
    return UsageReport(
      turn: turn.tokens, inputIsFinal: attempt?.inputIsFinal ?? false,
      outputIsFinal: attempt?.outputIsFinal ?? false, isLowerBound: turn.isLowerBound,
      turnCost: prices == nil || turn.hasUnknownPrices ? nil : turn.cost,
      sessionCost: session.cost, sessionIsLowerBound: session.isLowerBound,
      sessionHasUnknownPrices: session.hasUnknownPrices, sessionTokens: session.tokens,
      contextTokens: context, contextWindow: contextWindow,
      tokensPerSecondTenths: attempt?.tokensPerSecondTenths)
  }
}
