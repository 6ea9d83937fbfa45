import Engine

/// What the next turn is sent with.
struct ModelChoice: Hashable, Sendable {
  /// Registry key of the session's model; empty without any model.
  var modelKey: String {
    didSet { if modelKey != oldValue { earlierKey = oldValue } }
  }
  /// The session's model before this one.
  private(set) var earlierKey: String?
  /// Registry key of the model of the next turn alone.
  var nextTurnKey: String?
  var taskName: String?
  var temperature: Double?
  /// What the user or the task asked for; sent only where the model has it.
  var effort: String?
  /// What the user asked for; each model does what it can of it.
  var thinking: ThinkingChoice
  var maxTokens: Int

  init(configuration: AppConfiguration) {
    let model =
      configuration.lookup.resolve(configuration.modelKey) ?? configuration.models.first
    modelKey = model?.key ?? ""
    temperature = configuration.temperature
    effort = configuration.effort
    thinking = configuration.thinking
    maxTokens = configuration.maxTokens ?? TurnSettings.defaultMaxTokens
    if let name = configuration.taskName,
      let task = configuration.tasks.first(where: { $0.name == name })
    {
      apply(task, configuration)
      // The model was named by the user or is the user's default; the task the
      // program starts in does not overrule that.
      modelKey = model?.key ?? modelKey
    }
  }

  /// Takes over the settings of `task`: its model only where one is found, the
  /// rest only where the user set nothing for every task.
  mutating func apply(_ task: TaskProfile, _ configuration: AppConfiguration) {
    taskName = task.name
    if let name = task.model, let model = configuration.lookup.resolve(name) {
      modelKey = model.key
    }
    temperature = configuration.temperature ?? task.temperature
    effort = configuration.effort ?? task.effort
    maxTokens = configuration.maxTokens ?? task.maxTokens ?? TurnSettings.defaultMaxTokens
  }

  /// The effort sent to `model`: what was asked for, lowered to what the model
  /// knows.
  func effort(for model: ModelDescriptor) -> String? {
    effort.flatMap { model.rules.accepted(effort: $0) }
  }
}

extension AppConfiguration {
  var lookup: ModelLookup { ModelLookup(models: models, today: today, finder: findModel) }
}
