internal import Bedrock
internal import Engine

/// What the user chose for a turn, resolved: option, environment, file, task
/// profile, built-in, in this order.
extension Composition {
  /// The task profile asked for, if any.
  func chosenTask() throws(UsageError) -> TaskProfile? {
    guard let name = options.task ?? configuration.task else { return nil }
    if let task = tasks.first(where: { $0.name == name }) { return task }
    let names = tasks.map(\.name).joined(separator: ", ")
    throw UsageError(message: "there is no task '\(name)'; the tasks are \(names)")
  }

  /// The model for `task`, and a sentence that its user should see.
  func chosenModel(
    for task: TaskProfile?
  ) throws(UsageError) -> (model: ModelDescriptor, warning: String?) {
    let environment = EnvironmentValues(variables)["BEDROCK_DEFAULT_MODEL"]
    let name =
      options.model ?? (options.task == nil ? nil : task?.model) ?? environment
      ?? configuration.model ?? task?.model ?? ModelRegistry.defaultModel
    switch registry.resolve(name, today: WallClock.today()) {
    case .model(let model, let warning): return (model, warning)
    case .unknown(let message, _):
      throw UsageError(message: "\(placeOfModel): \(message)")
    }
  }

  /// Who named the model: `--model`, `~/.config/adit/config.json:3`.
  private var placeOfModel: String { settingValue(of: .model).origin.text }

  /// The operations through which `model` is called.
  func chosenAPI(for model: ModelDescriptor) -> ModelAPI {
    options.api ?? configuration.api ?? model.preferredAPI
  }

  /// Longest answer, tokens, before the model's own bound.
  func chosenMaxTokens(for task: TaskProfile?) -> Int {
    options.maxTokens ?? configuration.maxTokens ?? task?.maxTokens ?? TurnSettings.defaultMaxTokens
  }

  /// The system prompt of a turn of `task`.
  func chosenSystem(for task: TaskProfile?) -> String {
    let base = options.system ?? configuration.system ?? SystemPrompt.text(for: task)
    return options.appendedSystem.map { "\(base)\n\n\($0)" } ?? base
  }

  /// Whether to think: option, file, else as the model does.
  var chosenThinking: ThinkingChoice {
    switch options.thinking ?? configuration.thinking {
    case .on: .on(budget: nil)
    case .off: .off
    case .budget(let tokens): .on(budget: tokens)
    case nil: .modelDefault
    }
  }

  /// What the service shall keep of requests.
  var chosenCaching: PromptCaching {
    configuration.promptCaching == false ? .off : .on(configuration.cacheTTL ?? .fiveMinutes)
  }

  /// What may be spent: what files say, and of a headless run `--max-usd`.
  var budgetLimits: BudgetLimits {
    var limits = configuration.budget.limits
    limits.run = options.limits.cost
    return limits
  }

  /// Everything of a headless turn, and what its user should know on stderr.
  /// `describe` says what is behind a model that is known by its address alone.
  func turnSettings(
    describe: (ModelDescriptor) -> ModelDescriptor = { $0 }
  ) throws(UsageError) -> (settings: TurnSettings, warnings: [String]) {
    let task = try chosenTask()
    let (named, warning) = try chosenModel(for: task)
    let model = describe(named)
    let instructions = instructionFiles?.read() ?? ProjectInstructions()
    let settings = TurnSettings(
      model: model, api: chosenAPI(for: model), streaming: options.streaming,
      system: instructions.added(to: chosenSystem(for: task)),
      temperature: options.temperature ?? configuration.temperature ?? task?.temperature,
      effort: options.effort ?? configuration.effort ?? task?.effort,
      thinking: chosenThinking, caching: chosenCaching,
      maxTokens: chosenMaxTokens(for: task), task: task?.name)
    let warnings = [warning].compactMap { $0 } + instructions.problems + instructions.remarks
    return (settings, warnings + parameterWarnings(for: model))
  }

  /// What was asked for by flag and `model` does not take.
  func parameterWarnings(for model: ModelDescriptor) -> [String] {
    var warnings = [settings.regionNotice(for: model)].compactMap { $0 }
    if options.temperature != nil, model.rules.sampling == .none {
      warnings.append("\(model.displayName) takes no temperature; it was left out.")
    }
    if let effort = options.effort, model.rules.accepted(effort: effort) != effort {
      let levels = model.rules.effortLevels.joined(separator: ", ")
      warnings.append(
        levels.isEmpty
          ? "\(model.displayName) takes no effort; it was left out."
          : "\(model.displayName) has no effort '\(effort)'; its levels are \(levels).")
    }
    return warnings
  }
}
