internal import Bedrock
internal import Engine
internal import Transport

/// Findings as lines of a report, each with what mends it. Pure; `adit health`
/// and `/status` say the same.
enum HealthChecks {
  /// Signatures further off than this are refused (aws-auth-and-http 1.2).
  static let clockLimitSeconds = 300
  /// Below this a difference is the network's and a second's rounding.
  private static let clockToleranceSeconds = 30
  /// Credentials that end sooner are worth a word, seconds.
  private static let expiryNoticeSeconds = 900

  // MARK: what needs no network

  /// What can be said without asking anybody.
  static func local(_ subject: HealthSubject) -> [StatusCheck] {
    [
      configuration(models: subject.registry.models.count, problems: subject.problems),
      region(subject.settings.region),
      proxy(subject.proxy), StatusCheck("certificates", .ok, subject.certificates),
      StatusCheck(
        "log", subject.logPath == nil ? .skipped : .ok,
        subject.logPath ?? "nothing is kept: there is no home directory"),
    ]
  }

  static func configuration(models: Int, problems: [String]) -> StatusCheck {
    let count = "\(models) model\(models == 1 ? "" : "s")"
    guard !problems.isEmpty else { return StatusCheck("configuration", .ok, count) }
    return StatusCheck(
      "configuration", .warning,
      "\(count); \(problems.count) problem\(problems.count == 1 ? "" : "s")",
      remedy: problems.joined(separator: "\n"))
  }

  static func region(_ region: RegionChoice) -> StatusCheck {
    guard region.source != .assumed else {
      return StatusCheck(
        "region", .warning, region.label,
        remedy: "Set AWS_REGION, or \"region\" in config.json.")
    }
    return StatusCheck("region", .ok, "\(region.name), from \(region.sourceText)")
  }

  static func proxy(_ proxy: ProxySettings.Proxy?) -> StatusCheck {
    StatusCheck("proxy", .ok, proxy.map { "\($0.displayName), from \($0.variable)" } ?? "none")
  }

  // MARK: credentials

  static func credentials(
    _ result: Result<CredentialFacts, ModelFailure>, unixSeconds: Int
  ) -> StatusCheck {
    switch result {
    case .failure(let failure):
      return StatusCheck(
        "credentials", .failed(severity(of: failure)), failure.message, remedy: failure.remedy)
    case .success(let facts):
      var parts = [facts.source]
      if let profile = facts.profile { parts.append("profile \(profile)") }
      if let account = facts.account { parts.append("account \(account)") }
      if let role = facts.role { parts.append("role \(role)") }
      if let ending = facts.keyEnding { parts.append("key …\(ending)") }
      guard let expiresAt = facts.expiresAt else {
        return StatusCheck("credentials", .ok, parts.joined(separator: ", "))
      }
      let left = expiresAt - unixSeconds
      parts.append(left > 0 ? "expires in \(duration(seconds: left))" : "expired")
      let isSoon = left < expiryNoticeSeconds
      return StatusCheck(
        "credentials", left <= 0 ? .failed(.permission) : isSoon ? .warning : .ok,
        parts.joined(separator: ", "),
        remedy: isSoon ? "Sign in again, or make new keys where these came from." : nil)
    }
  }

  /// `warning` says which file others can read, and the command that mends it.
  static func files(_ warning: String) -> StatusCheck {
    StatusCheck("files", .warning, "keys lie in the open", remedy: warning)
  }

  // MARK: the network

  static func clock(skewSeconds: Int?) -> StatusCheck {
    guard let skewSeconds else {
      return StatusCheck("clock", .skipped, "no answer told the service's time")
    }
    let distance = abs(skewSeconds)
    guard distance > clockToleranceSeconds else {
      return StatusCheck(
        "clock", .ok, "agrees with the service's within \(clockToleranceSeconds) s")
    }
    let isTooFar = distance >= clockLimitSeconds
    let side = skewSeconds > 0 ? "ahead of" : "behind"
    return StatusCheck(
      "clock", isTooFar ? .failed(.general) : .warning,
      "\(duration(seconds: distance)) \(side) the service's"
        + (isTooFar ? "; signatures are good for 5 minutes" : ""),
      remedy: "sudo timedatectl set-ntp true")
  }

