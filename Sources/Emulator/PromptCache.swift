import Wire

/// Input tokens by their class, disjoint.
struct InputUsage: Hashable, Sendable {
  var fresh = 0
  var cacheRead = 0
  var cacheWrite = 0
  /// Part of `cacheWrite` that is kept for an hour.
  var cacheWriteLong = 0
  /// Whether the request used caching at all.
  var usesCache = false

  var total: Int { fresh + cacheRead + cacheWrite }
}

/// Remembers the prefixes that requests marked for caching, so that the next
/// request reads them. A prefix is known by its hash.
struct PromptCache: Sendable {
  /// A session has four at a time; this is hundreds of sessions.
  static let maximumEntries = 4096

  private var entries: Set<String> = []

  /// Tokens of the whole request.
  static func inputTokens(of prompt: Prompt) -> Int {
    let blocks = prompt.tools + prompt.system + prompt.messages.flatMap(\.blocks)
    return blocks.reduce(prompt.messages.count * TokenEstimate.tokensPerMessage) {
      $0 + TokenEstimate.tokens(in: $1)
    }
  }

  /// The usage of `prompt`, remembering its prefixes.
  mutating func use(_ prompt: Prompt) -> InputUsage {
    let total = Self.inputTokens(of: prompt)
    var usage = InputUsage(fresh: total)
    let minimum = prompt.model.rules?.minimumCacheTokens ?? 1024
    var points: [(key: String, tokens: Int, isLong: Bool)] = []
    var running = Array(prompt.model.id.utf8)
    var tokens = 0
    func add(_ blocks: [Prompt.Block]) {
      for block in blocks {
        if case .cachePoint(let isLong) = block {
          running = SHA256.digest(running)
          points.append((Hex.encode(running), tokens, isLong))
        } else {
          tokens += TokenEstimate.tokens(in: block)
          running += block.cacheKey
        }
      }
    }
    add(prompt.tools)
    add(prompt.system)
    for message in prompt.messages {
      running += message.role.rawValue.utf8
      tokens += TokenEstimate.tokensPerMessage
      add(message.blocks)
    }
    usage.usesCache = !points.isEmpty
    let usable = points.filter { $0.tokens >= minimum }
    usage.cacheRead = usable.last { entries.contains($0.key) }?.tokens ?? 0
    var reached = usage.cacheRead
    for point in usable where point.tokens > reached {
      usage.cacheWrite += point.tokens - reached
      if point.isLong { usage.cacheWriteLong += point.tokens - reached }
      reached = point.tokens
    }
    usage.fresh = total - reached
    if entries.count + usable.count > Self.maximumEntries { entries.removeAll() }
    for point in usable { entries.insert(point.key) }
    return usage
  }
}

extension Prompt.Block {
  /// Bytes that tell one content from another.
  fileprivate var cacheKey: [UInt8] {
    switch self {
    case .text(let text): [1] + Array(text.utf8)
    case .thinking(let text, let signature): [2] + Array((text + (signature ?? "")).utf8)
    case .redactedThinking(let data): [3] + Array(data.utf8)
    case .toolUse(let id, let name, let input): [4] + Array((id + name).utf8) + input.serialized()
    case .toolResult(let id, let bytes): [5] + Array("\(id) \(bytes)".utf8)
    case .attachment(let kind, let bytes, _): [6] + Array("\(kind) \(bytes)".utf8)
    case .cachePoint: []
    }
  }
}
