/// Whether a model shall think before it answers, as its user says. What is
/// sent follows from this and the model's rules: see `ThinkingPlan`.
public enum ThinkingChoice: Hashable, Sendable {
  /// As the model does by itself.
  case modelDefault
  /// As little as the model allows.
  case off
  /// Think. `budget`: tokens, for models that take one; others decide by
  /// their effort.
  case on(budget: Int?)
}
