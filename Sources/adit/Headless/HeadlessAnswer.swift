internal import Engine
internal import Wire

/// What a headless run collects from the engine's events: the answer, its
/// usage and how it ended. Pure; `HeadlessRun` does the writing.
struct HeadlessAnswer {
  /// Text of the text blocks so far.
  private(set) var text = ""
  private(set) var usage: UsageReport?
  private(set) var outcome: TurnOutcome?
  private var textBlocks: Set<Int> = []
  private var hasEndedBlock = false

  /// Takes an event; returns text to stream out.
  mutating func take(_ event: EngineEvent) -> String {
    switch event {
    case .blockStarted(_, let block, .text):
      textBlocks.insert(block)
      // Two text blocks of one answer are two paragraphs.
      return text.isEmpty || !hasEndedBlock ? "" : append("\n\n")
    case .delta(_, let block, let delta) where textBlocks.contains(block):
      return append(delta)
    case .blockEnded(_, let block) where textBlocks.contains(block):
      hasEndedBlock = true
      return ""
    case .usage(_, let report):
      usage = report
      return ""
    case .turnEnded(_, let outcome):
      self.outcome = outcome
      return ""
    case .turnStarted, .phase, .blockStarted, .delta, .blockEnded, .longText, .answerReset,
      .notice:
      return ""
    }
  }

  private mutating func append(_ piece: String) -> String {
    text += piece
    return piece
  }

  /// The exit code that `outcome` stands for (see `adit --help`).
  var exitCode: Int32 {
    switch outcome {
    case .completed: 0
    case .interrupted: 130
    case .failed(let failure, _): Self.exitCode(of: failure)
    case nil: 1
    }
  }

  /// What people should know about an answer that did not end by itself.
  var remark: String? {
    guard case .completed(let reason) = outcome else { return nil }
    return switch reason {
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

  /// The exit code of a failure.
  static func exitCode(of failure: ModelFailure) -> Int32 {
    switch failure.kind {
    case .credentials: 3
    case .service(status: 401, _), .service(status: 403, _): 3
    case .service(status: 408, _), .service(status: 424, _), .service(status: 429, _): 4
    case .service(let status, _) where status >= 500: 4
    case .connection, .timedOut: 4
    case .cancelled: 130
    case .invalidRequest: 2
    case .service, .incompleteStream, .protocolViolation: 1
    }
  }

  /// The result as one JSON line, in the shape that scripts of the field's
  /// assistants read.
  func json(model: String, milliseconds: Int) -> JSONValue {
    var object = JSONObject()
    object["type"] = "result"
    switch outcome {
    case .completed(let reason):
      object["subtype"] = "success"
      object["is_error"] = false
      object["result"] = .string(text)
      object["stop_reason"] = .string(reason.word)
    case .failed(let failure, _):
      object["subtype"] = "error_during_execution"
      object["is_error"] = true
      object["result"] = .string(text)
      object["error"] = .string(FailureText.line(for: failure))
      if let id = failure.requestID { object["request_id"] = .string(id) }
    case .interrupted, nil:
      object["subtype"] = "error_during_execution"
      object["is_error"] = true
      object["result"] = .string(text)
      object["error"] = "interrupted"
    }
    object["model"] = .string(model)
    object["num_turns"] = 1
    object["duration_ms"] = .number(JSONNumber(milliseconds))
    if let usage { Self.add(usage, to: &object) }
    return .object(object)
  }

  private static func add(_ report: UsageReport, to object: inout JSONObject) {
    let turn = report.turn
    object["usage"] = [
      "input_tokens": .number(JSONNumber(turn.input)),
      "output_tokens": .number(JSONNumber(turn.output)),
      "cache_creation_input_tokens": .number(JSONNumber(turn.cacheWrite5m + turn.cacheWrite1h)),
      "cache_read_input_tokens": .number(JSONNumber(turn.cacheRead)),
      "cache_creation": [
        "ephemeral_5m_input_tokens": .number(JSONNumber(turn.cacheWrite5m)),
        "ephemeral_1h_input_tokens": .number(JSONNumber(turn.cacheWrite1h)),
      ],
    ]
    object["usage_status"] =
      report.isLowerBound
      ? "lower_bound" : report.inputIsFinal && report.outputIsFinal ? "final" : "estimated"
    object["total_cost_usd"] =
      report.turnCost.flatMap { try? JSONValue(parsing: Array($0.decimal.utf8)) } ?? .null
  }
}
