internal import Engine
internal import Wire

extension RunEvent {
  /// As a recording holds it.
  var json: JSONValue {
    switch self {
    case .connecting: ["kind": "connecting"]
    case .opened(let id): ["kind": "opened", "request_id": JSONValue(id)]
    case .answer(let events): ["kind": "answer", "events": .array(events.map(\.json))]
    case .usage(let usage): ["kind": "usage", "usage": usage.json]
    case .retrying(let retry):
      [
        "kind": "retrying", "number": JSONValue(retry.number), "limit": JSONValue(retry.limit),
        "delay_ms": JSONValue(retry.delayMilliseconds), "failure": retry.failure.json,
      ]
    case .limited(let delay, let limit):
      ["kind": "limited", "delay_ms": JSONValue(delay), "limit": .string(limit)]
    case .notice(let text): ["kind": "notice", "text": .string(text)]
    case .stopped(.time): ["kind": "stopped", "by": "time"]
    case .stopped(.signal(let number)): ["kind": "stopped", "signal": JSONValue(number)]
    case .ended(.completed(let reason)): ["kind": "completed", "reason": .string(reason.word)]
    case .ended(.interrupted): ["kind": "interrupted"]
    case .ended(.overBudget(let mark)):
      [
        "kind": "over_budget", "scope": .string(mark.scope.rawValue),
        "spent": .number(JSONNumber(Int(mark.spent.count))),
        "limit": .number(JSONNumber(Int(mark.limit.count))),
      ]
    case .ended(.failed(let failure)): ["kind": "failed", "failure": failure.json]
    }
  }

  /// `nil`: damaged.
  init?(json: JSONValue) {
    guard let kind = json["kind"]?.string, let event = Self.read(kind, json) else { return nil }
    self = event
  }

  private static func read(_ kind: String, _ json: JSONValue) -> RunEvent? {
    switch kind {
    case "connecting": return .connecting
    case "opened": return .opened(requestID: json["request_id"]?.string)
    case "answer":
      guard let values = json["events"]?.array else { return nil }
      let events = values.compactMap(ModelEvent.init(json:))
      return events.count == values.count ? .answer(events) : nil
    case "usage": return json["usage"].flatMap(RunUsage.init(json:)).map(RunEvent.usage)
    case "retrying":
      guard let number = json["number"]?.int, let limit = json["limit"]?.int,
        let delay = json["delay_ms"]?.int.flatMap(duration),
        let failure = json["failure"].flatMap(RunFailure.init(json:))
      else { return nil }
      return .retrying(
        RunRetry(number: number, limit: limit, delayMilliseconds: delay, failure: failure))
    case "limited":
      guard let delay = json["delay_ms"]?.int.flatMap(duration), let limit = json["limit"]?.string
      else { return nil }
      return .limited(delayMilliseconds: delay, limit: limit)
    case "notice": return json["text"]?.string.map(RunEvent.notice)
    case "stopped":
      if json["by"]?.string == "time" { return .stopped(.time) }
      return json["signal"]?.int.flatMap { Int32(exactly: $0) }.map { .stopped(.signal($0)) }
    case "completed":
      return json["reason"]?.string.map { .ended(.completed(StopReason(word: $0))) }
    case "interrupted": return .ended(.interrupted)
    case "over_budget":
      guard let scope = json["scope"]?.string.flatMap(BudgetScope.init),
        let spent = json["spent"]?.int, let limit = json["limit"]?.int
      else { return nil }
      return .ended(
        .overBudget(
          BudgetMark(
            scope: scope, percent: 100, spent: NanoDollars(Int64(spent)),
            limit: NanoDollars(Int64(limit)))))
    case "failed":
      return json["failure"].flatMap(RunFailure.init(json:)).map { .ended(.failed($0)) }
    default: return nil
    }
  }

  /// Times that can be added up without care.
  private static func duration(_ milliseconds: Int) -> Int? {
    (0...1_000_000_000_000).contains(milliseconds) ? milliseconds : nil
  }
}

extension RunFailure {
  fileprivate var json: JSONValue {
    [
      "line": .string(line), "exit_code": JSONValue(exitCode), "status": JSONValue(status),
      "code": JSONValue(code), "request_id": JSONValue(requestID),
    ]
  }

  fileprivate init?(json: JSONValue) {
    guard let line = json["line"]?.string,
      let exitCode = json["exit_code"]?.int.flatMap({ Int32(exactly: $0) })
    else { return nil }
    self.init(
      line: line, exitCode: exitCode, status: json["status"]?.int, code: json["code"]?.string,
      requestID: json["request_id"]?.string)
  }
}

extension RunUsage {
  fileprivate var json: JSONValue {
    [
      "input": JSONValue(tokens.input), "cache_write_5m": JSONValue(tokens.cacheWrite5m),
      "cache_write_1h": JSONValue(tokens.cacheWrite1h), "cache_read": JSONValue(tokens.cacheRead),
      "output": JSONValue(tokens.output), "status": .string(status.rawValue),
      "nano_usd": JSONValue(cost?.count),
    ]
  }

  fileprivate init?(json: JSONValue) {
    let counts = ["input", "cache_write_5m", "cache_write_1h", "cache_read", "output"]
      .compactMap { json[$0]?.int }
    guard counts.count == 5, counts.allSatisfy({ (0...1_000_000_000_000).contains($0) }),
      let status = json["status"]?.string.flatMap(Status.init)
    else { return nil }
    self.init(
      tokens: TokenUsage(
        input: counts[0], cacheWrite5m: counts[1], cacheWrite1h: counts[2], cacheRead: counts[3],
        output: counts[4]),
      status: status, cost: json["nano_usd"]?.int.map { NanoDollars(Int64($0)) })
  }
}