  /// `record` of a `HEAD` to `authority`.
  static func endpoint(
    _ authority: String, _ result: Result<TransferSummary, ModelFailure>
  ) -> StatusCheck {
    switch result {
    case .success(let summary):
      return StatusCheck("endpoint", .ok, "\(authority) answers: \(summary.text)")
    case .failure(let failure):
      return StatusCheck(
        "endpoint", .failed(severity(of: failure)), failure.message, remedy: failure.remedy)
    }
  }

  // MARK: models

  static func model(_ probe: ModelProbe) -> StatusCheck {
    let id = "model:\(probe.modelKey)"
    if let failure = probe.failure {
      return StatusCheck(
        id, title: probe.modelKey, .failed(severity(of: failure)), failure.message,
        remedy: failure.remedy)
    }
    var parts = ["answered in \(probe.latencyMilliseconds) ms"]
    if let first = probe.firstByteMilliseconds { parts.append("first byte after \(first) ms") }
    parts.append("\(probe.usage.prompt) tokens in, \(probe.usage.output) out")
    parts.append(probe.cost.map { "$\($0.decimal)" } ?? "price unknown")
    return StatusCheck(id, title: probe.modelKey, .ok, parts.joined(separator: ", "))
  }

  /// Whether whatever stands between changed the answer of a stream.
  static func stream(_ probe: ModelProbe?) -> StatusCheck {
    guard let probe, probe.failure == nil, let expected = probe.expectedContentType else {
      return StatusCheck("stream", .skipped, "no streamed answer was read")
    }
    let remedy =
      "A proxy or gateway changes answers on the way: check HTTPS_PROXY and the endpoint."
    guard probe.contentType.hasPrefix(expected) else {
      let type = probe.contentType.isEmpty ? "no content type" : "\"\(probe.contentType)\""
      return StatusCheck(
        "stream", .warning, "came with \(type) where \"\(expected)\" was expected", remedy: remedy)
    }
    guard !probe.isBuffered else {
      return StatusCheck(
        "stream", .warning, "came in one piece: something on the way holds answers back",
        remedy: remedy)
    }
    return StatusCheck("stream", .ok, "arrives as it is written, with its content type")
  }

  /// Whether the service counts tokens before a request is sent. Nothing
  /// depends on it: without it the program estimates.
  static func counting(_ tokens: Int?) -> StatusCheck {
    guard let tokens else {
      return StatusCheck(
        "count_tokens", title: "count tokens", .skipped,
        "not offered for this model or account; estimates are used")
    }
    return StatusCheck("count_tokens", title: "count tokens", .ok, "\(tokens) tokens in the prompt")
  }

  static func caching(_ outcome: CachingOutcome) -> StatusCheck {
    switch outcome {
    case .unsupported(let name):
      return StatusCheck("caching", .skipped, "\(name) has no prompt cache that is known")
    case .notTried(let cost):
      let price = cost.map { "about $\($0.dollars(decimals: 4))" } ?? "an unknown amount"
      return StatusCheck("caching", .skipped, "not tried; --caching tries it for \(price)")
    case .engaged(let tokens):
      return StatusCheck("caching", .ok, "the second request read \(tokens) tokens from the cache")
    case .notEngaged:
      return StatusCheck(
        "caching", .warning, "the second request read nothing from the cache",
        remedy: "Caching depends on model, region and profile; another profile prefix may have it.")
    case .failed(let failure):
      return StatusCheck(
        "caching", .failed(severity(of: failure)), failure.message, remedy: failure.remedy)
    }
  }

  // MARK: words

  /// What a failure means for the exit code, as in headless runs.
  static func severity(of failure: ModelFailure) -> StatusCheck.Severity {
    switch ExitCode(of: failure) {
    case .credentials: .permission
    case .unavailable: .unavailable
    case .done, .failed, .usage, .budget, .turns, .denied, .interrupted, .brokenPipe, .terminated:
      .general
    }
  }

  /// `45 s`, `12 min`, `3 h 10 min`, `2 d`.
  static func duration(seconds: Int) -> String {
    switch seconds {
    case ..<120: return "\(seconds) s"
    case ..<3_600: return "\(seconds / 60) min"
    case ..<86_400:
      let minutes = seconds % 3_600 / 60
      return "\(seconds / 3_600) h" + (minutes > 0 ? " \(minutes) min" : "")
    default: return "\(seconds / 86_400) d"
    }
  }
}
