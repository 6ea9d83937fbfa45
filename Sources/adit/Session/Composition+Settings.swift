internal import Bedrock
internal import Engine
internal import Interface

/// What `adit config` shows.
extension Composition {
  /// Every setting with its value and origin, in the order of `SettingKey`,
  /// and what only variables say.
  func settingValues() -> [SettingValue] {
    SettingKey.allCases.map(settingValue) + variableValues()
  }

  /// The value in force, and where it comes from.
  func settingValue(of key: SettingKey) -> SettingValue {
    let candidates = candidates(for: key)
    let best = candidates.first { $0.text != nil }
    return SettingValue(key.rawValue, best?.text, best?.origin ?? .builtIn)
  }

  /// A value somebody may have given.
  private struct Candidate {
    var text: String?
    var origin: SettingValue.Origin

    init(_ text: String?, _ origin: SettingValue.Origin) {
      self.text = text
      self.origin = origin
    }
  }

  /// Who may say something about `key`, the strongest first.
  private func candidates(for key: SettingKey) -> [Candidate] {
    let task = try? chosenTask()
    let taskOrigin = SettingValue.Origin.task(task?.name ?? "")
    var found = [flag(key), environment(key)].compactMap { $0 }
    // A task asked for by flag beats what files say of the model.
    if key == .model, options.task != nil {
      found.insert(Candidate(task?.model, taskOrigin), at: 1)
    }
    if let place = configuration.places[key] {
      found.append(Candidate(configuration.text(of: key), .file(place)))
    }
    switch key {
    case .model: found.append(Candidate(task?.model, taskOrigin))
    case .effort: found.append(Candidate(task?.effort, taskOrigin))
    case .maxTokens: found.append(Candidate(task?.maxTokens.map { "\($0)" }, taskOrigin))
    case .temperature: found.append(Candidate(task?.temperature.map { "\($0)" }, taskOrigin))
    case .region: if let region = derivedRegion { found.append(region) }
    default: break
    }
    found.append(Candidate(builtIn(key), .builtIn))
    return found
  }

  /// The region that no setting of this program's names, but the AWS profile,
  /// the API key, the model or the endpoint.
  private var derivedRegion: Candidate? {
    let region = settings.region
    switch region.source {
    case .profile, .apiKey, .modelARN, .endpoint:
      return Candidate(region.name, .derived(region.sourceText))
    case .setting, .environment, .assumed: return nil
    }
  }

  private func flag(_ key: SettingKey) -> Candidate? {
    switch key {
    case .model: Candidate(options.model, .flag("--model"))
    case .task: Candidate(options.task, .flag("--task"))
    case .effort: Candidate(options.effort, .flag("--effort"))
    case .thinking: Candidate(options.thinking?.text, .flag("--thinking"))
    case .maxTokens: Candidate(options.maxTokens.map { "\($0)" }, .flag("--max-tokens"))
    case .temperature: Candidate(options.temperature.map { "\($0)" }, .flag("--temperature"))
    case .system: Candidate(options.system, .flag("--system"))
    case .profile: Candidate(options.profile, .flag("--profile"))
    case .region: Candidate(options.region, .flag("--region"))
    case .api: Candidate(options.api?.rawValue, .flag("--api"))
    case .theme, .profilePrefix, .promptCaching, .cacheTTL, .requestsPerMinute, .tokensPerMinute,
      .runtimeEndpoint, .mantleEndpoint, .directEndpoint, .awsAuthRefresh, .awsCredentialExport,
      .logLevel, .turnBudget, .sessionBudget, .dayBudget, .projectBudget, .estimateAbove,
      .askAbove, .cancelSettle, .editorMode, .notification, .title, .reducedMotion, .sidePanel,
      .autoScroll, .keys, .plainHold, .mouse, .clipboard,
      .printOnExit:
      nil
    }
  }

