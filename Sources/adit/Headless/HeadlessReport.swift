internal import Engine
internal import Interface
internal import Wire

/// What a run has to do next.
enum RunStep: Equatable {
  /// To stdout.
  case answer(String)
  /// To stderr, unless notes are not wanted.
  case note(String)
  /// To stderr.
  case error(String)
  /// Stop the turn that runs.
  case interrupt
  /// Send this as the next prompt.
  case submit(String)
  case finish(ExitCode)
}

/// Everything that a headless run prints and decides, made of its events.
/// Pure: the same header and events give the same bytes, live or replayed.
struct HeadlessReport {
  /// Why a run is being stopped.
  enum Stop: Equatable {
    case cost
    case time
    case signal(Int32)
  }

  let header: RunHeader
  let format: CommandLineOptions.OutputFormat
  let includesPartialMessages: Bool

  var identifiers: RunIdentifiers
  /// Numbers the events of the output.
  var sequence = 0
  /// Milliseconds since the start of the run.
  var now = 0
  var message = AnswerMessage()
  var usage = RunUsage()
  /// The least sure of the turns before this one.
  var earlierStatus = RunUsage.Status.final
  var turns = 0
  var stop: Stop?
  var apiMilliseconds = 0
  private var apiStart: Int?
  private var repairsDone = 0

  init(
    header: RunHeader, format: CommandLineOptions.OutputFormat, includesPartialMessages: Bool
  ) {
    self.header = header
    self.format = format
    self.includesPartialMessages = includesPartialMessages
    identifiers = header.identifiers()
  }

  /// Before anything is sent.
  mutating func begin() -> [RunStep] {
    var steps = format == .streamJSON ? [line(initialization)] : []
    if let limit = header.limits.cost, let estimate = header.estimatedCost, estimate > limit {
      stop = .cost
      usage = RunUsage(status: .final, cost: .zero)
      let text =
        "not sent: reading the prompt alone costs about $\(estimate.dollars(decimals: 4)), "
        + "more than --max-usd \(limit.decimal)"
      steps += finish(.init(subtype: .maxBudget, error: text), .budget)
    }
    return steps
  }

  /// Takes in what happened `milliseconds` after the start.
  mutating func take(_ event: RunEvent, at milliseconds: Int) -> [RunStep] {
    now = max(now, milliseconds)
    switch event {
    case .connecting:
      apiStart = apiStart ?? now
      return []
    case .opened:
      message = AnswerMessage()
      return []
    case .answer(let events): return take(events)
    case .usage(let usage):
      self.usage = usage
      guard stop == nil, isOverBudget else { return [] }
      stop = .cost
      return [.interrupt]
    case .retrying(let retry):
      pauseAPITime()
      return tell(retry)
    case .limited(let delay, let limit):
      pauseAPITime()
      return [.note("waiting \((delay + 999) / 1000) s to stay below \(limit)")]
    case .notice(let text): return [.note(text)]
    case .stopped(let cause):
      guard stop == nil else { return [] }
      stop =
        switch cause {
        case .time: .time
        case .signal(let number): .signal(number)
        }
      return [.interrupt]
    case .ended(let ending): return end(ending)
    }
  }

  private mutating func pauseAPITime() {
    if let start = apiStart { apiMilliseconds += now - start }
    apiStart = nil
  }

  private var isOverBudget: Bool {
    guard let limit = header.limits.cost, let cost = usage.cost else { return false }
    return cost > limit
  }

  // MARK: While it runs

  private mutating func take(_ events: [ModelEvent]) -> [RunStep] {
    var steps: [RunStep] = []
    var piece = ""
    for event in events {
      let (changes, text) = message.take(event)
      if format == .text { piece += text }
      guard format == .streamJSON, includesPartialMessages else { continue }
      let id = messageID
      for raw in message.streamEvents(for: changes, model: header.modelID, id: id) {
        steps.append(
          line(["type": "stream_event", "event": raw, "parent_tool_use_id": .null]))
      }
    }
    if !piece.isEmpty, header.schema == nil { steps.append(.answer(piece)) }
    return steps
  }

  /// An id for an answer to which the service gave none.
  private var messageID: String { "msg_\(identifiers.session.prefix(8))_\(turns + 1)" }

  private mutating func tell(_ retry: RunRetry) -> [RunStep] {
    let delay = Self.words(milliseconds: retry.delayMilliseconds)
    var steps: [RunStep] = [
      .note("\(retry.failure.line) Retry \(retry.number) of \(retry.limit) in \(delay).")
    ]
    if format == .streamJSON {
      steps.append(
        line([
          "type": "system", "subtype": "api_retry",
          "attempt": .number(JSONNumber(retry.number)),
          "max_retries": .number(JSONNumber(retry.limit)),
          "retry_delay_ms": .number(JSONNumber(retry.delayMilliseconds)),
          "error_status": retry.failure.status.map { .number(JSONNumber($0)) } ?? .null,
          "error": .string(retry.failure.category), "message": .string(retry.failure.line),
        ]))
    }
    return steps
  }

  /// `20 ms`, `3 s`; seconds rounded up.
  private static func words(milliseconds: Int) -> String {
    milliseconds < 1_000 ? "\(max(0, milliseconds)) ms" : "\((milliseconds + 999) / 1_000) s"
  }

