/// What the engine asks of a model.
public struct ModelRequest: Hashable, Sendable {
  /// Who answers.
  public var model: ModelDescriptor
  /// Through which operations.
  public var api: ModelAPI
  /// Stream the answer, or wait for it whole (headless only).
  public var streaming: Bool
  /// System prompt; `nil`: none.
  public var system: String?
  /// Valid by construction: starts with the user, roles alternate, no empty
  /// text, every tool call answered.
  public var messages: [Message]
  /// Upper bound of the answer, tokens.
  public var maxTokens: Int
  /// Sent only where the model's rules allow it.
  public var temperature: Double?
  /// One of the model's levels.
  public var effort: String?
  /// Whether to think, within the model's rules.
  public var thinking: ThinkingChoice
  /// What the service shall keep of the request.
  public var caching: PromptCaching
  /// Tools that the model may call. Those that the conversation called and
  /// that are not among them are defined by their names.
  public var tools: [ToolDefinition]
  /// One of `tools` that the answer has to call; asked for only where the
  /// model's rules allow it.
  public var requiredTool: String?
  /// Texts at which the answer ends.
  public var stopSequences: [String]
  /// The form that the answer has to have; `nil`: any.
  public var answerSchema: AnswerSchema?

  /// A request.
  public init(
    model: ModelDescriptor, api: ModelAPI, streaming: Bool = true, system: String? = nil,
    messages: [Message], maxTokens: Int, temperature: Double? = nil, effort: String? = nil,
    thinking: ThinkingChoice = .modelDefault, caching: PromptCaching = .standard,
    tools: [ToolDefinition] = [], requiredTool: String? = nil, stopSequences: [String] = [],
    answerSchema: AnswerSchema? = nil
  ) {
    self.model = model
    self.api = api
    self.streaming = streaming
    self.system = system
    self.messages = messages
    self.maxTokens = maxTokens
    self.temperature = temperature
    self.effort = effort
    self.thinking = thinking
    self.caching = caching
    self.tools = tools
    self.requiredTool = requiredTool
    self.stopSequences = stopSequences
    self.answerSchema = answerSchema
  }
}

/// The port to a model service. One call is one attempt: retrying is the
/// engine's business.
public protocol ModelClient: Sendable {
  /// Sends `request` and returns once the response headers are in.
  /// Cancelling the task closes the connection at once.
  func open(_ request: ModelRequest) async throws(ModelFailure) -> any ModelAnswer
}

/// A response being read. Reading is the back-pressure: what is not asked for
/// is not taken off the socket beyond a bound.
public protocol ModelAnswer: Sendable {
  /// The service's id of the request, for logs and error texts.
  var requestID: String? { get }
  /// The profile prefix that was used (`us`, `global` …), for pricing.
  var profilePrefix: String? { get }
  /// The next events, in order, as many as one read gave; `nil` after
  /// `messageStop` and the end of the body. An end before that throws
  /// `.incompleteStream`. Cancelling the task closes the connection at once.
  func next() async throws(ModelFailure) -> [ModelEvent]?
}
