/// Names one turn; ids make late messages harmless.
public struct TurnID: Hashable, Sendable {
  /// Counts up from 1 within a session.
  public var number: Int
  /// A turn's id.
  public init(_ number: Int) { self.number = number }
}

/// Everything about a turn that the user chose.
public struct TurnSettings: Hashable, Sendable {
  /// Longest answer where nobody says anything, tokens. Bedrock reserves this
  /// much of the quota for every request: enough for long answers, not so much
  /// that it throttles.
  public static let defaultMaxTokens = 16_384

  /// Who answers.
  public var model: ModelDescriptor
  /// Through which operations.
  public var api: ModelAPI
  /// Stream the answer, or wait for it whole (headless only).
  public var streaming: Bool
  /// System prompt; `nil`: none.
  public var system: String?
  /// 0…1; dropped where the model takes none.
  public var temperature: Double?
  /// A level (`low` … `max`); lowered to one that the model knows.
  public var effort: String?
  /// Whether to think, within the model's rules.
  public var thinking: ThinkingChoice
  /// What the service shall keep of the requests.
  public var caching: PromptCaching
  /// Upper bound of the answer, tokens; lowered to the model's own maximum.
  public var maxTokens: Int
  /// Name of the task profile, for the books.
  public var task: String?
  /// The turn that answers the same prompt beside this one, for the books.
  public var comparedWith: TurnID?
  /// The form that answers have to have; `nil`: any.
  public var answerSchema: AnswerSchema?

  /// Settings.
  public init(
    model: ModelDescriptor, api: ModelAPI, streaming: Bool = true, system: String? = nil,
    temperature: Double? = nil, effort: String? = nil,
    thinking: ThinkingChoice = .modelDefault, caching: PromptCaching = .standard,
    maxTokens: Int = TurnSettings.defaultMaxTokens, task: String? = nil
  ) {
    self.model = model
    self.api = api
    self.streaming = streaming
    self.system = system
    self.temperature = temperature
    self.effort = effort
    self.thinking = thinking
    self.caching = caching
    self.maxTokens = maxTokens
    self.task = task
  }
}

/// What the user interface asks of the engine.
public enum EngineCommand: Hashable, Sendable {
  /// Sends a prompt with the files that it names. Ignored with a notice while
  /// another turn runs (the interface queues).
  case submit(TurnID, text: String, attachments: [Attachment] = [], TurnSettings)
  /// Goes on after a cancelled or cut answer.
  case continueAnswer(TurnID, TurnSettings)
  /// Stops the turn, if it is still the one that runs. A wait between
  /// retries ends too.
  case interrupt(TurnID)
  /// Forgets the conversation; the session's costs stay.
  case clear
  /// Goes on with a session that was kept. Ignored with a notice while a turn
  /// runs, as are the next two.
  case load(SessionSnapshot)
  /// Goes on behind an earlier turn; `nil`: from nothing.
  case moveHead(TurnID?)
  /// Takes over a turn that another engine ran for this session, as the new
  /// head, with what it cost.
  case adopt(TurnRecord, SpentTotals)
  /// What the answer beside that turn's has cost so far: it counts against the
  /// limits of the session, the day and the project. Ignored when the turn is
  /// over.
  case spentBeside(TurnID, NanoDollars)
  /// The other engine has settled the turn that was taken over last: what it
  /// cost replaces what was known, and is told with the session's sums.
  case settleAdopted(TurnID, UsageReport, SpentTotals)
  /// From now on these limits hold, for the running turn too.
  case limit(BudgetLimits)
}
