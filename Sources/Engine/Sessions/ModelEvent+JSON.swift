public import Wire

extension ModelEvent {
  /// As recordings hold it.
  public var json: JSONValue {
    switch self {
    case .messageStart(let id, let model, let usage):
      [
        "type": "start", "id": JSONValue(id), "model": JSONValue(model), "usage": usage.json,
      ]
    case .blockStart(let index, let start):
      ["type": "block", "index": JSONValue(index), "block": start.json]
    case .textDelta(let index, let text): Self.piece("text", index, text)
    case .thinkingDelta(let index, let text): Self.piece("thinking", index, text)
    case .thinkingForm(let index, let form):
      ["type": "form", "index": JSONValue(index), "members": .object(form)]
    case .signatureDelta(let index, let text): Self.piece("signature", index, text)
    case .toolInputDelta(let index, let text): Self.piece("input", index, text)
    case .citation(let index, let value):
      ["type": "citation", "index": JSONValue(index), "value": value]
    case .blockStop(let index): ["type": "block_end", "index": JSONValue(index)]
    case .messageDelta(let reason, let sequence, let usage):
      [
        "type": "told", "reason": JSONValue(reason?.word), "sequence": JSONValue(sequence),
        "usage": usage.json,
      ]
    case .messageStop(let usage): ["type": "end", "usage": usage.json]
    case .ping: ["type": "ping"]
    }
  }

  private static func piece(_ type: String, _ index: Int, _ text: String) -> JSONValue {
    ["type": .string(type), "index": JSONValue(index), "text": .string(text)]
  }

  /// An event as `json` gives it; `nil`: damaged.
  public init?(json: JSONValue) {
    guard let type = json["type"]?.string, let event = Self.read(type, json) else { return nil }
    self = event
  }

  private static func read(_ type: String, _ json: JSONValue) -> ModelEvent? {
    let usage = json["usage"].flatMap(UsageUpdate.init(json:))
    switch type {
    case "start":
      return usage.map {
        .messageStart(id: json["id"]?.string, model: json["model"]?.string, usage: $0)
      }
    case "told":
      return usage.map {
        .messageDelta(
          stopReason: json["reason"]?.string.map(StopReason.init),
          stopSequence: json["sequence"]?.string, usage: $0)
      }
    case "end": return usage.map { .messageStop(usage: $0) }
    case "ping": return .ping
    default: return json["index"]?.int.flatMap { read(type, index: $0, json) }
    }
  }

  private static func read(_ type: String, index: Int, _ json: JSONValue) -> ModelEvent? {
    let text = json["text"]?.string
    switch type {
    case "block":
      return json["block"].flatMap(BlockStart.init(json:)).map { .blockStart(index: index, $0) }
    case "text": return text.map { .textDelta(index: index, $0) }
    case "thinking": return text.map { .thinkingDelta(index: index, $0) }
    case "form": return json["members"]?.object.map { .thinkingForm(index: index, $0) }
    case "signature": return text.map { .signatureDelta(index: index, $0) }
    case "input": return text.map { .toolInputDelta(index: index, $0) }
    case "citation": return json["value"].map { .citation(index: index, $0) }
    case "block_end": return .blockStop(index: index)
    default: return nil
    }
  }
}

extension BlockStart {
  fileprivate var json: JSONValue {
    switch self {
    case .text(let initial): ["type": "text", "text": .string(initial)]
    case .thinking: ["type": "thinking"]
    case .redactedThinking(let data): ["type": "redacted", "data": .string(data)]
    case .toolUse(let id, let name): ["type": "tool", "id": .string(id), "name": .string(name)]
    case .opaque(let value): ["type": "opaque", "value": value]
    }
  }

  fileprivate init?(json: JSONValue) {
    switch json["type"]?.string {
    case "text": self = .text(initial: json["text"]?.string ?? "")
    case "thinking": self = .thinking
    case "redacted": self = .redactedThinking(data: json["data"]?.string ?? "")
    case "tool":
      guard let id = json["id"]?.string, let name = json["name"]?.string else { return nil }
      self = .toolUse(id: id, name: name)
    case "opaque":
      guard let value = json["value"] else { return nil }
      self = .opaque(value)
    default: return nil
    }
  }
}

extension UsageUpdate {
  /// Members that were not told are left out.
  fileprivate var json: JSONValue {
    var object = JSONObject()
    func add(_ name: String, _ count: Int?) {
      if let count { object[name] = JSONValue(count) }
    }
    add("input", input)
    add("cache_write_5m", cacheWrite5m)
    add("cache_write_1h", cacheWrite1h)
    add("cache_write", cacheWriteTotal)
    add("cache_read", cacheRead)
    add("output", output)
    return .object(object)
  }

  fileprivate init?(json: JSONValue) {
    guard json.object != nil else { return nil }
    // Beyond this no sum of counts is safe.
    func count(_ name: String) -> Int? {
      json[name]?.int.map { min(max(0, $0), 1_000_000_000_000) }
    }
    self.init(
      input: count("input"), cacheWrite5m: count("cache_write_5m"),
      cacheWrite1h: count("cache_write_1h"), cacheWriteTotal: count("cache_write"),
      cacheRead: count("cache_read"), output: count("output"))
  }
}
