public import Wire

/// One thing that a model said, whatever the service and framing it came
/// through. The order is: `messageStart`, blocks (`blockStart`, deltas,
/// `blockStop`, keyed by index), `messageDelta`…, `messageStop`.
public enum ModelEvent: Hashable, Sendable {
  /// The message begins. `usage` holds what the service tells this early:
  /// input tokens on the native stream, nothing on Converse.
  case messageStart(id: String?, model: String?, usage: UsageUpdate)
  /// A content block begins.
  case blockStart(index: Int, BlockStart)
  /// Text of a text block.
  case textDelta(index: Int, String)
  /// Text of a thinking block.
  case thinkingDelta(index: Int, String)
  /// A thinking block as it began, where it held more than text and signature.
  case thinkingForm(index: Int, JSONObject)
  /// (Part of) the signature of a thinking block.
  case signatureDelta(index: Int, String)
  /// A fragment of a tool call's JSON input.
  case toolInputDelta(index: Int, String)
  /// A citation on a text block, as the service gave it.
  case citation(index: Int, JSONValue)
  /// A content block is complete.
  case blockStop(index: Int)
  /// News about the message as a whole. Usage replaces what was known, member
  /// by member; it never adds.
  case messageDelta(stopReason: StopReason?, stopSequence: String?, usage: UsageUpdate)
  /// The terminator. A stream without it is incomplete.
  case messageStop(usage: UsageUpdate)
  /// Keep-alive.
  case ping
}

/// How a content block begins.
public enum BlockStart: Hashable, Sendable {
  /// Text; `initial` is nearly always empty.
  case text(initial: String)
  /// Reasoning.
  case thinking
  /// Reasoning that the service encrypted; complete at once. `data` is the
  /// native form.
  case redactedThinking(data: String)
  /// A call of a tool.
  case toolUse(id: String, name: String)
  /// Anything else, raw, for replay.
  case opaque(JSONValue)
}

/// Why the model stopped; the word of the service where it is none of ours.
public enum StopReason: Hashable, Sendable {
  case endTurn, toolUse, maxTokens, stopSequence, pauseTurn, refusal
  case contextWindowExceeded, guardrailIntervened, malformedOutput
  case other(String)

  /// The reason for a word of the native API or of Converse
  /// (bedrock-wire 1.9).
  public init(word: String) {
    switch word {
    case "end_turn": self = .endTurn
    case "tool_use": self = .toolUse
    case "max_tokens": self = .maxTokens
    case "stop_sequence": self = .stopSequence
    case "pause_turn": self = .pauseTurn
    case "refusal", "content_filtered": self = .refusal
    case "model_context_window_exceeded": self = .contextWindowExceeded
    case "guardrail_intervened": self = .guardrailIntervened
    case "malformed_model_output", "malformed_tool_use": self = .malformedOutput
    default: self = .other(word)
    }
  }

  /// The native API's word.
  public var word: String {
    switch self {
    case .endTurn: "end_turn"
    case .toolUse: "tool_use"
    case .maxTokens: "max_tokens"
    case .stopSequence: "stop_sequence"
    case .pauseTurn: "pause_turn"
    case .refusal: "refusal"
    case .contextWindowExceeded: "model_context_window_exceeded"
    case .guardrailIntervened: "guardrail_intervened"
    case .malformedOutput: "malformed_model_output"
    case .other(let word): word
    }
  }
}
