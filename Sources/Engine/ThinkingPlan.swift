/// What a request says about thinking: the user's choice within the model's
/// rules (bedrock-wire 4.4).
public enum ThinkingPlan: Hashable, Sendable {
  /// Nothing; the model does not think, or not at this size.
  case unsaid
  /// The model decides how much, and shows a summary.
  case adaptive
  /// At most so many tokens, fewer than the answer's.
  case budget(Int)
  /// Off.
  case disabled
  /// Only between calls of tools.
  case betweenTools

  /// The least budget that the service takes, tokens.
  public static let minimumBudget = 1_024

  /// Whether the model is asked to think, which fixes its sampling.
  public var isOn: Bool {
    switch self {
    case .adaptive, .budget: true
    case .unsaid, .disabled, .betweenTools: false
    }
  }
}

extension ModelRequest {
  /// What to say about thinking.
  public var thinkingPlan: ThinkingPlan {
    let plan = plan(for: thinking)
    if case .budget = plan, requiredTool != nil, model.rules.forcedTool == .withoutBudget {
      return .unsaid
    }
    return plan
  }

  private func plan(for choice: ThinkingChoice) -> ThinkingPlan {
    switch (model.rules.thinking, choice) {
    case (.unsupported, _), (.budget, .modelDefault), (.budget, .off), (.adaptive, .modelDefault),
      (.adaptive, .off), (.adaptiveOrBudget, .modelDefault), (.adaptiveOrBudget, .off):
      .unsaid
    case (.budget, .on(let budget)): self.budget(budget)
    case (.adaptiveOrBudget, .on(let budget?)): self.budget(budget)
    case (.adaptive, .on), (.adaptiveOrBudget, .on(nil)): .adaptive
    case (.adaptiveDefaultOn, .off), (.always, .off):
      // Newer models omit their thoughts unless a summary is asked for, and the
      // screen would stay silent.
      switch model.rules.thinkingOff {
      case .disabled: .disabled
      case .betweenTools: .betweenTools
      case nil: .adaptive
      }
    case (.adaptiveDefaultOn, .modelDefault), (.adaptiveDefaultOn, .on), (.always, .modelDefault),
      (.always, .on):
      .adaptive
    }
  }

  private func budget(_ wish: Int?) -> ThinkingPlan {
    guard maxTokens > ThinkingPlan.minimumBudget else { return .unsaid }
    let budget = max(ThinkingPlan.minimumBudget, wish ?? maxTokens / 2)
    if budget < maxTokens { return .budget(budget) }
    // The model gives no more than this: a quarter is left for the answer.
    return .budget(max(ThinkingPlan.minimumBudget, maxTokens - maxTokens / 4))
  }
}

extension TurnSettings {
  /// `maxTokens` with room for a thinking budget that would not fit below it:
  /// the service counts thinking as part of the answer.
  var maxTokensWithThinking: Int {
    guard case .on(let wish) = thinking else { return maxTokens }
    switch (model.rules.thinking, wish) {
    case (.unsupported, _), (.adaptive, _), (.adaptiveDefaultOn, _), (.always, _),
      (.adaptiveOrBudget, nil):
      return maxTokens
    case (.budget, _), (.adaptiveOrBudget, .some):
      let budget = max(ThinkingPlan.minimumBudget, wish ?? maxTokens / 2)
      return budget < maxTokens ? maxTokens : maxTokens.addingSaturated(budget)
    }
  }
}