  private func environment(_ key: SettingKey) -> Candidate? {
    let names: [String] =
      switch key {
      case .model: ["BEDROCK_DEFAULT_MODEL"]
      case .profile: ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"]
      case .region: ["AWS_REGION", "AWS_DEFAULT_REGION"]
      case .runtimeEndpoint: AWSService.runtime.endpointVariables
      case .mantleEndpoint: AWSService.mantle.endpointVariables
      case .directEndpoint: ["ANTHROPIC_BASE_URL"]
      case .logLevel: ["BEDROCK_LOG_LEVEL"]
      case .reducedMotion: ["ACCESSIBLE"]
      case .task, .effort, .thinking, .maxTokens, .temperature, .system, .theme, .profilePrefix,
        .api, .promptCaching, .cacheTTL, .requestsPerMinute, .tokensPerMinute, .awsAuthRefresh,
        .awsCredentialExport, .turnBudget, .sessionBudget, .dayBudget, .projectBudget,
        .estimateAbove, .askAbove, .cancelSettle, .editorMode, .notification, .title, .sidePanel,
        .autoScroll, .keys, .plainHold, .mouse, .clipboard,
        .printOnExit:
        []
      }
    return EnvironmentValues(variables).first(of: names).map {
      Candidate(URLText.withoutSecrets($0.value), .environment($0.name))
    }
  }

  private func builtIn(_ key: SettingKey) -> String? {
    switch key {
    case .model: ModelRegistry.defaultModel
    case .maxTokens: "\(TurnSettings.defaultMaxTokens)"
    case .region: "\(RegionChoice.fallback) (assumed)"
    case .promptCaching: "true"
    case .cacheTTL: PromptCaching.Lifetime.fiveMinutes.rawValue
    case .logLevel: "\(LogEvent.Level.info)"
    case .profile: settings.profile.name
    case .estimateAbove: BudgetSettings.defaultEstimateAbove.decimal
    case .cancelSettle: CancelSettlement.close.rawValue
    case .sidePanel, .autoScroll: "true"
    case .editorMode: InterfaceSettings.Editing.emacs.rawValue
    case .plainHold: "false"
    case .mouse: InterfaceSettings.Mouse.off.rawValue
    case .clipboard: ClipboardChoice.auto.rawValue
    case .printOnExit: "false"
    case .askAbove: BudgetSettings.defaultAskAbove.decimal
    case .theme: ThemeShelf.automatic
    case .notification: InterfaceSettings().notification.rawValue
    case .title: "true"
    case .reducedMotion: "false"
    case .task, .effort, .thinking, .temperature, .system, .profilePrefix, .api,
      .requestsPerMinute, .tokensPerMinute, .runtimeEndpoint, .mantleEndpoint, .directEndpoint,
      .awsAuthRefresh, .awsCredentialExport, .turnBudget, .sessionBudget, .dayBudget,
      .projectBudget, .keys:
      nil
    }
  }

  /// Who says how often is tried again.
  private var retriesOrigin: SettingValue.Origin {
    let names = ["BEDROCK_MAX_RETRIES", "AWS_MAX_ATTEMPTS"]
    return EnvironmentValues(variables).first(of: names).map { .environment($0.name) } ?? .builtIn
  }

  /// What only variables say; of secrets only that they are there.
  private func variableValues() -> [SettingValue] {
    let values = EnvironmentValues(variables)
    let numbers: [(name: String, value: String)] = [
      ("BEDROCK_TIMEOUT_MS", "\(settings.timeoutMilliseconds)"),
      ("BEDROCK_INITIAL_RETRY_INTERVAL_MS", "\(settings.retry.initialIntervalMilliseconds)"),
      ("BEDROCK_BACKOFF_MULTIPLIER", "\(settings.retry.backoffMultiplier)"),
      ("BEDROCK_MAX_RETRY_INTERVAL_MS", "\(settings.retry.maximumIntervalMilliseconds)"),
    ]
    var rows = [SettingValue("BEDROCK_MAX_RETRIES", "\(settings.maximumRetries)", retriesOrigin)]
    rows += numbers.map { name, value in
      SettingValue(name, value, values[name] == nil ? .builtIn : .environment(name))
    }
    for name in EnvironmentDocumentation.names where !rows.contains(where: { $0.name == name }) {
      guard let value = values[name] else { continue }
      let shown =
        EnvironmentDocumentation.secrets.contains(name)
        ? "(set, not shown)" : URLText.withoutSecrets(value)
      rows.append(SettingValue(name, shown, .environment(name)))
    }
    return rows
  }
}
