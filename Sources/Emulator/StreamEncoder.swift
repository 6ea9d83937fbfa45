import Wire

/// A reply as events of one of the three streams. Each call gives the bytes of
/// one frame (an SSE event is a frame too).
struct StreamEncoder: Sendable {
  enum Dialect: Hashable, Sendable {
    /// `chunk` frames that hold native events.
    case native
    case converse
    /// Native events as SSE. Mantle writes `data:` before `event:`.
    case serverSent(dataFirst: Bool)
  }

  let dialect: Dialect
  let plan: ReplyPlan
  private var padding = PaddingSource()

  init(dialect: Dialect, plan: ReplyPlan) {
    self.dialect = dialect
    self.plan = plan
  }

  /// The beginning of the message. Output tokens are a placeholder here, as
  /// they are in every recording.
  mutating func start() -> [UInt8] {
    switch dialect {
    case .converse: return frame("messageStart", ["role": "assistant"])
    case .native, .serverSent:
      var message = plan.nativeMessage()
      message["content"] = .array([])
      message["stop_reason"] = .null
      message["usage"] = .object(plan.usage.native(output: 1, splitsWrites: plan.splitsWrites))
      return native(["type": "message_start", "message": .object(message)])
    }
  }

  /// The beginning of a block; text and thinking have none on Converse.
  mutating func begin(_ block: EmulatorScript.Block, index: Int) -> [UInt8]? {
    if dialect == .converse {
      guard case .toolUse(let id, let name, _) = block else { return nil }
      return frame(
        "contentBlockStart",
        [
          "contentBlockIndex": .number(JSONNumber(index)),
          "start": ["toolUse": ["name": .string(name), "toolUseId": .string(id)]],
        ])
    }
    let content: JSONValue =
      switch block {
      case .text: ["type": "text", "text": ""]
      case .thinking: ["type": "thinking", "thinking": "", "signature": ""]
      case .redactedThinking: block.native
      case .toolUse(let id, let name, _):
        [
          "type": "tool_use", "id": .string(id), "name": .string(name),
          "input": .object(JSONObject()),
        ]
      }
    return native([
      "type": "content_block_start", "index": .number(JSONNumber(index)), "content_block": content,
    ])
  }

