/// How a turn began.
public struct TurnOpening: Hashable, Sendable {
  /// The turn.
  public var id: TurnID
  /// The turn that it follows; `nil`: the conversation begins with it.
  public var parent: TurnID?
  /// What the user wrote; `nil`: the continuation of a cut answer.
  public var prompt: String?
  /// The files that went with it.
  public var attachments: [Attachment] = []
  /// Registry key and name of who answers.
  public var modelKey: String, modelName: String
  /// Through which operations.
  public var api: ModelAPI
  /// Name of the task profile.
  public var task: String?
  /// As the turn was sent.
  public var effort: String?, temperature: Double?, maxTokens: Int
  /// The turn that answers the same prompt beside this one.
  public var comparedWith: TurnID?

  /// The beginning of a turn.
  public init(
    id: TurnID, parent: TurnID?, prompt: String?, modelKey: String, modelName: String,
    api: ModelAPI, task: String? = nil, effort: String? = nil, temperature: Double? = nil,
    maxTokens: Int = TurnSettings.defaultMaxTokens, comparedWith: TurnID? = nil
  ) {
    self.id = id
    self.parent = parent
    self.prompt = prompt
    self.modelKey = modelKey
    self.modelName = modelName
    self.api = api
    self.task = task
    self.effort = effort
    self.temperature = temperature
    self.maxTokens = maxTokens
    self.comparedWith = comparedWith
  }
}

extension TurnOpening {
  /// The beginning of a turn with `settings`, as far as its model accepts
  /// them.
  init(id: TurnID, parent: TurnID?, prompt: String?, _ settings: TurnSettings) {
    let request = ModelRequest(settings, messages: [])
    self.init(
      id: id, parent: parent, prompt: prompt, modelKey: settings.model.key,
      modelName: settings.model.displayName, api: settings.api, task: settings.task,
      effort: request.effort, temperature: request.temperature, maxTokens: request.maxTokens,
      comparedWith: settings.comparedWith)
  }
}

/// How a turn ended.
public struct TurnClosing: Hashable, Sendable {
  /// Why.
  public var outcome: TurnOutcome
  /// The counters at its end.
  public var usage: UsageReport
  /// Whether prompt and answer are left out of what is sent from now on.
  public var isLeftOut: Bool
  /// Pictures that are left out of what is sent from now on.
  public var refusedImages: RefusedImages?

  /// The end of a turn.
  public init(
    outcome: TurnOutcome, usage: UsageReport, isLeftOut: Bool = false,
    refusedImages: RefusedImages? = nil
  ) {
    self.outcome = outcome
    self.usage = usage
    self.isLeftOut = isLeftOut
    self.refusedImages = refusedImages
  }
}

/// A turn that is over, as the conversation needs it.
public struct TurnRecord: Hashable, Sendable {
  /// How it began.
  public var opening: TurnOpening
  /// What is kept of its answer; empty: nothing.
  public var content: [ContentBlock]
  /// How its answer ended.
  public var ending: AnswerEnding
  /// Whether prompt and answer are left out of what is sent.
  public var isLeftOut: Bool
  /// Pictures that the service refused when the turn ran.
  public var refusedImages: RefusedImages?

  /// A turn.
  public init(
    opening: TurnOpening, content: [ContentBlock] = [], ending: AnswerEnding = .interrupted,
    isLeftOut: Bool = false, refusedImages: RefusedImages? = nil
  ) {
    self.opening = opening
    self.content = content
    self.ending = ending
    self.isLeftOut = isLeftOut
    self.refusedImages = refusedImages
  }
}

/// How an answer ended, as far as the next prompt is concerned.
public enum AnswerEnding: String, Hashable, Sendable {
  case whole
  /// The user stopped it.
  case interrupted
  /// The connection or the service failed in its middle.
  case failed
  /// It reached a limit (`max_tokens` and the like).
  case limit
}

/// Everything that an engine needs to go on with a session.
public struct SessionSnapshot: Hashable, Sendable {
  /// Every turn, in the order in which they began; those of abandoned
  /// branches too.
  public var turns: [TurnRecord]
  /// The last turn of the conversation; `nil`: it is empty.
  public var head: TurnID?
  /// What the session has cost so far.
  public var spent: SpentTotals
  /// Tokens of the context after the head, as far as they are known.
  public var contextTokens: Int

  /// A snapshot.
  public init(
    turns: [TurnRecord] = [], head: TurnID? = nil, spent: SpentTotals = SpentTotals(),
    contextTokens: Int = 0
  ) {
    self.turns = turns
    self.head = head
    self.spent = spent
    self.contextTokens = contextTokens
  }
}

/// A sum of requests.
public struct SpentTotals: Hashable, Sendable {
  /// Tokens of every class.
  public var tokens: TokenUsage
  /// What is known of the cost.
  public var cost: NanoDollars
  /// Whether the truth is at least this.
  public var isLowerBound: Bool
  /// Whether tokens of unknown price are missing from `cost`.
  public var hasUnknownPrices: Bool
  /// How many requests there were, those that failed too.
  public var requests: Int

  /// A sum.
  public init(
    tokens: TokenUsage = TokenUsage(), cost: NanoDollars = .zero, isLowerBound: Bool = false,
    hasUnknownPrices: Bool = false, requests: Int = 0
  ) {
    self.tokens = tokens
    self.cost = cost
    self.isLowerBound = isLowerBound
    self.hasUnknownPrices = hasUnknownPrices
    self.requests = requests
  }

  /// Whether nothing at all is known of the cost: then `cost` is no amount,
  /// and is not to be shown as one.
  public var isUnknown: Bool { hasUnknownPrices && cost == .zero }
}
