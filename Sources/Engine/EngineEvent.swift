/// What the engine tells the user interface. Every event of a turn carries
/// its id.
public enum EngineEvent: Hashable, Sendable {
  /// The turn runs; `modelKey` names who answers.
  case turnStarted(TurnID, modelKey: String)
  /// What the turn is doing now.
  case phase(TurnID, TurnPhase)
  /// A block of the answer begins.
  case blockStarted(TurnID, block: Int, AnswerBlockKind)
  /// Text for block `block`, whatever its kind. The mailbox may merge
  /// neighbours.
  case delta(TurnID, block: Int, String)
  /// The block is complete.
  case blockEnded(TurnID, block: Int)
  /// The whole of a long text block that has just ended: the string that the
  /// conversation keeps, so that whoever shows the text can share it.
  case longText(TurnID, block: Int, String)
  /// Everything after this point of the turn's answer is discarded: a retry
  /// begins anew.
  case answerReset(TurnID)
  /// The counters as they stand now.
  case usage(TurnID, UsageReport)
  /// The turn is over. Exactly one for every `turnStarted`.
  case turnEnded(TurnID, TurnOutcome)
  /// A turn that was ended with estimates has the service's own numbers now.
  /// The only event of a turn that may come after its end.
  case settled(TurnID, UsageReport)
  /// A budget's mark was passed by the running turn.
  case budget(TurnID, BudgetMark)
  /// A sentence for the user that belongs to no turn.
  case notice(String)
}

/// What a running turn is doing.
public enum TurnPhase: Hashable, Sendable {
  case connecting
  /// The request is out, no byte has come.
  case waiting
  case thinking
  case writing
  /// The model writes a tool call.
  case callingTool(name: String)
  /// Waiting for room below a limit of the user's own. `until` is a moment of
  /// the monotonic clock; `limit` names the limit (`50 requests per minute`).
  case limited(until: MonotonicTime, limit: String)
  /// Waiting before the next try. `until` is a moment of the monotonic clock.
  case retrying(attempt: Int, of: Int, until: MonotonicTime, because: ModelFailure)
}

/// What a block of an answer is.
public enum AnswerBlockKind: Hashable, Sendable {
  case text
  case thinking
  case redactedThinking
  case toolUse(name: String)
  case opaque(type: String)
}

/// Counters of a turn and of the session.
public struct UsageReport: Hashable, Sendable {
  /// Tokens of the turn.
  public var turn: TokenUsage
  /// Whether the input side (fresh, cache) is the service's own number.
  public var inputIsFinal: Bool
  /// Whether the output is the service's own number; otherwise an estimate.
  public var outputIsFinal: Bool
  /// `true` after a cancelled or failed turn: the truth is at least this.
  public var isLowerBound: Bool
  /// `nil`: price unknown.
  public var turnCost: NanoDollars?
  /// The most that the turn can have cost, where `isLowerBound` and as far as
  /// it is known.
  public var turnUpperBound: NanoDollars?
  /// Everything booked in this session, this turn included.
  public var sessionCost: NanoDollars
  /// Whether a part of `sessionCost` is an estimate or lower bound.
  public var sessionIsLowerBound: Bool
  /// Whether turns of unknown price are missing from `sessionCost`.
  public var sessionHasUnknownPrices: Bool
  /// Tokens of everything booked in this session, this turn included.
  public var sessionTokens: TokenUsage
  /// Tokens of the context window in use after this turn, and its size.
  public var contextTokens: Int, contextWindow: Int
  /// Output tokens per second since the first one, times ten; `nil` before.
  public var tokensPerSecondTenths: Int?

  /// A report.
  public init(
    turn: TokenUsage, inputIsFinal: Bool = false, outputIsFinal: Bool = false,
    isLowerBound: Bool = false, turnCost: NanoDollars? = nil, sessionCost: NanoDollars = .zero,
    sessionIsLowerBound: Bool = false, sessionHasUnknownPrices: Bool = false,
    sessionTokens: TokenUsage = TokenUsage(), contextTokens: Int = 0, contextWindow: Int = 0,
    tokensPerSecondTenths: Int? = nil
  ) {
    self.turn = turn
    self.inputIsFinal = inputIsFinal
    self.outputIsFinal = outputIsFinal
    self.isLowerBound = isLowerBound
    self.turnCost = turnCost
    self.sessionCost = sessionCost
    self.sessionIsLowerBound = sessionIsLowerBound
    self.sessionHasUnknownPrices = sessionHasUnknownPrices
    self.sessionTokens = sessionTokens
    self.contextTokens = contextTokens
    self.contextWindow = contextWindow
    self.tokensPerSecondTenths = tokensPerSecondTenths
  }
}

/// How a turn ended.
public enum TurnOutcome: Hashable, Sendable {
  case completed(StopReason)
  /// The user stopped it. `hasText`: a part of the answer was kept.
  case interrupted(hasText: Bool)
  /// It failed; a part of the answer may have been kept, and can be continued.
  case failed(ModelFailure, hasText: Bool)
  /// A budget's hard limit stopped it, as the user's own stop would have;
  /// before its request was sent, or in the middle of the answer.
  case overBudget(BudgetMark, hasText: Bool)
}
