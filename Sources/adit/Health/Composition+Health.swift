internal import Bedrock
internal import Engine
internal import Transport

extension Composition {
  /// No answer of a health check may keep silent for longer than this.
  private static let healthTimeoutMilliseconds = 30_000

  /// The settings with which health asks: as always, but impatient.
  var healthSettings: ServiceSettings {
    var impatient = settings
    impatient.timeoutMilliseconds = min(
      impatient.timeoutMilliseconds, Self.healthTimeoutMilliseconds)
    return impatient
  }

  /// What health looks at; `services` work with `healthSettings`.
  func healthSubject(_ services: Services) throws(UsageError) -> HealthSubject {
    let models = try healthModels()
    let api = models.first?.api ?? .invoke
    let endpoint = endpoint(for: api)
    let url = (try? endpoint.get())?.origin
    return HealthSubject(
      settings: healthSettings, registry: registry,
      problems: notices,
      proxy: url.flatMap { ProxySettings(environment: variables).proxy(for: $0 + "/") },
      certificates: services.trust.summary, logPath: services.logbook.path,
      credentials: api == .messages ? services.directCredentials : services.credentials,
      client: services.loggedClient(self), counter: services.counter(self),
      transport: services.transport, endpoint: endpoint,
      models: models,
      now: SystemClock.now, unixSeconds: SystemClock.unixSeconds,
      exposureWarning: { api == .messages ? nil : await services.exposureWarning() })
  }

  /// The checks of `/status`: what health finds without asking the service.
  func statusChecks(
    _ services: Services
  ) throws(UsageError) -> @Sendable (CredentialFacts?, ModelFailure?) -> StatusReport {
    let subject = try healthSubject(services)
    return { facts, failure in
      var checks = HealthChecks.local(subject)
      let result =
        failure.map(Result<CredentialFacts, ModelFailure>.failure) ?? facts.map(Result.success)
      if let result {
        checks.append(HealthChecks.credentials(result, unixSeconds: subject.unixSeconds()))
      }
      return StatusReport(checks: checks)
    }
  }

  /// The models that the command line names, or the one that a run would take.
  private func healthModels() throws(UsageError) -> [(model: ModelDescriptor, api: ModelAPI)] {
    var models: [ModelDescriptor] = []
    for name in options.health.models {
      switch registry.resolve(name, today: WallClock.today()) {
      case .model(let model, _): models.append(model)
      case .unknown(let message, _): throw UsageError(message: message)
      }
    }
    if models.isEmpty { models = [try chosenModel(for: try chosenTask()).model] }
    return models.map { ($0, chosenAPI(for: $0)) }
  }

  private func endpoint(for api: ModelAPI) -> Result<Endpoint, ModelFailure> {
    do throws(ModelFailure) {
      let endpoint =
        switch api {
        case .invoke, .converse: try settings.runtimeEndpoint()
        case .messages: try settings.directEndpoint()
        case .mantle: try settings.mantleEndpoint()
        }
      return .success(endpoint)
    } catch {
      return .failure(error)
    }
  }
}
