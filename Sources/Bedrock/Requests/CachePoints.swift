import Engine
import Wire

/// Where a request asks the service to keep what it has read (bedrock-wire
/// 4.5): behind the tools, behind the system prompt, and behind the last block
/// of the two most recent messages of the user, so that what one request
/// writes the next one reads.
///
/// They are sent whatever the prompt's size: below the model's minimum the
/// service passes them over, and a point that came and went with an estimate
/// would only move the others. The direct API's automatic caching is not used:
/// Bedrock refuses it.
struct CachePoints: Hashable, Sendable {
  /// How many messages of the user are marked. With tools and system prompt
  /// that makes four, the service's limit.
  private static let markedMessages = 2

  /// `nil`: nothing is marked.
  private let lifetime: PromptCaching.Lifetime?
  /// Positions of the marked messages.
  private let marked: [Int]

  /// The points of `request`, whose messages are sent as `messages`. Every
  /// point has the same lifetime: longer ones must not follow shorter ones.
  init(_ request: ModelRequest, messages: [Message]) {
    let rules = request.model.rules
    switch request.caching {
    case .on(let lifetime) where rules.cacheMinimum != nil:
      self.lifetime = rules.cachesForAnHour ? lifetime : .fiveMinutes
    case .on, .off: lifetime = nil
    }
    marked = Array(
      messages.indices.reversed().filter { messages[$0].role == .user }
        .prefix(CachePoints.markedMessages))
  }

  /// `blocks` with the native mark on the last one.
  func native(_ blocks: [JSONValue]) -> [JSONValue] {
    guard let lifetime, case .object(var block)? = blocks.last else { return blocks }
    var control: JSONObject = ["type": "ephemeral"]
    if lifetime != .fiveMinutes { control["ttl"] = .string(lifetime.rawValue) }
    block["cache_control"] = .object(control)
    return blocks.dropLast() + [.object(block)]
  }

  /// The same for the content of the message at `position`.
  func native(_ content: [JSONValue], ofMessage position: Int) -> [JSONValue] {
    marked.contains(position) ? native(content) : content
  }

  /// `blocks` with Converse's mark behind them.
  func converse(_ blocks: [JSONValue]) -> [JSONValue] {
    guard let lifetime, !blocks.isEmpty else { return blocks }
    var point: JSONObject = ["type": "default"]
    if lifetime != .fiveMinutes { point["ttl"] = .string(lifetime.rawValue) }
    return blocks + [["cachePoint": .object(point)]]
  }

  /// The same for the content of the message at `position`.
  func converse(_ content: [JSONValue], ofMessage position: Int) -> [JSONValue] {
    marked.contains(position) ? converse(content) : content
  }
}