  /// One piece of a block. Written by hand, for floods of them.
  mutating func piece(_ text: String, of block: EmulatorScript.Block, index: Int) -> [UInt8] {
    let isConverse = dialect == .converse
    let inner: (start: String, end: String)
    switch block {
    case .text:
      inner = isConverse ? (#"{"text":"#, "}") : (#"{"type":"text_delta","text":"#, "}")
    case .thinking:
      inner =
        isConverse
        ? (#"{"reasoningContent":{"text":"#, "}}")
        : (#"{"type":"thinking_delta","thinking":"#, "}")
    case .toolUse:
      inner =
        isConverse
        ? (#"{"toolUse":{"input":"#, "}}")
        : (#"{"type":"input_json_delta","partial_json":"#, "}")
    case .redactedThinking: return []
    }
    let head =
      isConverse
      ? #"{"contentBlockIndex":\#(index),"delta":"#
      : #"{"type":"content_block_delta","index":\#(index),"delta":"#
    var event = Array(head.utf8)
    event += inner.start.utf8
    JSONValue.write(string: text, into: &event)
    event += inner.end.utf8
    event.append(UInt8(ascii: "}"))
    return isConverse
      ? frame("contentBlockDelta", event) : native(event, type: "content_block_delta")
  }

  /// What comes after the pieces of a block, its end included.
  mutating func end(_ block: EmulatorScript.Block, index: Int) -> [[UInt8]] {
    var frames: [[UInt8]] = []
    let isConverse = dialect == .converse
    switch block {
    case .thinking(_, let signature):
      frames.append(
        isConverse
          ? delta(["reasoningContent": ["signature": .string(signature)]], index: index)
          : delta(["type": "signature_delta", "signature": .string(signature)], index: index))
    case .redactedThinking where isConverse:
      frames.append(delta(block.converse, index: index))
    case .text, .toolUse, .redactedThinking: break
    }
    let number = JSONValue.number(JSONNumber(index))
    frames.append(
      isConverse
        ? frame("contentBlockStop", ["contentBlockIndex": number])
        : native(["type": "content_block_stop", "index": number]))
    return frames
  }

  /// Everything between the last block and the terminator.
  mutating func close(_ usage: ReplyUsage) -> [UInt8] {
    if dialect == .converse {
      let whole = plan.converseMessage()
      return frame("messageStop", ["stopReason": whole["stopReason"] ?? .null])
    }
    var counts = JSONObject()
    if case .serverSent = dialect {
      counts = usage.native(output: usage.output, splitsWrites: false)
    } else {
      counts["output_tokens"] = .number(JSONNumber(usage.output))
    }
    if usage.thinking > 0 {
      counts["output_tokens_details"] = ["thinking_tokens": .number(JSONNumber(usage.thinking))]
    }
    return native([
      "type": "message_delta",
      "delta": ["stop_reason": .string(plan.stopReason), "stop_sequence": .null],
      "usage": .object(counts),
    ])
  }

  /// The event without which the message is not complete.
  mutating func terminator(_ usage: ReplyUsage) -> [UInt8] {
    switch dialect {
    case .converse:
      return frame(
        "metadata",
        [
          "usage": usage.converse,
          "metrics": ["latencyMs": .number(JSONNumber(usage.latencyMilliseconds))],
        ])
    case .native:
      return native([
        "type": "message_stop", "amazon-bedrock-invocationMetrics": usage.invocationMetrics,
      ])
    case .serverSent: return native(["type": "message_stop"])
    }
  }

  /// Keep-alive; only SSE has it, after the first block's start.
  mutating func ping() -> [UInt8]? {
    guard case .serverSent = dialect else { return nil }
    return native(["type": "ping"])
  }

  /// A failure inside the stream.
  func failure(_ exception: EmulatorFaults.Exception) -> [UInt8] {
    if case .serverSent = dialect {
      let failure = ServiceFailure(
        ServiceFailure.status(
          named: exception.name.prefix(1).uppercased() + exception.name.dropFirst()) ?? 500,
        exception.name, exception.message)
      var body = failure.directBody(requestID: "req_\(plan.messageID.suffix(24))")
      if exception.name.hasSuffix("_error") {
        body = [
          "type": "error",
          "error": ["type": .string(exception.name), "message": .string(exception.message)],
        ]
      }
      return serverSent(body.serialized(), type: "error")
    }
    if exception.isUnmodelled {
      return EventStreamFrame.error(code: exception.name, message: exception.message).encoded()
    }
    var payload: JSONObject = JSONObject()
    payload["message"] = .string(exception.message)
    if exception.name == "modelStreamErrorException" {
      payload["originalStatusCode"] = 400
      payload["originalMessage"] = "Bedrock is unable to process your request."
    }
    return EventStreamFrame.exception(
      exception.name, payload: JSONValue.object(payload).serialized()
    ).encoded()
  }

  private mutating func delta(_ delta: JSONValue, index: Int) -> [UInt8] {
    let number = JSONValue.number(JSONNumber(index))
    return dialect == .converse
      ? frame("contentBlockDelta", ["contentBlockIndex": number, "delta": delta])
      : native(["type": "content_block_delta", "index": number, "delta": delta])
  }

  private mutating func frame(_ type: String, _ payload: JSONValue) -> [UInt8] {
    frame(type, payload.serialized())
  }

  /// `payload` is an object with at least one member.
  private mutating func frame(_ type: String, _ payload: [UInt8]) -> [UInt8] {
    var payload = payload
    payload.removeLast()
    payload += #","p":""#.utf8
    payload += padding.next()
    payload += #""}"#.utf8
    return EventStreamFrame.event(type, payload: payload).encoded()
  }

  private mutating func native(_ event: JSONValue) -> [UInt8] {
    native(event.serialized(), type: event["type"]?.string ?? "")
  }

  private mutating func native(_ event: [UInt8], type: String) -> [UInt8] {
    if case .serverSent = dialect { return serverSent(event, type: type) }
    return frame("chunk", Array(#"{"bytes":"\#(Base64.encode(event))"}"#.utf8))
  }

  private func serverSent(_ event: [UInt8], type: String) -> [UInt8] {
    var lines = [Array("event: \(type)\n".utf8), Array("data: ".utf8) + event + [0x0A]]
    if dialect == .serverSent(dataFirst: true) { lines.reverse() }
    return lines[0] + lines[1] + [0x0A]
  }
}

/// The member `p` of every frame: a run of letters of random length, against
/// guessing texts from sizes (bedrock-wire 1.8).
struct PaddingSource: Hashable, Sendable {
  private static let letters = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func next() -> ArraySlice<UInt8> {
    // xorshift64 (Marsaglia 2003): enough for lengths.
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Self.letters.prefix(Int(state % 62) + 1)
  }
}
