internal import Bedrock
internal import Engine
internal import Transport
internal import Wire

/// One attempt at an answer, as the log tells it.
struct RequestRecord: Sendable {
  /// How an attempt ended.
  enum Ending: Equatable {
    case completed
    case failed(ModelFailure)
    /// Nobody read on.
    case dropped
  }

  let request: ModelRequest
  let region: String
  let attempt: Int
  let start: MonotonicTime
  var profilePrefix: String?
  var requestID: String?
  private(set) var usage = UsageUpdate.none
  private(set) var stopReason: StopReason?
  private(set) var firstEvent: MonotonicTime?

  init(request: ModelRequest, region: String, attempt: Int, start: MonotonicTime) {
    self.request = request
    self.region = region
    self.attempt = attempt
    self.start = start
  }

  mutating func take(_ events: [ModelEvent], at now: MonotonicTime) {
    if firstEvent == nil, !events.isEmpty { firstEvent = now }
    for event in events {
      switch event {
      case .messageStart(_, _, let told): usage.merge(told)
      case .messageDelta(let reason, _, let told):
        stopReason = reason ?? stopReason
        usage.merge(told)
      case .messageStop(let told): usage.merge(told)
      case .blockStart, .textDelta, .thinkingDelta, .thinkingForm, .signatureDelta, .toolInputDelta,
        .citation,
        .blockStop, .ping:
        break
      }
    }
  }

  /// So much cannot be written in `burstMilliseconds`: it was held back.
  private static let leastHeldTokens = 200
  private static let burstMilliseconds = 100
  /// Shorter silences are the model's.
  private static let leastSilenceMilliseconds = 3_000

  /// Whether a long streamed answer came in one piece after a long silence:
  /// something on the way collects answers before it passes them on.
  func isHeldBack(end: MonotonicTime) -> Bool {
    guard request.streaming, let firstEvent else { return false }
    return usage.tokens.output >= Self.leastHeldTokens
      && firstEvent.milliseconds(since: start) >= Self.leastSilenceMilliseconds
      && end.milliseconds(since: firstEvent) <= Self.burstMilliseconds
  }

  /// The line. `isVerbose`: with the service's own words, which may be long.
  func event(
    ending: Ending, facts: RequestTrace.Facts, end: MonotonicTime, isVerbose: Bool
  ) -> LogEvent {
    let level: LogEvent.Level
    let word: String
    switch ending {
    case .completed: (level, word) = (isHeldBack(end: end) ? .warn : .info, "completed")
    case .dropped: (level, word) = (.info, "dropped")
    case .failed(let failure) where failure.kind == .cancelled: (level, word) = (.info, "cancelled")
    case .failed: (level, word) = (.warn, "failed")
    }
    var fields = JSONObject([
      "outcome": .of(word), "model": .of(request.model.key), "api": .of(request.api.rawValue),
      "streaming": .bool(request.streaming), "region": .of(region),
      "profile": profilePrefix.map { .of($0) }, "attempt": .of(attempt),
      "latency_ms": .of(end.milliseconds(since: start)),
      "first_byte_ms": firstEvent.map { .of($0.milliseconds(since: start)) },
      "status": facts.status == 0 ? nil : .of(facts.status),
      "held_back": ending == .completed && isHeldBack(end: end) ? true : nil,
    ])
    if case .failed(let failure) = ending {
      fields = fields.adding(FailureFields.of(failure, isVerbose: isVerbose))
    }
    return LogEvent(level, "request", fields.adding(counters).adding(connection(facts)))
  }

  private var counters: JSONObject {
    guard usage != .none else { return JSONObject() }
    let tokens = usage.tokens
    let cost = request.model.prices?.cost(of: tokens, profilePrefix: profilePrefix)
    return JSONObject([
      "stop_reason": stopReason.map { .of($0.word) }, "tokens_in": .of(tokens.input),
      "tokens_out": .of(tokens.output), "cache_read": .of(tokens.cacheRead),
      "cache_write": .of(tokens.cacheWrite5m + tokens.cacheWrite1h),
      "cost_usd": cost.flatMap { try? JSONValue(parsing: Array($0.decimal.utf8)) },
    ])
  }

  private func connection(_ facts: RequestTrace.Facts) -> JSONObject {
    let told = ServiceError.requestID(facts.headers)
    var fields = JSONObject([
      "request_id": (requestID ?? told).map { .of($0) },
      "transfer": facts.logNumber == 0 ? nil : .of(facts.logNumber),
    ])
    guard let record = facts.record else { return fields }
    fields["reuse"] = .bool(record.reusedConnection)
    fields["bytes_out"] = .of(record.sentBytes)
    fields["bytes_in"] = .of(record.receivedBytes)
    return fields.adding(TransferLog.times(of: record))
  }
}

/// A failure as members of a line.
enum FailureFields {
  static func of(_ failure: ModelFailure, isVerbose: Bool) -> JSONObject {
    var fields = JSONObject()
    switch failure.kind {
    case .service(let status, let code):
      fields["status"] = .of(status)
      fields["code"] = .of(code)
    case .cancelled: fields["code"] = "cancelled"
    case .connection: fields["code"] = "connection"
    case .brokenConnection: fields["code"] = "broken_connection"
    case .timedOut: fields["code"] = "timed_out"
    case .incompleteStream: fields["code"] = "incomplete_stream"
    case .protocolViolation: fields["code"] = "protocol_violation"
    case .credentials: fields["code"] = "credentials"
    case .invalidRequest: fields["code"] = "invalid_request"
    }
    if case .repaired(let repair) = failure.retry { fields["repair"] = .of(repair.id) }
    fields["message"] = .of(failure.message)
    if let wait = failure.retryAfterMilliseconds { fields["retry_after_ms"] = .of(wait) }
    if let id = failure.requestID { fields["request_id"] = .of(id) }
    // A signature that does not match is answered with the canonical request.
    if isVerbose, let words = failure.serviceMessage { fields["service_message"] = .of(words) }
    return fields
  }
}
