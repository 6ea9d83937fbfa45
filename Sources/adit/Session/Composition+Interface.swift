internal import Bedrock
internal import Engine
internal import Interface

extension Composition {
  /// What the interface is told at the start.
  func appConfiguration(
    demo: Demo.Reason?, history: [PastPrompt]
  ) throws(UsageError) -> AppConfiguration {
    let (task, taskWarning) = try startingTask()
    let (model, modelWarning) = try startingModel(for: task)
    let models = listedModels(with: model)
    let directory = WorkingDirectory.current()
    var notices = notices + [taskWarning, modelWarning].compactMap { $0 }
    notices += parameterWarnings(for: model)
    let instructions = instructionFiles?.read() ?? ProjectInstructions()
    notices += instructions.problems
    if demo == .noCredentials { notices.append(Demo.announcement(asked: false)) }
    var interface = AppConfiguration(
      models: models, modelKey: model.key,
      api: options.api ?? configuration.api, region: settings.region.name,
      regionIsAssumed: settings.region.source == .assumed,
      directory: directories.abbreviated(directory.path), branch: directory.branch,
      project: directory.project, home: directories.home ?? "",
      startsWithSessionPicker: options.sessionStart == .picker,
      opensSession: options.sessionStart.opensSession, tasks: tasks,
      taskName: task?.name, isDemo: demo != nil, history: history,
      systemPrompt: options.appendedSystem == nil
        ? options.system ?? configuration.system : chosenSystem(for: task),
      maxTokens: options.maxTokens ?? configuration.maxTokens,
      temperature: options.temperature ?? configuration.temperature,
      effort: options.effort ?? configuration.effort, thinking: chosenThinking,
      findModel: modelFinder(),
      profilePrefix: profilePrefix(), endpoint: endpointText,
      regionSource: regionSource, notices: notices,
      credentials: isDemo ? Demo.credentials : credentialSetup.source ?? "",
      caching: chosenCaching, budget: configuration.budget, interface: interfaceSettings,
      today: WallClock.today(),
      clockOffsetSeconds: WallClock.secondsSinceMidnight()
        - Int(SystemClock.now().nanoseconds / 1_000_000_000))
    interface.instructions = instructions
    return interface
  }

  /// What the user set about screen and keyboard.
  private var interfaceSettings: InterfaceSettings {
    var settings = InterfaceSettings()
    settings.notification = configuration.notification ?? settings.notification
    settings.namesWindow = configuration.title ?? settings.namesWindow
    settings.editing = configuration.editorMode ?? settings.editing
    settings.reducesMotion =
      EnvironmentValues(variables).flag("ACCESSIBLE") || configuration.reducedMotion == true
    settings.hasSidePanel = configuration.hasSidePanel ?? settings.hasSidePanel
    settings.followsEnd = configuration.autoScroll ?? settings.followsEnd
    settings.keyMap = configuration.keys?.map().map ?? .standard
    settings.mouse = configuration.mouse ?? settings.mouse
    settings.printsLastAnswer = configuration.printOnExit ?? settings.printsLastAnswer
    return settings
  }

  /// The task to start in. One that only a file names and that does not exist
  /// costs a sentence, not the start.
  private func startingTask() throws(UsageError) -> (task: TaskProfile?, warning: String?) {
    do throws(UsageError) {
      return (try chosenTask(), nil)
    } catch {
      guard options.task == nil else { throw error }
      return (nil, "config.json: \(error.message)")
    }
  }

  /// The model to start with. One that only a file or a variable names and
  /// that does not exist costs a sentence: whoever answers instead is on the
  /// screen, and nothing is sent before a prompt is.
  private func startingModel(
    for task: TaskProfile?
  ) throws(UsageError) -> (model: ModelDescriptor, warning: String?) {
    do throws(UsageError) {
      let (model, warning) = try chosenModel(for: task)
      return (registry.listed(model), warning)
    } catch {
      guard options.model == nil,
        let model = registry.resolve(ModelRegistry.defaultModel, today: WallClock.today()).model
          ?? registry.models.first
      else { throw error }
      return (model, "\(error.message) \(model.displayName) answers instead.")
    }
  }

  /// The registry's models, before them those that are known by an id alone:
  /// the one to start with, and what the task profiles name.
  private func listedModels(with model: ModelDescriptor) -> [ModelDescriptor] {
    var models = registry.models
    let named = tasks.compactMap { task in
      task.model.flatMap { registry.resolve($0, today: WallClock.today()).model }
    }.map(registry.listed)
    for model in [model] + named.reversed() where !models.contains(where: { $0.key == model.key }) {
      models.insert(model, at: 0)
    }
    return models
  }

  private func modelFinder() -> @Sendable (String) -> NamedModel {
    { [registry] name in
      switch registry.resolve(name, today: WallClock.today()) {
      case .model(let model, let warning): .model(registry.listed(model), warning: warning)
      case .unknown(let message, _): .unknown(message)
      }
    }
  }

  private func profilePrefix() -> @Sendable (ModelDescriptor) -> String? {
    { [settings, api = options.api ?? configuration.api] model in
      settings.billedPrefix(of: model, through: api ?? model.preferredAPI)
    }
  }

  private var endpointText: String {
    let endpoint =
      switch options.api ?? configuration.api {
      case .messages: try? settings.directEndpoint()
      case .mantle: try? settings.mantleEndpoint()
      case .invoke, .converse, nil: try? settings.runtimeEndpoint()
      }
    return endpoint.map { $0.origin + $0.basePath } ?? ""
  }

  private var regionSource: String {
    switch settings.region.source {
    case .setting: options.region == nil ? "from config.json" : "from --region"
    case .environment(let name): "from \(name)"
    case .assumed: "assumed: no setting names one"
    case .profile, .apiKey, .modelARN, .endpoint: "from \(settings.region.sourceText)"
    }
  }
}

extension ModelRegistry {
  /// `model` with a key of its own if it is one of the registry's that is to
  /// be called by another id than the registry's.
  fileprivate func listed(_ model: ModelDescriptor) -> ModelDescriptor {
    guard let own = models.first(where: { $0.key == model.key }), own != model else {
      return model
    }
    var copy = model
    copy.key = model.modelId
    return copy
  }
}
