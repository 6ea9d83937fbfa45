import Engine
import Synchronization
import Wire

extension CredentialChain {
  // MARK: loading

  /// Fresh credentials: silently first, then by the commands of the settings.
  func load(
    isAttended: Bool, meter: AttentionMeter
  ) async throws(ModelFailure) -> LoadedCredentials {
    var context = context
    // Where the settings have a command to sign in with, ours does not begin.
    context.dialog =
      isAttended
      ? MeteredDialog(context.dialog, meter: meter, offersSignIn: options.authRefresh == nil)
      : NoDialog()
    let refused = state.withLock { $0.refused }
    var problem: ModelFailure?
    do throws(ModelFailure) {
      let loaded = try await loadSilently(context)
      guard loaded.resolved.credentials == refused, isAttended, options.hasCommands else {
        return loaded
      }
    } catch {
      guard isAttended, options.hasCommands, error.kind == .credentials else { throw error }
      problem = error
    }
    guard mayRunCommands() else {
      throw problem
        ?? .credentials(
          "AWS refuses the credentials, and the commands of the settings did not mend it.",
          remedy: "Run the commands of awsAuthRefresh and awsCredentialExport by hand.")
    }
    return try await loadByCommands(context, meter: meter, problem: problem)
  }

  private func mayRunCommands() -> Bool {
    let now = context.clock.now()
    return state.withLock { state in
      state.ranCommands.map { now.milliseconds(since: $0) >= Self.commandPauseMilliseconds } ?? true
    }
  }

  private func loadByCommands(
    _ context: CredentialContext, meter: AttentionMeter, problem: ModelFailure?
  ) async throws(ModelFailure) -> LoadedCredentials {
    meter.begin()
    defer {
      meter.end()
      let now = context.clock.now()
      state.withLock { $0.ranCommands = now }
    }
    let commands = RefreshCommands(context: context)
    var last = problem
    if let command = options.authRefresh {
      do throws(ModelFailure) {
        try await commands.refresh(command)
        let loaded = try await loadSilently(context)
        let refused = state.withLock { $0.refused }
        guard loaded.resolved.credentials == refused, options.credentialExport != nil else {
          return loaded
        }
      } catch {
        guard error.kind == .credentials, options.credentialExport != nil else { throw error }
        last = error
      }
    }
    guard let command = options.credentialExport else {
      throw last ?? .credentials("The AWS credentials cannot be renewed.")
    }
    let stamps = await files.stamps(of: files.paths)
    return LoadedCredentials(
      resolved: try await commands.export(command), provider: nil, paths: files.paths,
      stamps: stamps)
  }

  /// What the first place that is set up gives by itself.
  private func loadSilently(
    _ context: CredentialContext
  ) async throws(ModelFailure) -> LoadedCredentials {
    // Before reading: a change meanwhile shows as one more reading.
    var stamps = await files.stamps(of: files.paths)
    state.withLock { $0.planned = nil }
    let configuration = try await files.read()
    let selection = ProfileSelection(setting: options.profile, environment: context.environment)
    var context = context
    context.endpoints = ServiceEndpoints(
      environment: context.environment, profile: selection.name, configuration: configuration)
    let plan = try CredentialPlan(
      environment: context.environment, configuration: configuration, options: options)
    state.withLock { $0.planned = plan.provider }
    announce(plan.notices)
    guard let provider = plan.provider else { throw nothingFound(configuration) }
    let resolved = try await load(provider, context, configuration)
    resolved.teach(context.redactor)
    // After loading: the provider itself may have written its cache.
    var caches: [String] = []
    if case .profile(_, let source) = provider { caches = files.caches(of: source) }
    stamps.merge(await files.stamps(of: caches)) { $1 }
    return LoadedCredentials(
      resolved: resolved, provider: provider, paths: files.paths + caches, stamps: stamps)
  }

