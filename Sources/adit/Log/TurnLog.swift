internal import Engine
internal import Synchronization
internal import Wire

/// Makes log events of what the engine tells: one line for each turn, and one
/// for each wait, failure and notice on its way.
final class TurnLog: Sendable {
  private let log: any EventLog
  private let now: @Sendable () -> MonotonicTime
  private let reducer = Mutex(TurnLogReducer())

  init(log: any EventLog, now: @escaping @Sendable () -> MonotonicTime = SystemClock.now) {
    self.log = log
    self.now = now
  }

  /// Hears of every event, in order; cheap for the pieces of an answer.
  func take(_ event: EngineEvent) {
    let line = reducer.withLock { $0.take(event, at: now()) }
    if let line, log.isEnabled(line.level) { log.record(line) }
  }
}

/// The pure part.
struct TurnLogReducer: Sendable {
  private struct Turn {
    var modelKey: String
    var start: MonotonicTime
    var firstOutput: MonotonicTime?
    var retries = 0
    var usage: UsageReport?
  }

  /// Turns that run; in a session one at a time.
  private var turns: [TurnID: Turn] = [:]

  mutating func take(_ event: EngineEvent, at now: MonotonicTime) -> LogEvent? {
    switch event {
    case .turnStarted(let id, let modelKey):
      turns[id] = Turn(modelKey: modelKey, start: now)
      return nil
    case .phase(let id, let phase): return take(phase, of: id, at: now)
    case .blockStarted(let id, _, _):
      if turns[id]?.firstOutput == nil { turns[id]?.firstOutput = now }
      return nil
    case .settled: return nil
    case .budget(_, let mark):
      return LogEvent(
        .info, "budget",
        JSONObject(["scope": .of(mark.scope.rawValue), "percent": .of(mark.percent)]))
    case .usage(let id, let report):
      turns[id]?.usage = report
      return nil
    case .turnEnded(let id, let outcome):
      guard let turn = turns.removeValue(forKey: id) else { return nil }
      return Self.line(of: turn, outcome: outcome, at: now)
    case .notice(let text): return LogEvent(.info, "notice", JSONObject(["message": .of(text)]))
    case .delta, .blockEnded, .longText, .answerReset: return nil
    }
  }

  private mutating func take(
    _ phase: TurnPhase, of id: TurnID, at now: MonotonicTime
  ) -> LogEvent? {
    switch phase {
    case .retrying(let attempt, let limit, let until, let failure):
      turns[id]?.retries += 1
      return LogEvent(
        .warn, "retry",
        JSONObject([
          "model": turns[id].map { .of($0.modelKey) }, "attempt": .of(attempt), "of": .of(limit),
          "wait_ms": .of(max(0, until.milliseconds(since: now))),
        ]).adding(FailureFields.of(failure, isVerbose: false)))
    case .limited(let until, let limit):
      return LogEvent(
        .info, "limited",
        JSONObject([
          "model": turns[id].map { .of($0.modelKey) }, "limit": .of(limit),
          "wait_ms": .of(max(0, until.milliseconds(since: now))),
        ]))
    case .connecting, .waiting, .thinking, .writing, .callingTool: return nil
    }
  }

  private static func line(
    of turn: Turn, outcome: TurnOutcome, at now: MonotonicTime
  ) -> LogEvent {
    var fields = JSONObject([
      "model": .of(turn.modelKey), "latency_ms": .of(now.milliseconds(since: turn.start)),
      "first_output_ms": turn.firstOutput.map { .of($0.milliseconds(since: turn.start)) },
      "retries": .of(turn.retries),
    ])
    if let usage = turn.usage { fields = fields.adding(counters(usage)) }
    switch outcome {
    case .completed(let reason):
      fields["outcome"] = "completed"
      fields["stop_reason"] = .of(reason.word)
      return LogEvent(.info, "turn", fields)
    case .interrupted:
      fields["outcome"] = "interrupted"
      return LogEvent(.info, "turn", fields)
    case .overBudget(let mark, let hasText):
      fields["outcome"] = "over_budget"
      fields["scope"] = .of(mark.scope.rawValue)
      fields["partial"] = .bool(hasText)
      return LogEvent(.info, "turn", fields)
    case .failed(let failure, let hasText):
      fields["outcome"] = "failed"
      fields["partial"] = .bool(hasText)
      return LogEvent(
        .error, "turn", fields.adding(FailureFields.of(failure, isVerbose: false)))
    }
  }

  private static func counters(_ report: UsageReport) -> JSONObject {
    func dollars(_ cost: NanoDollars) -> JSONValue? {
      try? JSONValue(parsing: Array(cost.decimal.utf8))
    }
    let turn = report.turn
    return JSONObject([
      "tokens_in": .of(turn.input), "tokens_out": .of(turn.output),
      "cache_read": .of(turn.cacheRead),
      "cache_write": .of(turn.cacheWrite5m + turn.cacheWrite1h),
      "cost_usd": report.turnCost.flatMap(dollars), "session_usd": dollars(report.sessionCost),
      "lower_bound": report.isLowerBound ? true : nil,
    ])
  }
}
