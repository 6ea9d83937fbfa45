/// What the service refuses in a well-formed request: the rules about the
/// conversation and about the model's parameters (bedrock-wire 4.1–4.5, 7.2).
/// The words are those of the native API; Converse wraps them.
struct PromptRules {
  /// More breakpoints than this are refused.
  static let maximumCachePoints = 4

  let prompt: Prompt

  func check() throws(ServiceFailure) {
    try checkConversation()
    try checkTexts()
    try checkToolPairs()
    try checkCachePoints()
    guard let rules = prompt.model.rules else { return }
    try checkLimits(rules)
    try checkSampling(rules)
    try checkThinking(rules)
    try checkPrefill(rules)
  }

  private func checkConversation() throws(ServiceFailure) {
    guard let first = prompt.messages.first else {
      throw .validation("messages: at least one message is required")
    }
    guard first.role == .user else {
      throw .validation("messages: first message must use the \"user\" role")
    }
    for (index, message) in prompt.messages.enumerated() where message.blocks.isEmpty {
      let isLast = index == prompt.messages.count - 1
      if message.role == .assistant, isLast { continue }
      throw .validation(
        "messages.\(index): all messages must have non-empty content except for the optional "
          + "final assistant message")
    }
  }

  private func checkTexts() throws(ServiceFailure) {
    for list in [prompt.system] + prompt.messages.map(\.blocks) {
      for case .text(let text) in list {
        if text.isEmpty { throw .validation("messages: text content blocks must be non-empty") }
        if text.allSatisfy(\.isWhitespace) {
          throw .validation("messages: text content blocks must contain non-whitespace text")
        }
      }
    }
  }

  private func checkToolPairs() throws(ServiceFailure) {
    var seen: Set<String> = []
    var open: [String] = []
    for (index, message) in prompt.messages.enumerated() {
      var answered: [String] = []
      var hasOther = false
      for (position, block) in message.blocks.enumerated() {
        switch block {
        case .toolResult(let id, _):
          let place = "messages.\(index).content.\(position)"
          guard message.role == .user, open.contains(id), !answered.contains(id) else {
            throw .validation(
              "\(place): unexpected `tool_use_id` found in `tool_result` blocks: \(id). Each "
                + "`tool_result` block must have a corresponding `tool_use` block in the "
                + "previous message.")
          }
          guard !hasOther else {
            throw .validation("\(place): `tool_result` blocks must come first in the message")
          }
          answered.append(id)
        case .toolUse(let id, _, _):
          guard seen.insert(id).inserted else {
            throw .validation(
              "messages.\(index).content.\(position): `tool_use` ids must be unique")
          }
        case .text, .attachment: hasOther = true
        case .thinking, .redactedThinking, .cachePoint: break
        }
      }
      let missing = open.filter { !answered.contains($0) }
      guard missing.isEmpty else { throw unanswered(missing, at: index) }
      open = message.blocks.compactMap { block in
        if case .toolUse(let id, _, _) = block { id } else { nil }
      }
    }
    guard open.isEmpty else { throw unanswered(open, at: prompt.messages.count) }
  }

  private func unanswered(_ ids: [String], at index: Int) -> ServiceFailure {
    .validation(
      "messages.\(index): `tool_use` ids were found without `tool_result` blocks immediately "
        + "after: \(ids.joined(separator: ", ")). Each `tool_use` block must have a corresponding "
        + "`tool_result` block in the next message.")
  }

  private func checkCachePoints() throws(ServiceFailure) {
    let blocks = prompt.tools + prompt.system + prompt.messages.flatMap(\.blocks)
    let points = blocks.compactMap { block -> Bool? in
      if case .cachePoint(let isLong) = block { isLong } else { nil }
    }
    guard points.count <= Self.maximumCachePoints else {
      throw .validation(
        "A maximum of \(Self.maximumCachePoints) blocks with cache_control may be provided. "
          + "Found \(points.count).")
    }
    if let short = points.firstIndex(of: false), points[short...].contains(true) {
      throw .validation(
        "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block.")
    }
  }