  // MARK: The end of a turn

  private mutating func end(_ ending: RunEnding) -> [RunStep] {
    pauseAPITime()
    turns += 1
    var steps: [RunStep] = []
    if format == .streamJSON, !message.isEmpty {
      steps.append(
        line([
          "type": "assistant", "message": message.json(model: header.modelID, id: messageID),
          "parent_tool_use_id": .null,
        ]))
    }
    if let stop { return steps + finish(stopped: stop) }
    switch ending {
    case .failed(let failure):
      let kept = message.text.isEmpty ? "" : "the answer is incomplete: "
      return steps
        + finish(
          .init(
            subtype: .execution, text: message.text, error: kept + failure.line, failure: failure),
          ExitCode(rawValue: failure.exitCode) ?? .failed)
    case .interrupted: return steps + finish(stopped: .signal(2))
    case .overBudget(let mark):
      if mark.scope == .run { return steps + finish(stopped: .cost) }
      let text =
        BudgetText.stop(at: mark) + "; budget.\(mark.scope.rawValue) in config.json sets it"
      return steps
        + finish(.init(subtype: .maxBudget, text: message.text, error: text), .budget)
    case .completed(let reason):
      if isOverBudget { return steps + finish(stopped: .cost) }
      guard let schema = header.schema else {
        // The engine tells of a refusal itself.
        let remark = reason == .refusal ? nil : remark(on: reason)
        steps += remark.map { [.note($0)] } ?? []
        return steps + finish(.init(subtype: .success, text: message.text), .done)
      }
      return steps + check(reason, against: schema)
    }
  }

  private mutating func finish(stopped stop: Stop) -> [RunStep] {
    switch stop {
    case .signal(let number):
      let code: ExitCode = number == 15 ? .terminated : .interrupted
      let word = code == .terminated ? "terminated" : "interrupted"
      return finish(.init(subtype: .execution, text: message.text, error: word), code)
    case .time:
      let limit = NanoDollars(Int64(header.limits.milliseconds ?? 0) * 1_000_000).decimal
      return finish(
        .init(
          subtype: .execution, text: message.text,
          error: "stopped: the run took longer than --max-seconds \(limit)"), .budget)
    case .cost:
      let cost = usage.cost.map { "$\($0.dollars(decimals: 4))" } ?? "its cost"
      let limit = header.limits.cost?.decimal ?? "0"
      return finish(
        .init(
          subtype: .maxBudget, text: message.text,
          error: "stopped: the run costs \(cost), more than --max-usd \(limit)"), .budget)
    }
  }

  /// What people should know about an answer that did not end by itself.
  private func remark(on reason: StopReason) -> String? {
    switch reason {
    case .endTurn, .stopSequence, .toolUse: nil
    case .maxTokens: "the answer was cut at the output limit; --max-tokens raises it"
    case .contextWindowExceeded: "the answer was cut where the context window is full"
    case .pauseTurn: "the service paused before the answer was complete"
    case .refusal: "the model declined to answer"
    case .guardrailIntervened: "a guardrail of the account stopped the answer"
    case .malformedOutput: "the model's output was malformed"
    case .other(let word): "the answer ended with \(word)"
    }
  }

  // MARK: Structured answers

  private mutating func check(_ reason: StopReason, against schema: JSONValue) -> [RunStep] {
    if let remark = remark(on: reason) {
      return finish(.init(subtype: .execution, text: message.text, error: remark), .failed)
    }
    switch StructuredAnswer.read(message.text, schema: schema) {
    case .valid(let value):
      let text = String(decoding: value.serialized(), as: UTF8.self)
      var steps = format == .text ? [RunStep.answer(text + "\n")] : []
      steps += finish(.init(subtype: .success, text: text, structured: value), .done)
      return steps
    case .invalid(let problems):
      let list = problems.joined(separator: "; ")
      if let limit = header.limits.turns, turns >= limit {
        return finish(
          .init(
            subtype: .maxTurns, text: message.text,
            error: "--max-turns \(limit) was reached and the answer is not valid: \(list)"), .turns)
      }
      guard repairsDone < StructuredAnswer.mostRepairs else {
        return finish(
          .init(
            subtype: .maxStructuredRetries, text: message.text,
            error: "the answer is not valid against the schema: \(list)"), .failed)
      }
      return repair(problems)
    }
  }

  private mutating func repair(_ problems: [String]) -> [RunStep] {
    repairsDone += 1
    earlierStatus = worst(earlierStatus, usage.status)
    let prompt = StructuredAnswer.repairPrompt(problems)
    var steps: [RunStep] = [
      .note("the answer is not valid against the schema; asking once more")
    ]
    if format == .streamJSON {
      steps.append(
        line([
          "type": "user", "message": ["role": "user", "content": .string(prompt)],
          "parent_tool_use_id": .null,
        ]))
    }
    message = AnswerMessage()
    return steps + [.submit(prompt)]
  }

  func worst(_ left: RunUsage.Status, _ right: RunUsage.Status) -> RunUsage.Status {
    if left == .lowerBound || right == .lowerBound { return .lowerBound }
    return left == .estimated || right == .estimated ? .estimated : .final
  }
}
