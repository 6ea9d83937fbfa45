internal import Engine
internal import Wire

/// The three ways in which usage is told. Counts of cached tokens are never
/// part of `input` in any of them.
extension UsageUpdate {
  /// Far above any bill, and low enough that sums of counts cannot overflow.
  private static let maximumTokenCount = 1_000_000_000_000

  private static func count(_ value: JSONValue?) -> Int? {
    value?.int.map { min(max($0, 0), maximumTokenCount) }
  }

  /// `usage` of a Messages event or body. With a compaction among its
  /// `iterations` the top level covers the last one only; then their sums
  /// count (bedrock-wire 1.12).
  init(native usage: JSONValue?) {
    let iterations = usage?["iterations"]?.array ?? []
    guard iterations.contains(where: { $0["type"]?.string == "compaction" }) else {
      self.init(nativeCounts: usage)
      return
    }
    self = iterations.reduce(.none) { sum, iteration in
      sum.adding(UsageUpdate(nativeCounts: iteration))
    }
  }

  private init(nativeCounts usage: JSONValue?) {
    let creation = usage?["cache_creation"]
    self.init(
      input: Self.count(usage?["input_tokens"]),
      cacheWrite5m: Self.count(creation?["ephemeral_5m_input_tokens"]),
      cacheWrite1h: Self.count(creation?["ephemeral_1h_input_tokens"]),
      cacheWriteTotal: Self.count(usage?["cache_creation_input_tokens"]),
      cacheRead: Self.count(usage?["cache_read_input_tokens"]),
      output: Self.count(usage?["output_tokens"]))
  }

  /// `amazon-bedrock-invocationMetrics` of the last native chunk: what is
  /// billed.
  init(invocationMetrics metrics: JSONValue?) {
    self.init(
      input: Self.count(metrics?["inputTokenCount"]),
      cacheWriteTotal: Self.count(metrics?["cacheWriteInputTokenCount"]),
      cacheRead: Self.count(metrics?["cacheReadInputTokenCount"]),
      output: Self.count(metrics?["outputTokenCount"]))
  }

  /// `usage` of Converse: in the metadata event or the body.
  init(converse usage: JSONValue?) {
    func written(ttl: String) -> Int? {
      let parts = (usage?["cacheDetails"]?.array ?? []).filter { $0["ttl"]?.string == ttl }
      let counts = parts.compactMap { Self.count($0["inputTokens"]) }
      return counts.isEmpty ? nil : counts.reduce(0, +)
    }
    self.init(
      input: Self.count(usage?["inputTokens"]), cacheWrite5m: written(ttl: "5m"),
      cacheWrite1h: written(ttl: "1h"),
      cacheWriteTotal: Self.count(
        usage?["cacheWriteInputTokens"] ?? usage?["cacheWriteInputTokenCount"]),
      cacheRead: Self.count(
        usage?["cacheReadInputTokens"] ?? usage?["cacheReadInputTokenCount"]),
      output: Self.count(usage?["outputTokens"]))
  }

  private func adding(_ other: UsageUpdate) -> UsageUpdate {
    func sum(_ member: KeyPath<UsageUpdate, Int?>) -> Int? {
      guard let left = self[keyPath: member] else { return other[keyPath: member] }
      return min(left + (other[keyPath: member] ?? 0), Self.maximumTokenCount)
    }
    return UsageUpdate(
      input: sum(\.input), cacheWrite5m: sum(\.cacheWrite5m), cacheWrite1h: sum(\.cacheWrite1h),
      cacheWriteTotal: sum(\.cacheWriteTotal), cacheRead: sum(\.cacheRead), output: sum(\.output))
  }
}
