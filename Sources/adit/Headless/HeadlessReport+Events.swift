internal import Engine
internal import Wire

/// How a run ended, for the result.
struct RunResult {
  /// The words of the field's scripts.
  enum Subtype: String {
    case success
    case execution = "error_during_execution"
    case maxBudget = "error_max_budget_usd"
    case maxTurns = "error_max_turns"
    case maxStructuredRetries = "error_max_structured_output_retries"
  }

  var subtype: Subtype
  var text = ""
  var error: String?
  var failure: RunFailure?
  var structured: JSONValue?
}

/// The objects that `json` and `stream-json` are made of.
extension HeadlessReport {
  /// Version of the form of these objects.
  private static let formVersion = 1

  /// `object` as a line of the output, with what every event carries.
  mutating func line(_ object: JSONValue) -> RunStep {
    sequence += 1
    guard case .object(var members) = object else { return .answer("") }
    members["uuid"] = .string(identifiers.next())
    members["session_id"] = .string(identifiers.session)
    members["v"] = .number(JSONNumber(Self.formVersion))
    members["seq"] = .number(JSONNumber(sequence))
    members["ts"] = .string(Timestamp.text(unixMilliseconds: header.startedAt + now))
    return .answer(String(decoding: JSONValue.object(members).serialized(), as: UTF8.self) + "\n")
  }

  var initialization: JSONValue {
    [
      "type": "system", "subtype": "init", "cwd": .string(header.workingDirectory),
      "tools": [], "mcp_servers": [], "model": .string(header.modelID),
      "permissionMode": "default", "slash_commands": [], "agents": [], "skills": [],
      "plugins": [], "output_style": "default", "apiKeySource": .string(header.apiKeySource),
      "capabilities": [], "adit_version": .string(header.version),
    ]
  }

  /// The last of a run's output.
  mutating func finish(_ result: RunResult, _ code: ExitCode) -> [RunStep] {
    var steps: [RunStep] = []
    switch format {
    case .text:
      // Text that was cut ends its line too, so that what comes next begins one.
      let text = header.schema == nil ? message.text : ""
      if !text.isEmpty, !text.hasSuffix("\n") { steps.append(.answer("\n")) }
    case .json, .streamJSON: steps.append(line(self.result(result)))
    }
    if let error = result.error, code != .interrupted, code != .terminated {
      steps.append(.error(error))
    }
    return steps + [.finish(code)]
  }

  private func result(_ result: RunResult) -> JSONValue {
    var object = JSONObject()
    object["type"] = "result"
    object["subtype"] = .string(result.subtype.rawValue)
    object["is_error"] = .bool(result.subtype != .success)
    object["duration_ms"] = .number(JSONNumber(now))
    object["duration_api_ms"] = .number(JSONNumber(apiMilliseconds))
    object["num_turns"] = .number(JSONNumber(turns))
    object["result"] = .string(result.text)
    if let value = result.structured { object["structured_output"] = value }
    object["stop_reason"] = message.stopReason.map { .string($0.word) } ?? .null
    if let error = result.error { object["error"] = .string(error) }
    if let failure = result.failure {
      object["error_status"] = failure.status.map { .number(JSONNumber($0)) } ?? .null
      object["error_code"] = failure.code.map { .string($0) } ?? .null
      if let id = failure.requestID { object["request_id"] = .string(id) }
    }
    object["model"] = .string(header.modelKey)
    object["total_cost_usd"] = UsageJSON.dollars(usage.cost)
    object["usage"] = UsageJSON.object(of: usage.tokens)
    object["usage_status"] = .string(worst(usage.status, earlierStatus).rawValue)
    object["modelUsage"] = modelUsage
    object["permission_denials"] = []
    return .object(object)
  }

  private var modelUsage: JSONValue {
    let tokens = usage.tokens
    var models = JSONObject()
    models[header.modelID] = [
      "inputTokens": .number(JSONNumber(tokens.input)),
      "outputTokens": .number(JSONNumber(tokens.output)),
      "cacheReadInputTokens": .number(JSONNumber(tokens.cacheRead)),
      "cacheCreationInputTokens": .number(
        JSONNumber(tokens.cacheWrite5m + tokens.cacheWrite1h)),
      "webSearchRequests": 0, "costUSD": UsageJSON.dollars(usage.cost),
      "contextWindow": .number(JSONNumber(header.contextWindow)),
      "maxOutputTokens": .number(JSONNumber(header.maxOutputTokens)),
    ]
    return .object(models)
  }
}
