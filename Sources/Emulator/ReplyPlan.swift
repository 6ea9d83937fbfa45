import Wire

/// A reply that is about to be given: the blocks, where they are cut and what
/// is reported about them.
struct ReplyPlan: Sendable {
  /// Output that is allowed where the request does not say (Converse).
  static let defaultMaxTokens = 4096

  var messageID: String
  var model: NamedModel
  var blocks: [EmulatorScript.Block]
  var stopReason: String
  var usage: ReplyUsage
  /// Whether the ids are those of AWS.
  var isBedrock: Bool

  /// `serial` makes ids; nothing else depends on it.
  init(
    _ message: EmulatorScript.Message, prompt: Prompt, input: InputUsage,
    operation: EmulatorOperation, serial: Int
  ) {
    model = prompt.model
    isBedrock = !operation.answersLikeDirectAPI
    let digits = Hex.encode(SHA256.digest(Array("reply \(serial)".utf8)))
    messageID = "msg_\(isBedrock ? "bdrk_" : "")\(digits.prefix(24))"
    let toolPrefix =
      switch operation {
      case .converse, .converseStream: "tooluse_"
      case .invoke, .invokeStream: "toolu_bdrk_"
      case .messages, .mantleMessages, .countTokens, .messagesCountTokens, .listModels,
        .listProfiles, .getProfile:
        "toolu_"
      }
    var room = prompt.maxTokens ?? Self.defaultMaxTokens
    var wasCut = false
    blocks = []
    usage = ReplyUsage(input: input)
    for (index, block) in message.blocks.enumerated() where !wasCut {
      let (kept, tokens) = block.prefix(tokens: room)
      var named = kept
      switch kept {
      case .toolUse("", let name, let input):
        named = .toolUse(
          id: "\(toolPrefix)\(digits.dropFirst(24).prefix(20))\(index)", name: name, input: input)
      case .thinking(let text, ""):
        named = .thinking(text, signature: ThinkingSignature.make(for: text))
        usage.thinking += tokens.used
      case .thinking: usage.thinking += tokens.used
      case .toolUse, .text, .redactedThinking: break
      }
      blocks.append(named)
      room -= tokens.used
      wasCut = tokens.isCut
      usage.output += tokens.used
    }
    let usesTool = blocks.contains { if case .toolUse = $0 { true } else { false } }
    stopReason = message.stopReason ?? (usesTool ? "tool_use" : "end_turn")
    if wasCut { stopReason = "max_tokens" }
    if let count = message.inputTokens {
      usage.input.fresh = count
      usage.input.cacheRead = 0
      usage.input.cacheWrite = 0
      usage.input.cacheWriteLong = 0
    }
    usage.output = message.outputTokens ?? usage.output
  }

  var splitsWrites: Bool { model.rules?.splitsCacheWrites ?? true }

  /// The native member list of a whole message.
  func nativeMessage() -> JSONObject {
    var out = JSONObject()
    out["id"] = .string(messageID)
    out["type"] = "message"
    out["role"] = "assistant"
    out["model"] = .string(model.name)
    out["content"] = .array(blocks.map(\.native))
    out["stop_reason"] = .string(stopReason)
    out["stop_sequence"] = .null
    out["usage"] = .object(usage.native(output: usage.output, splitsWrites: splitsWrites))
    return out
  }

  /// The answer of Converse.
  func converseMessage() -> JSONObject {
    var out = JSONObject()
    out["output"] = [
      "message": ["role": "assistant", "content": .array(blocks.map(\.converse))]
    ]
    out["stopReason"] = .string(stopReason == "refusal" ? "content_filtered" : stopReason)
    out["usage"] = usage.converse
    out["metrics"] = ["latencyMs": .number(JSONNumber(usage.latencyMilliseconds))]
    return out
  }
}

/// Signatures of thinking that the emulator knows again when they come back.
enum ThinkingSignature {
  private static let prefix = "AditDemo"

  static func make(for text: String) -> String {
    prefix + Base64.encode(SHA256.digest(Array("thinking \(text)".utf8)))
  }

  /// Whether `signature` is ours and not that of `text`. Foreign ones are
  /// taken as they are.
  static func isForged(_ signature: String, for text: String) -> Bool {
    signature.hasPrefix(prefix) && signature != make(for: text)
  }
}

extension EmulatorScript.Block {
  /// The pieces that are streamed.
  var pieces: TextPieces {
    switch self {
    case .text(let text), .thinking(let text, _): TextPieces(text: text)
    case .redactedThinking: TextPieces(text: "")
    case .toolUse(_, _, let input):
      TextPieces(text: String(decoding: input.serialized(), as: UTF8.self))
    }
  }

  /// As much of the block as `tokens` allow. A call is never cut.
  func prefix(tokens limit: Int) -> (block: Self, tokens: (used: Int, isCut: Bool)) {
    var used = 0
    var kept = ""
    switch self {
    case .redactedThinking, .toolUse:
      for _ in pieces { used += 1 }
      return (self, (max(used, 1), false))
    case .text(let text):
      for piece in pieces {
        if used == limit { return (.text(kept), (used, true)) }
        used += 1
        kept += piece
      }
      return (.text(text), (used, false))
    case .thinking(let text, let signature):
      for piece in pieces {
        if used == limit { return (.thinking(kept, signature: signature), (used, true)) }
        used += 1
        kept += piece
      }
      return (.thinking(text, signature: signature), (used, false))
    }
  }

  /// The block of a native message.
  var native: JSONValue {
    switch self {
    case .text(let text): ["type": "text", "text": .string(text)]
    case .thinking(let text, let signature):
      ["type": "thinking", "thinking": .string(text), "signature": .string(signature)]
    case .redactedThinking(let data): ["type": "redacted_thinking", "data": .string(data)]
    case .toolUse(let id, let name, let input):
      ["type": "tool_use", "id": .string(id), "name": .string(name), "input": input]
    }
  }

  /// The block of a message of Converse. Redacted data is encoded once more
  /// (bedrock-wire 1.8).
  var converse: JSONValue {
    switch self {
    case .text(let text): ["text": .string(text)]
    case .thinking(let text, let signature):
      [
        "reasoningContent": [
          "reasoningText": ["text": .string(text), "signature": .string(signature)]
        ]
      ]
    case .redactedThinking(let data):
      ["reasoningContent": ["redactedContent": .string(Base64.encode(Array(data.utf8)))]]
    case .toolUse(let id, let name, let input):
      ["toolUse": ["toolUseId": .string(id), "name": .string(name), "input": input]]
    }
  }
}
