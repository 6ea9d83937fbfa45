import Engine

/// Thinking and effort (bedrock-wire 4.3, 4.4).
extension RepairPlanner {
  /// Thoughts that another model or conversation had.
  func replayedThinking(_ told: ToldError) -> Plan? {
    let isRefused =
      told.says("blocks in the latest assistant message cannot be modified")
      || (told.says("thinking") && told.says("signature"))
    guard isRefused else { return nil }
    var refused: Set<String> = []
    for block in asked.messages.flatMap(\.content) {
      switch block {
      case .thinking(_, let signature, _): refused.insert(signature)
      case .redactedThinking(let data): refused.insert(data)
      case .text, .image, .document, .toolUse, .toolResult, .opaque: break
      }
    }
    guard !refused.isEmpty else { return nil }
    return ask(
      "replayedThinking",
      notice: "\(context.name) does not take the earlier thinking of this conversation: it is left"
        + " out."
    ) { $0.refusedThinking.formUnion(refused) }
  }

  func effort(_ told: ToldError) -> Plan? {
    guard
      told.says("effort level", "output_config.effort", "outputconfig.effort", "effort is not")
        || (told.says("effort") && told.says("not support", "unsupported")),
      // "Use thinking.type.adaptive and output_config.effort" is about thinking.
      !told.says("thinking.type")
    else { return nil }
    let levels = told.supportedLevels ?? lowerLevels
    let next = asked.effort.flatMap { ParameterRules.level($0, within: levels) }
    let wish = asked.effort ?? "its effort"
    return ask(
      "effort",
      notice: next.map { "\(context.name) does not take the effort \(wish): \($0) is used." }
        ?? "\(context.name) takes no effort level: it is left out from now on."
    ) { $0.effortLevels = levels }
  }

  /// The levels below the one that was refused, where the service names none.
  private var lowerLevels: [String] {
    let levels = asked.model.rules.effortLevels
    guard let effort = asked.effort, let place = levels.firstIndex(of: effort) else { return [] }
    return Array(levels[..<place])
  }

  private var takesBudget: Bool {
    switch asked.model.rules.thinking {
    case .budget, .adaptiveOrBudget: true
    case .unsupported, .adaptive, .adaptiveDefaultOn, .always: false
    }
  }

  func thinking(_ told: ToldError) -> Plan? {
    guard told.says("thinking") || told.says("budget_tokens") else { return nil }
    let notice = "\(context.name) thinks in another form than asked for: changed from now on."
    if told.says("adaptive thinking is not supported")
      || (told.says("thinking.type.adaptive") && told.says("adaptive\" is not", "adaptive is not"))
    {
      return ask("thinking", notice: notice) { $0.thinking = .budget }
    }
    if told.says("thinking.type.enabled"), takesBudget {
      return ask("thinking", notice: notice) { $0.thinking = .adaptive }
    }
    if told.says("thinking.type.disabled") {
      return ask("thinking", notice: notice) { $0.thinking = .always }
    }
    if told.says("not support thinking", "thinking is not supported") {
      return ask(
        "thinking", notice: "\(context.name) does not think: not asked for from now on."
      ) { $0.thinking = .unsupported }
    }
    return ask("thinkingOff", notice: "\(context.name) is asked without thinking.") {
      $0.omitsThinking = true
    }
  }
}

extension ParameterRules {
  /// The level of `levels` that comes nearest to `effort` from below.
  fileprivate static func level(_ effort: String, within levels: [String]) -> String? {
    ParameterRules(effortLevels: levels).accepted(effort: effort)
  }
}
