import Wire

/// Counts of one exchange, in the words of each API.
struct ReplyUsage: Hashable, Sendable {
  var input: InputUsage
  var output = 0
  /// Part of `output`.
  var thinking = 0
  /// Milliseconds from the request to the first token and to the end.
  var firstByteMilliseconds = 0
  var latencyMilliseconds = 0

  /// `usage` of a native message. Older models lack the split of the writes.
  func native(output: Int, splitsWrites: Bool) -> JSONObject {
    var usage = JSONObject()
    usage["input_tokens"] = .number(JSONNumber(input.fresh))
    usage["cache_creation_input_tokens"] = .number(JSONNumber(input.cacheWrite))
    usage["cache_read_input_tokens"] = .number(JSONNumber(input.cacheRead))
    if splitsWrites {
      usage["cache_creation"] = [
        "ephemeral_5m_input_tokens":
          .number(JSONNumber(input.cacheWrite - input.cacheWriteLong)),
        "ephemeral_1h_input_tokens": .number(JSONNumber(input.cacheWriteLong)),
      ]
    }
    usage["output_tokens"] = .number(JSONNumber(output))
    return usage
  }

  /// `amazon-bedrock-invocationMetrics`; the cache members come only where
  /// caching was in use (bedrock-wire 1.6).
  var invocationMetrics: JSONValue {
    var metrics = JSONObject()
    metrics["inputTokenCount"] = .number(JSONNumber(input.fresh))
    metrics["outputTokenCount"] = .number(JSONNumber(output))
    metrics["invocationLatency"] = .number(JSONNumber(latencyMilliseconds))
    metrics["firstByteLatency"] = .number(JSONNumber(firstByteMilliseconds))
    if input.usesCache {
      metrics["cacheReadInputTokenCount"] = .number(JSONNumber(input.cacheRead))
      metrics["cacheWriteInputTokenCount"] = .number(JSONNumber(input.cacheWrite))
    }
    return .object(metrics)
  }

  /// `usage` of Converse with the members that its model does not have but
  /// its replies do (bedrock-wire 1.8).
  var converse: JSONValue {
    var usage = JSONObject()
    usage["inputTokens"] = .number(JSONNumber(input.fresh))
    usage["outputTokens"] = .number(JSONNumber(output))
    usage["totalTokens"] = .number(JSONNumber(input.total + output))
    if input.usesCache {
      usage["cacheReadInputTokens"] = .number(JSONNumber(input.cacheRead))
      usage["cacheWriteInputTokens"] = .number(JSONNumber(input.cacheWrite))
      usage["cacheReadInputTokenCount"] = .number(JSONNumber(input.cacheRead))
      usage["cacheWriteInputTokenCount"] = .number(JSONNumber(input.cacheWrite))
      if input.cacheWrite > 0 {
        usage["cacheDetails"] = [
          ["ttl": "1h", "inputTokens": .number(JSONNumber(input.cacheWriteLong))],
          [
            "ttl": "5m",
            "inputTokens": .number(JSONNumber(input.cacheWrite - input.cacheWriteLong)),
          ],
        ]
      }
    }
    usage["serverToolUsage"] = .object(JSONObject())
    return .object(usage)
  }
}
