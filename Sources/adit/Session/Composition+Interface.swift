internal import Bedrock
internal import Engine
internal import Interface

extension Composition {
  /// What the interface is told at the start.
  func appConfiguration(
    demo: Demo.Reason?, history: [String]
  ) throws(UsageError) -> AppConfiguration {
    let task = try chosenTask()
    let (model, warning) = try chosenModel(for: task)
    // A model that is known by its id alone is not in the registry's list.
    let isListed = registry.models.contains { $0.key == model.key }
    let directory = WorkingDirectory.current()
    var notices = notices + [warning].compactMap { $0 }
    if demo == .noCredentials { notices.append(Demo.announcement(asked: false)) }
    return AppConfiguration(
      models: isListed ? registry.models : [model] + registry.models, modelKey: model.key,
      api: options.api ?? configuration.api, region: settings.region.name,
      regionIsAssumed: settings.region.source == .assumed,
      directory: directories.abbreviated(directory.path), branch: directory.branch, tasks: tasks,
      taskName: task?.name, isDemo: demo != nil, history: history,
      systemPrompt: options.system ?? configuration.system ?? SystemPrompt.base,
      maxTokens: options.maxTokens ?? configuration.maxTokens ?? TurnDefaults.maxTokens,
      notices: notices, credentials: credentialSource ?? "", today: WallClock.today(),
      clockOffsetSeconds: WallClock.secondsSinceMidnight()
        - Int(SystemClock().now().nanoseconds / 1_000_000_000))
  }
}
