internal import Engine
internal import Wire

extension RunHeader {
  /// As a recording holds it.
  var json: JSONValue {
    [
      // As text: JSON numbers of 64 bits are not safe everywhere.
      "seed": .string(String(seed)), "started_at": .number(JSONNumber(startedAt)),
      "version": .string(version), "cwd": .string(workingDirectory), "model": .string(modelKey),
      "model_id": .string(modelID), "context_window": .number(JSONNumber(contextWindow)),
      "max_output_tokens": .number(JSONNumber(maxOutputTokens)),
      "api_key_source": .string(apiKeySource), "request": request.json, "limits": limits.json,
      "schema": schema ?? .null, "estimated_cost": JSONValue(estimatedCost?.count),
      "session_id": JSONValue(earlierSession),
    ]
  }

  /// `nil`: damaged.
  init?(json: JSONValue) {
    guard let seed = json["seed"]?.string.flatMap(UInt64.init),
      let startedAt = json["started_at"]?.int, let version = json["version"]?.string,
      let workingDirectory = json["cwd"]?.string, let modelKey = json["model"]?.string,
      let modelID = json["model_id"]?.string, let contextWindow = json["context_window"]?.int,
      let maxOutputTokens = json["max_output_tokens"]?.int,
      let apiKeySource = json["api_key_source"]?.string,
      let request = json["request"].flatMap(Request.init(json:)),
      let limits = json["limits"].flatMap(CommandLineOptions.Limits.init(json:)),
      // Two centuries: keeps sums of times from overflow.
      (0..<6_000_000_000_000).contains(startedAt)
    else { return nil }
    self.init(
      seed: seed, startedAt: startedAt, version: version, workingDirectory: workingDirectory,
      modelKey: modelKey, modelID: modelID, contextWindow: contextWindow,
      maxOutputTokens: maxOutputTokens, apiKeySource: apiKeySource, request: request,
      limits: limits, schema: json["schema"].flatMap { $0 == .null ? nil : $0 },
      estimatedCost: json["estimated_cost"]?.int.map { NanoDollars(Int64($0)) },
      earlierSession: json["session_id"]?.string)
  }
}

extension RunHeader.Request {
  fileprivate var json: JSONValue {
    [
      "prompt": .string(prompt), "system": JSONValue(system), "api": .string(api.rawValue),
      "streaming": .bool(streaming), "max_tokens": .number(JSONNumber(maxTokens)),
      "temperature": temperature.map { .number(JSONNumber($0)) } ?? .null,
      "effort": JSONValue(effort), "thinking": thinking.json, "caching": caching.json,
      "files": .array(files.map(\.json)),
    ]
  }

  fileprivate init?(json: JSONValue) {
    guard let prompt = json["prompt"]?.string,
      let api = json["api"]?.string.flatMap(ModelAPI.init), let streaming = json["streaming"]?.bool,
      let maxTokens = json["max_tokens"]?.int,
      let thinking = ThinkingChoice(json: json["thinking"]),
      let caching = PromptCaching(json: json["caching"])
    else { return nil }
    self.init(
      prompt: prompt, system: json["system"]?.string, api: api, streaming: streaming,
      maxTokens: maxTokens, temperature: json["temperature"]?.double,
      effort: json["effort"]?.string, thinking: thinking, caching: caching,
      // Recordings without it are of before there were any.
      files: json["files"]?.array?.compactMap(RunHeader.File.init(json:)) ?? [])
  }
}

extension RunHeader.File {
  init(_ attachment: Attachment) {
    path = attachment.name
    switch attachment.content {
    case .text(let text): (kind, bytes) = ("text", text.text.utf8.count)
    case .listing: (kind, bytes) = ("directory", attachment.textBytes)
    case .image(let image): (kind, bytes) = ("image", image.bytes.count)
    case .document(let document): (kind, bytes) = ("pdf", document.bytes.count)
    }
  }

  fileprivate var json: JSONValue {
    ["path": .string(path), "kind": .string(kind), "bytes": .number(JSONNumber(bytes))]
  }

  fileprivate init?(json: JSONValue) {
    guard let path = json["path"]?.string, let kind = json["kind"]?.string,
      let bytes = json["bytes"]?.int
    else { return nil }
    self.init(path: path, kind: kind, bytes: bytes)
  }
}

extension ThinkingChoice {
  /// `default`, `off`, `on`, or a budget in tokens.
  fileprivate var json: JSONValue {
    switch self {
    case .modelDefault: "default"
    case .off: "off"
    case .on(nil): "on"
    case .on(let budget?): .number(JSONNumber(budget))
    }
  }

  /// Recordings without it are of before it could be chosen.
  fileprivate init?(json: JSONValue?) {
    guard let json else {
      self = .modelDefault
      return
    }
    switch json.string {
    case "default": self = .modelDefault
    case "off": self = .off
    case "on": self = .on(budget: nil)
    case .some: return nil
    case nil:
      guard let budget = json.int else { return nil }
      self = .on(budget: budget)
    }
  }
}

extension PromptCaching {
  /// `off`, or how long entries live.
  fileprivate var json: JSONValue {
    switch self {
    case .off: "off"
    case .on(let lifetime): .string(lifetime.rawValue)
    }
  }

  /// Recordings without it are of before it could be chosen.
  fileprivate init?(json: JSONValue?) {
    guard let json else {
      self = .standard
      return
    }
    if json.string == "off" {
      self = .off
    } else if let lifetime = json.string.flatMap(Lifetime.init) {
      self = .on(lifetime)
    } else {
      return nil
    }
  }
}

extension CommandLineOptions.Limits {
  fileprivate var json: JSONValue {
    [
      "nano_usd": JSONValue(cost?.count), "milliseconds": JSONValue(milliseconds),
      "turns": JSONValue(turns),
    ]
  }

  fileprivate init?(json: JSONValue) {
    guard json.object != nil else { return nil }
    cost = json["nano_usd"]?.int.map { NanoDollars(Int64($0)) }
    milliseconds = json["milliseconds"]?.int
    turns = json["turns"]?.int
  }
}
