import Engine

/// A request that went out, with everything that is needed to understand its
/// refusal and to mend it.
struct SentRequest: Sendable {
  /// As the engine made it.
  let original: ModelRequest
  /// What was asked differently.
  let adjustments: RequestAdjustments
  /// As it was sent.
  let prepared: PreparedRequest
  let settings: ServiceSettings
  let key: LearnedFacts.Key
  /// With what it was signed, and who gave that.
  let resolved: ResolvedCredentials
  let provider: any CredentialProvider
  let memory: ServiceMemory
  /// Ids of the inference profiles that the account lists, where known.
  let listedProfiles: [String]

  /// What error texts name.
  var context: ServiceErrorContext {
    var context = prepared.context
    context.credentials = resolved.facts
    return context
  }

  /// What `error` means, and whether the next attempt will be another one.
  /// `headers` are those of the response.
  func failure(of error: ServiceError, headers: [HTTPHeader]) async -> ModelFailure {
    var failure = error.failure(in: context)
    if let repair = await repair(after: error, headers: headers) {
      failure.retry = .repaired(repair)
    }
    return failure
  }

  /// The same for a failure inside a body.
  func explained(
    _ failure: ModelFailure, headers: [HTTPHeader], requestID: String?
  ) async -> ModelFailure {
    var copy = failure
    if let error = ServiceError(failure) {
      copy = await self.failure(of: error, headers: headers)
      copy.requestID = failure.requestID
    }
    copy.requestID = copy.requestID ?? requestID
    return copy
  }

  // MARK: Repairs

  private func repair(after error: ServiceError, headers: [HTTPHeader]) async -> Repair? {
    if let repair = clockRepair(error, headers: headers) { return repair }
    if let repair = await credentialRepair(error) { return repair }
    let planner = RepairPlanner(
      original: original, adjustments: adjustments, prepared: prepared, settings: settings,
      listedProfiles: listedProfiles)
    switch planner.plan(for: error) {
    case .ask(let changed, let repair):
      memory.learn(changed, for: key)
      return repair
    case .once(let repair): return repair
    case .forget(let changed):
      memory.learn(changed, for: key)
      return nil
    case nil: return nil
    }
  }

  /// A clock that is off by more than this is corrected; less is no reason to
  /// refuse a signature (aws-auth-and-http 3.8).
  private static let toleratedSkewSeconds = 240

  private func clockRepair(_ error: ServiceError, headers: [HTTPHeader]) -> Repair? {
    let told = ToldError(error)
    guard told.isAboutTheClock else { return nil }
    let date = headers.first { $0.name == "date" }?.value
    guard let serviceSeconds = date.flatMap(HTTPDate.unixSeconds) ?? told.serviceSeconds else {
      return nil
    }
    let difference = serviceSeconds - memory.unixSeconds
    // What the service calls expired or too early was judged by its clock; a
    // signature that was right by it fails again.
    guard abs(difference) > SentRequest.toleratedSkewSeconds || told.namesTheSkew else {
      return nil
    }
    let offset = memory.setClock(serviceSeconds: serviceSeconds)
    return Repair(id: "clock", notice: SentRequest.clockNotice(offset: offset))
  }

  private static func clockNotice(offset: Int) -> String? {
    guard abs(offset) > toleratedSkewSeconds else { return nil }
    let direction = offset > 0 ? "behind" : "ahead of"
    return
      "This machine's clock is \(abs(offset) / 60) min \(abs(offset) % 60) s \(direction) AWS's:"
      + " requests are signed with AWS's time. To set it: timedatectl set-ntp true"
  }

  private func credentialRepair(_ error: ServiceError) async -> Repair? {
    guard ToldError(error).isAboutTheCredentials, await provider.invalidate(resolved) else {
      return nil
    }
    return Repair(id: "credentials")
  }
}
