import Engine

/// What the next turn is sent with.
struct ModelChoice: Hashable, Sendable {
  /// Registry key of the session's model; empty without any model.
  var modelKey: String
  /// Registry key of the model of the next turn alone.
  var nextTurnKey: String?
  var taskName: String?
  var temperature: Double?
  /// What the user or the task asked for; sent only where the model has it.
  var effort: String?
  var maxTokens: Int

  init(configuration: AppConfiguration) {
    let lookup = ModelLookup(models: configuration.models, today: configuration.today)
    let model = lookup.resolve(configuration.modelKey) ?? configuration.models.first
    modelKey = model?.key ?? ""
    maxTokens = configuration.maxTokens
    if let name = configuration.taskName,
      let task = configuration.tasks.first(where: { $0.name == name })
    {
      apply(task, lookup: lookup, defaultMaxTokens: configuration.maxTokens)
      // The model was named by the user or is the user's default; the task the
      // program starts in does not overrule that.
      modelKey = model?.key ?? modelKey
    }
  }

  /// Takes over the settings of `task`; its model only where one is found.
  mutating func apply(_ task: TaskProfile, lookup: ModelLookup, defaultMaxTokens: Int) {
    taskName = task.name
    if let name = task.model, let model = lookup.resolve(name) { modelKey = model.key }
    temperature = task.temperature
    effort = task.effort
    maxTokens = task.maxTokens ?? defaultMaxTokens
  }

  /// The effort sent to `model`: what was asked for, lowered to what the model
  /// knows.
  func effort(for model: ModelDescriptor) -> String? {
    effort.flatMap { model.rules.accepted(effort: $0) }
  }
}