  private func load(
    _ provider: ConfiguredProvider, _ context: CredentialContext,
    _ configuration: SharedConfiguration
  ) async throws(ModelFailure) -> ResolvedCredentials {
    switch provider {
    case .apiKey, .environmentKeys:
      return try EnvironmentCredentialProvider(
        context.environment, unixSeconds: context.unixSeconds
      ).current()
    case .profile(let name, let source):
      var resolved = try await ProfileCredentials(
        context: context, configuration: configuration, profile: name
      ).load(source)
      resolved.facts.profile = name
      resolved.facts.refreshesItself = resolved.facts.refreshesItself || source.refreshesItself
      return resolved
    case .webIdentity(let source):
      return try await TokenService(context: context).exchange(source).refreshing
    case .container: return try await ContainerCredentials(context: context).load().refreshing
    case .instance(let profile):
      return try await InstanceCredentials(
        context: context, profile: configuration.profiles[profile]
      ).load().refreshing
    }
  }

  private func nothingFound(_ configuration: SharedConfiguration) -> ModelFailure {
    let selection = ProfileSelection(setting: options.profile, environment: context.environment)
    let which =
      configuration.profiles[selection.name] == nil
      ? "" : " Profile \"\(selection.name)\" is there, but says nothing of credentials."
    return .credentials(
      "No AWS credentials were found.\(which)",
      remedy: "Run aws configure sso (or aws login), or set AWS_PROFILE, AWS_BEARER_TOKEN_BEDROCK"
        + " or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; adit --demo works without.")
  }

  // MARK: outcome

  /// Keeps what came, or goes on with what is still valid, and tells everybody.
  func settle(
    _ flight: CredentialFlight, _ result: Result<LoadedCredentials, ModelFailure>,
    started: MonotonicTime
  ) {
    let now = context.clock.now()
    let unixSeconds = context.unixSeconds()
    let outcome: CredentialFlight.Outcome? = state.withLock { state in
      guard state.flight === flight else { return nil }
      state.flight = nil
      switch result {
      case .success(let loaded):
        state.current = loaded
        state.failedRenewal = nil
        state.shortRenewal = loaded.age(unixSeconds: unixSeconds) == .fresh ? nil : now
        if loaded.resolved.credentials != state.refused { state.refused = nil }
        return .success(loaded.resolved)
      case .failure(let failure):
        guard failure.kind != .cancelled else { return .failure(failure) }
        state.failedRenewal = now
        // What the files say now may be another account: its failure counts.
        guard let current = state.current, current.age(unixSeconds: unixSeconds) != .over,
          state.currentIsPlanned
        else { return .failure(failure) }
        return .success(current.resolved)
      }
    }
    guard let outcome else { return }
    report(result, kept: outcome, milliseconds: now.milliseconds(since: started))
    flight.finish(outcome)
  }

  private func report(
    _ result: Result<LoadedCredentials, ModelFailure>, kept: CredentialFlight.Outcome,
    milliseconds: Int
  ) {
    let duration = ("milliseconds", JSONValue.number(JSONNumber(milliseconds)))
    switch (result, kept) {
    case (.success(let loaded), _):
      let facts = loaded.resolved.facts
      var fields = [("outcome", "resolved"), ("source", .string(facts.source)), duration]
      if let end = facts.expiresAt { fields.append(("expiresAt", .number(JSONNumber(end)))) }
      record(.info, fields)
      tell(.credentials(facts))
    case (.failure(let failure), .success):
      record(
        .warn, [("outcome", "kept"), ("message", .string(failure.message)), duration])
    case (.failure(let failure), .failure):
      guard failure.kind != .cancelled else { return }
      record(
        .error, [("outcome", "failed"), ("message", .string(failure.message)), duration])
      tell(.credentialsFailed(failure))
    }
  }

  /// Tells each sentence once in the life of the chain.
  private func announce(_ sentences: [String]) {
    let new = state.withLock { state in sentences.filter { state.told.insert($0).inserted } }
    for sentence in new { tell(.notice(sentence)) }
  }

  func record(_ level: LogEvent.Level, _ fields: [(String, JSONValue)]) {
    guard context.log.isEnabled(level) else { return }
    var object = JSONObject()
    for (name, value) in fields { object[name] = value }
    context.log.record(LogEvent(level, "credentials", object))
  }
}
