internal import Bedrock
internal import Engine
internal import Wire

/// Everything that `adit health` found, and its two forms. A value.
struct HealthReport: Sendable {
  var status = StatusReport()
  var region: RegionChoice
  /// `nil`: there are none, or nobody knows yet.
  var credentials: CredentialFacts?
  var models: [ModelProbe] = []

  /// For people: the checks and the verdict.
  var text: String {
    let verdict = status.isHealthy ? "healthy" : "unhealthy"
    return (status.lines() + ["", verdict]).map { $0 + "\n" }.joined()
  }

  /// For programs, one object.
  var json: JSONValue {
    let object = JSONObject([
      "status": status.isHealthy ? "healthy" : "unhealthy",
      "latency_ms": models.first { $0.failure == nil }.map { .of($0.latencyMilliseconds) } ?? .null,
      "region": .of(region.name), "region_source": .of(region.sourceText),
      "credentials": credentials.map { .object(Self.members(of: $0)) } ?? .null,
      "checks": .array(status.checks.map { .object(Self.members(of: $0)) }),
      "models": .array(models.map(\.json)), "version": .of(Version.text),
    ])
    return .object(object)
  }

  private static func members(of facts: CredentialFacts) -> JSONObject {
    JSONObject([
      "source": .of(facts.source), "profile": facts.profile.map { .of($0) },
      "account": facts.account.map { .of($0) }, "role": facts.role.map { .of($0) },
      "key_ending": facts.keyEnding.map { .of($0) },
      "expires_at": facts.expiresAt.map { .of(ISO8601Time.text(unixSeconds: $0)) },
    ])
  }

  private static func members(of check: StatusCheck) -> JSONObject {
    JSONObject([
      "id": .of(check.id), "status": .of(check.outcome.scriptWord), "detail": .of(check.detail),
      "remedy": check.remedy.map { .of($0) },
    ])
  }
}

extension StatusCheck.Outcome {
  /// `ok`, `warn`, `fail` or `skipped`.
  fileprivate var scriptWord: String {
    switch self {
    case .ok: "ok"
    case .warning: "warn"
    case .failed: "fail"
    case .skipped: "skipped"
    }
  }
}
