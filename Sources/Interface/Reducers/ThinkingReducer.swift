import Engine
import TextModel

/// Whether the model thinks before it answers.
enum ThinkingReducer {
  /// The largest budget taken: more than any model's answer.
  private static let maximumBudgetTokens = 1_000_000

  /// `on`, `off`, `default` or a budget in tokens; an empty argument asks how
  /// things stand.
  static func set(_ argument: String, _ state: inout AppState, now: MonotonicTime) {
    guard let model = state.sessionModel else { return }
    guard !argument.isEmpty else {
      let chosen = ThinkingText.choice(state.choice.thinking)
      return state.say(
        "Thinking: \(chosen). \(model.displayName): \(ThinkingText.ability(of: model)).")
    }
    guard let choice = choice(named: argument) else {
      let least = NumberText.grouped(ThinkingPlan.minimumBudget)
      return state.say(
        "Thinking is on, off, default or a budget of at least \(least) tokens:"
          + " /thinking 8000",
        role: .warning)
    }
    state.choice.thinking = choice
    if let objection = ThinkingText.objection(to: choice, of: model) {
      state.say(objection, role: .warning)
    } else {
      let words = "thinking \(ThinkingText.choice(choice))"
      state.toast = Toast(
        EstimateText.change(words, in: state, now: now), at: now)
    }
  }

  private static func choice(named name: String) -> ThinkingChoice? {
    switch name {
    case "on": .on(budget: nil)
    case "off": .off
    case "default": .modelDefault
    default:
      Int(name.filter { $0 != "," }).flatMap {
        (ThinkingPlan.minimumBudget...maximumBudgetTokens).contains($0) ? .on(budget: $0) : nil
      }
    }
  }
}
