public import Wire

/// What the emulator answers, step by step. Each request takes the first step
/// that matches it and is not used up; when none is left the demo tour
/// answers.
public struct EmulatorScript: Hashable, Sendable {
  /// Which requests a step is for; every member that is set must agree.
  public struct Match: Hashable, Sendable {
    /// Position among the requests that ask a model for a reply, from 0.
    public var index: Int?
    /// What the request asks for.
    public var operation: EmulatorOperation?
    /// Part of the model id.
    public var model: String?
    /// Part of the last user message's text.
    public var prompt: String?

    /// Any request.
    public init(
      index: Int? = nil, operation: EmulatorOperation? = nil, model: String? = nil,
      prompt: String? = nil
    ) {
      self.index = index
      self.operation = operation
      self.model = model
      self.prompt = prompt
    }
  }

  /// One content block of a reply.
  public enum Block: Hashable, Sendable {
    case text(String)
    /// Thinking; an empty signature is replaced by one that the emulator knows
    /// again.
    case thinking(String, signature: String)
    /// Encrypted thinking, complete at once.
    case redactedThinking(data: String)
    /// A call; `input` is sent in fragments.
    case toolUse(id: String, name: String, input: JSONValue)
  }

  /// A reply in the name of a model.
  public struct Message: Hashable, Sendable {
    /// In order.
    public var blocks: [Block]
    /// The native word; `nil`: `tool_use` after a call, else `end_turn`.
    public var stopReason: String?
    /// Counts to report instead of the estimates.
    public var inputTokens: Int?, outputTokens: Int?

    /// A reply.
    public init(
      _ blocks: [Block], stopReason: String? = nil, inputTokens: Int? = nil,
      outputTokens: Int? = nil
    ) {
      self.blocks = blocks
      self.stopReason = stopReason
      self.inputTokens = inputTokens
      self.outputTokens = outputTokens
    }
  }

  /// An answer with an error status.
  public struct Failure: Hashable, Sendable {
    /// 400…599.
    public var status: Int
    /// The AWS name; the direct API derives its own from the status.
    public var name: String
    /// Text for people.
    public var message: String

    /// A failure.
    public init(status: Int, name: String, message: String) {
      self.status = status
      self.name = name
      self.message = message
    }
  }

  /// What is answered.
  public enum Reply: Hashable, Sendable {
    /// What the demo says to the prompt.
    case tour
    case message(Message)
    case failure(Failure)
    /// A body as it is, e.g. a recorded `.bin`, `.sse` or `.json`.
    case raw(status: Int, contentType: String, body: [UInt8])
  }

  /// One step.
  public struct Step: Hashable, Sendable {
    /// Which requests it is for.
    public var match: Match
    /// How many requests it answers; `nil`: every one from now on.
    public var times: Int?
    /// What is answered.
    public var reply: Reply
    /// Pace of a stream; `nil`: the configuration's. 0: as fast as possible.
    public var tokensPerSecond: Int?
    /// What goes wrong with the answer.
    public var faults: EmulatorFaults
    /// Additional headers of the answer.
    public var headers: [EmulatorHeader]

    /// A step.
    public init(
      _ reply: Reply, match: Match = Match(), times: Int? = 1, tokensPerSecond: Int? = nil,
      faults: EmulatorFaults = EmulatorFaults(), headers: [EmulatorHeader] = []
    ) {
      self.reply = reply
      self.match = match
      self.times = times
      self.tokensPerSecond = tokensPerSecond
      self.faults = faults
      self.headers = headers
    }
  }

  /// In order; the first that matches is taken.
  public var steps: [Step]

  /// A script; without steps everything is the demo tour.
  public init(_ steps: [Step] = []) { self.steps = steps }
}
