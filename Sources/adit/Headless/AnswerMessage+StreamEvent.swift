internal import Engine
internal import Wire

/// The events of the API's own stream, for `--include-partial-messages`.
extension AnswerMessage {
  /// The stream's events for `changes`, which have just been made.
  func streamEvents(for changes: [Change], model: String, id: String) -> [JSONValue] {
    changes.map { change in
      switch change {
      case .began:
        ["type": "message_start", "message": json(model: model, id: id, content: [])]
      case .blockBegan(let position):
        [
          "type": "content_block_start", "index": .number(JSONNumber(position)),
          "content_block": start(of: position),
        ]
      case .text(let position, let text):
        Self.delta(position, ["type": "text_delta", "text": .string(text)])
      case .thinking(let position, let text):
        Self.delta(position, ["type": "thinking_delta", "thinking": .string(text)])
      case .signature(let position, let text):
        Self.delta(position, ["type": "signature_delta", "signature": .string(text)])
      case .toolInput(let position, let text):
        Self.delta(position, ["type": "input_json_delta", "partial_json": .string(text)])
      case .citation(let position, let value):
        Self.delta(position, ["type": "citations_delta", "citation": value])
      case .blockEnded(let position):
        ["type": "content_block_stop", "index": .number(JSONNumber(position))]
      case .told:
        [
          "type": "message_delta",
          "delta": [
            "stop_reason": stopReason.map { .string($0.word) } ?? .null,
            "stop_sequence": stopSequence.map { .string($0) } ?? .null,
          ],
          "usage": UsageJSON.object(of: usage.tokens),
        ]
      case .ended: ["type": "message_stop"]
      }
    }
  }

  private static func delta(_ position: Int, _ delta: JSONValue) -> JSONValue {
    [
      "type": "content_block_delta", "index": .number(JSONNumber(position)), "delta": delta,
    ]
  }

  /// The message object with `content`, or with what came.
  func json(model: String, id fallback: String, content given: JSONValue? = nil) -> JSONValue {
    [
      "id": .string(id ?? fallback), "type": "message", "role": "assistant",
      "model": .string(model), "content": given ?? content,
      "stop_reason": stopReason.map { .string($0.word) } ?? .null,
      "stop_sequence": stopSequence.map { .string($0) } ?? .null,
      "usage": UsageJSON.object(of: usage.tokens),
    ]
  }
}

/// Counts in the API's own shape.
enum UsageJSON {
  /// The object that is called `usage`.
  static func object(of usage: TokenUsage) -> JSONValue {
    [
      "input_tokens": .number(JSONNumber(usage.input)),
      "output_tokens": .number(JSONNumber(usage.output)),
      "cache_creation_input_tokens": .number(
        JSONNumber(usage.cacheWrite5m + usage.cacheWrite1h)),
      "cache_read_input_tokens": .number(JSONNumber(usage.cacheRead)),
      "cache_creation": [
        "ephemeral_5m_input_tokens": .number(JSONNumber(usage.cacheWrite5m)),
        "ephemeral_1h_input_tokens": .number(JSONNumber(usage.cacheWrite1h)),
      ],
    ]
  }

  /// An amount of dollars as an exact number; `null` where it is unknown.
  static func dollars(_ amount: NanoDollars?) -> JSONValue {
    amount.flatMap { try? JSONValue(parsing: Array($0.decimal.utf8)) } ?? .null
  }
}
