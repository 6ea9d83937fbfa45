import Engine

/// What is asked differently of one model at one place than the registry's
/// rules say, because the service refused it so (bedrock-wire 7.4, class B).
///
/// Rules and the called id change the request before its body is made; members
/// that the service does not know are taken out of the body and the headers
/// afterwards, whoever put them in.
struct RequestAdjustments: Hashable, Sendable {
  /// How a refused kind of caching is left out.
  enum Caching: String, Hashable, Sendable {
    /// No `ttl`: the model has no hour-long entries.
    case withoutTTL
    /// No cache points at all.
    case off
  }

  /// Called instead of the id that the settings give.
  var modelID: String?
  /// The most output tokens that the service takes.
  var maximumOutputTokens: Int?
  /// The sampling parameters that the service takes.
  var sampling: ParameterRules.Sampling?
  /// The form of thinking that the service takes.
  var thinking: ParameterRules.Thinking?
  /// The effort levels that the service takes; empty: none.
  var effortLevels: [String]?
  /// Whether the system prompt is left out.
  var omitsSystem = false
  /// Whether a conversation that ends with the assistant gets a last word of
  /// the user.
  var endsWithUser = false
  /// What is left out of caching.
  var caching: Caching?
  /// Whether an answer cannot be made to call a tool.
  var refusesForcedTools = false
  /// Whether the form of an answer can only be asked for in words.
  var refusesAnswerForms = false
  /// Members of the body that are left out: `service_tier`,
  /// `tools.0.custom.strict` (bedrock-wire 7.2); a number stands for every
  /// element of its array.
  var omittedMembers: Set<String> = []
  /// Beta flags that are left out.
  var omittedBetas: Set<String> = []
  /// Whether thinking is not asked for. It depends on the lengths of one
  /// request and outlives no run.
  var omitsThinking = false
  /// Signatures and data of thinking that the service refused; such blocks are
  /// not replayed. They belong to one conversation and outlive no run.
  var refusedThinking: Set<String> = []

  /// Whether nothing is asked differently.
  var isEmpty: Bool { self == RequestAdjustments() }

  /// `request` under the rules that were learnt.
  func applied(to request: ModelRequest) -> ModelRequest {
    if isEmpty { return request }
    var copy = request
    if let modelID {
      copy.model.modelId = modelID
      copy.model.profiles = []
    }
    if let maximumOutputTokens {
      copy.model.maxOutputTokens = min(copy.model.maxOutputTokens, maximumOutputTokens)
    }
    copy.maxTokens = min(copy.maxTokens, max(1, copy.model.maxOutputTokens))
    if let sampling { copy.model.rules.sampling = sampling }
    if sampling == ParameterRules.Sampling.none { copy.temperature = nil }
    if let thinking {
      copy.model.rules.thinking = thinking
      if thinking == .always { copy.model.rules.thinkingOff = nil }
    }
    switch caching {
    case .withoutTTL: copy.model.rules.cachesForAnHour = false
    case .off: copy.model.rules.cacheMinimum = nil
    case nil: break
    }
    if refusesForcedTools || refusesAnswerForms { copy.model.rules.forcedTool = .never }
    if refusesAnswerForms { copy.model.rules.structuredOutput = false }
    if let effortLevels {
      copy.model.rules.effortLevels = effortLevels
      copy.effort = copy.effort.flatMap { copy.model.rules.accepted(effort: $0) }
    }
    if omitsSystem {
      copy.model.rules.system = false
      copy.system = nil
    }
    copy.messages = messages(copy.messages)
    return copy
  }

  /// What the user says where only the assistant has spoken last.
  private static let lastWord = "Go on."

  private func messages(_ messages: [Message]) -> [Message] {
    var messages = messages
    if !refusedThinking.isEmpty {
      for index in messages.indices {
        messages[index].content.removeAll(where: isRefused)
      }
      messages.removeAll { $0.content.isEmpty }
    }
    if endsWithUser, messages.last?.role == .assistant {
      messages.append(
        Message(role: .user, content: [.text(RequestAdjustments.lastWord)]))
    }
    return messages
  }

  private func isRefused(_ block: ContentBlock) -> Bool {
    switch block {
    case .thinking(_, let signature, _): refusedThinking.contains(signature)
    case .redactedThinking(let data): refusedThinking.contains(data)
    case .text, .image, .document, .toolUse, .toolResult, .opaque: false
    }
  }
}