  private func checkLimits(_ rules: ModelRules) throws(ServiceFailure) {
    if let maxTokens = prompt.maxTokens, maxTokens > rules.maximumOutputTokens {
      throw .validation(
        "max_tokens: \(maxTokens) > \(rules.maximumOutputTokens), which is the maximum allowed "
          + "number of output tokens for \(rules.name)")
    }
    let input = PromptCache.inputTokens(of: prompt)
    if input > rules.contextTokens {
      throw .validation("prompt is too long: \(input) tokens > \(rules.contextTokens) maximum")
    }
  }

  private func checkSampling(_ rules: ModelRules) throws(ServiceFailure) {
    switch rules.sampling {
    case .both: break
    case .either:
      if prompt.temperature != nil, prompt.topP != nil {
        throw .validation(
          "`temperature` and `top_p` cannot both be specified for this model. "
            + "Please use only one.")
      }
    case .none:
      let sent: [(String, Bool)] = [
        ("temperature", prompt.temperature.map { $0 != 1 } ?? false),
        ("top_p", prompt.topP.map { $0 != 1 } ?? false), ("top_k", prompt.topK != nil),
      ]
      if let (name, _) = sent.first(where: \.1) {
        throw .validation("`\(name)` is not supported for this model.")
      }
    }
  }

  private func checkThinking(_ rules: ModelRules) throws(ServiceFailure) {
    if let effort = prompt.effort, !rules.efforts.contains(effort) {
      throw .validation(
        rules.efforts.isEmpty
          ? "This model does not support the effort parameter."
          : "This model does not support effort level '\(effort)'. "
            + "Supported levels: \(rules.efforts.sorted().joined(separator: ", ")).")
    }
    if prompt.forcesTool, !rules.acceptsForcedTool {
      throw .validation("tool_choice: forced tool use is not supported for this model.")
    }
    switch prompt.thinking {
    case nil: break
    case .enabled(let budget):
      guard rules.thinking.contains(.enabled) else {
        throw .validation(
          "\"thinking.type.enabled\" is not supported for this model. "
            + "Use \"thinking.type.adaptive\" and \"output_config.effort\" "
            + "to control thinking behavior.")
      }
      try checkBudget(budget)
    case .adaptive:
      guard rules.thinking.contains(.adaptive) else {
        throw .validation("adaptive thinking is not supported on this model")
      }
    case .disabled:
      guard rules.thinking.contains(.disabled) else {
        throw .validation("\"thinking.type.disabled\" is not supported for this model.")
      }
      try checkEffort(rules, without: "disabled")
    case .betweenTools:
      guard rules.thinking.contains(.betweenTools) else {
        throw .validation("\"thinking.type.between_tools\" is not supported for this model.")
      }
      try checkEffort(rules, without: "between_tools")
    }
  }

  private func checkEffort(_ rules: ModelRules, without type: String) throws(ServiceFailure) {
    guard let limit = rules.highestEffortWithoutThinking, let effort = prompt.effort,
      let highest = rules.efforts.firstIndex(of: limit),
      let asked = rules.efforts.firstIndex(of: effort), asked > highest
    else { return }
    throw .validation(
      "\"thinking.type.\(type)\" is not supported with effort level '\(effort)'.")
  }

  private func checkBudget(_ budget: Int) throws(ServiceFailure) {
    if let maxTokens = prompt.maxTokens, maxTokens <= budget {
      throw .validation("`max_tokens` must be greater than `thinking.budget_tokens`.")
    }
    if let temperature = prompt.temperature, temperature != 1 {
      throw .validation("`temperature` may only be set to 1 when thinking is enabled.")
    }
    if prompt.topK != nil {
      throw .validation("`top_k` must be unset when thinking is enabled.")
    }
    if prompt.forcesTool {
      throw .validation("Thinking may not be enabled when tool_choice forces tool use.")
    }
  }

  private func checkPrefill(_ rules: ModelRules) throws(ServiceFailure) {
    guard let last = prompt.messages.last, last.role == .assistant else { return }
    guard rules.acceptsPrefill else {
      throw .validation(
        "This model does not support assistant message prefill. "
          + "The conversation must end with a user message.")
    }
    if case .text(let text) = last.blocks.last, text.last?.isWhitespace ?? false {
      throw .validation("messages: final assistant content cannot end with trailing whitespace")
    }
  }
}
