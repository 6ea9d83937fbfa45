internal import Bedrock
internal import Engine
internal import Synchronization
internal import Transport

/// Asks everybody, one step after the other, and gathers what they say. What
/// is known so far can be read at any time: the command's deadline does.
final class HealthRun: Sendable {
  /// For a host that answers nothing: DNS, TCP and TLS together.
  private static let connectLimitMilliseconds = 8_000
  /// For the headers of a `HEAD`.
  private static let headLimitMilliseconds = 10_000

  private let subject: HealthSubject
  private let triesCaching: Bool
  private let state: Mutex<HealthReport>

  init(_ subject: HealthSubject, triesCaching: Bool) {
    self.subject = subject
    self.triesCaching = triesCaching
    state = Mutex(HealthReport(region: subject.settings.region))
  }

  /// What is known so far.
  var report: HealthReport { state.withLock { $0 } }

  /// What was sent to models so far, to be booked.
  var ledger: ProbeLedger { subject.ledger }

  /// Every check, to its end.
  func run() async {
    add(HealthChecks.local(subject))
    async let reached = reachEndpoint()
    let credentials = await resolveCredentials()
    add([HealthChecks.credentials(credentials, unixSeconds: subject.unixSeconds())])
    if case .success(let facts) = credentials { state.withLock { $0.credentials = facts } }
    if let warning = await subject.exposureWarning() { add([HealthChecks.files(warning)]) }
    let (endpoint, clock) = await reached
    add([endpoint, clock])
    guard case .success = credentials, endpoint.outcome == .ok else {
      let reason =
        endpoint.outcome == .ok ? "no credentials" : "the endpoint cannot be reached"
      add(
        subject.models.map {
          StatusCheck(
            "model:\($0.model.key)", title: $0.model.key, .skipped, "not called: \(reason)")
        })
      return
    }
    await callModels()
  }

  private func add(_ checks: [StatusCheck]) {
    state.withLock { $0.status.checks += checks }
  }

  // MARK: credentials and endpoint

  private func resolveCredentials() async -> Result<CredentialFacts, ModelFailure> {
    do throws(ModelFailure) {
      return .success(try await subject.credentials.resolve().facts)
    } catch {
      return .failure(error)
    }
  }

  private func reachEndpoint() async -> (endpoint: StatusCheck, clock: StatusCheck) {
    let endpoint: Endpoint
    switch subject.endpoint {
    case .success(let known): endpoint = known
    case .failure(let failure):
      return (HealthChecks.endpoint("", .failure(failure)), HealthChecks.clock(skewSeconds: nil))
    }
    let request = HTTPRequest(
      method: "HEAD", url: endpoint.origin + "/",
      firstByteTimeoutMilliseconds: Self.headLimitMilliseconds,
      idleTimeoutMilliseconds: Self.headLimitMilliseconds,
      connectTimeoutMilliseconds: Self.connectLimitMilliseconds)
    let trace = RequestTrace()
    let failure = await RequestTrace.$current.withValue(trace) { [subject] in
      do throws(HTTPFailure) {
        _ = try await subject.transport.fetch(request)
        return ModelFailure?.none
      } catch {
        return error.failure()
      }
    }
    let facts = trace.facts
    let date = facts.header("date").flatMap(HTTPDate.unixSeconds)
    let clock = HealthChecks.clock(skewSeconds: date.map { subject.unixSeconds() - $0 })
    if let failure { return (HealthChecks.endpoint(endpoint.hostHeader, .failure(failure)), clock) }
    let summary = TransferSummary(
      status: facts.status, totalMicroseconds: facts.record?.totalMicroseconds ?? 0,
      nameLookupMicroseconds: facts.record?.nameLookupMicroseconds ?? 0,
      connectMicroseconds: facts.record?.connectMicroseconds ?? 0,
      tlsMicroseconds: facts.record?.tlsMicroseconds ?? 0)
    return (HealthChecks.endpoint(endpoint.hostHeader, .success(summary)), clock)
  }

  // MARK: models

  private func callModels() async {
    var streamed: ModelProbe?
    for (model, api) in subject.models {
      let probe = await ModelProbing(subject: subject, model: model, api: api).probe()
      if streamed == nil, probe.failure == nil { streamed = probe }
      state.withLock { $0.models.append(probe) }
      add([HealthChecks.model(probe)])
    }
    add([HealthChecks.stream(streamed)])
    guard let (model, api) = subject.models.first else { return }
    let probing = ModelProbing(subject: subject, model: model, api: api)
    add([HealthChecks.counting(await probing.count())])
    let wasAnswered = report.models.first?.failure == nil
    add([HealthChecks.caching(await probing.caching(isTried: triesCaching && wasAnswered))])
  }
}
