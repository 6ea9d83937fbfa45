/// What the service keeps of the conversation, as far as its own numbers and
/// the time since tell. Pure: moments are seconds of one clock.
///
/// Entries are kept per model, operations, effort and thinking, because each of
/// them is a part of what the service compares (bedrock-wire 4.5).
public struct CacheGauge: Hashable, Sendable {
  /// What a cached prefix belongs to.
  public struct Prefix: Hashable, Sendable {
    /// Registry key of the model, and the operations through which it is
    /// called.
    public var modelKey: String, api: ModelAPI
    /// As sent.
    public var effort: String?, thinking: ThinkingChoice

    /// A prefix.
    public init(modelKey: String, api: ModelAPI, effort: String?, thinking: ThinkingChoice) {
      self.modelKey = modelKey
      self.api = api
      self.effort = effort
      self.thinking = thinking
    }

    /// The prefix of requests with `settings`.
    public init(_ settings: TurnSettings) {
      self.init(
        modelKey: settings.model.key, api: settings.api,
        effort: settings.effort.flatMap(settings.model.rules.accepted(effort:)),
        thinking: settings.thinking)
    }
  }

  /// What is kept of one prefix.
  public struct Entry: Hashable, Sendable {
    /// Length of it.
    public var tokens: Int
    /// How long it lives after each use, seconds.
    public var lifetime: Int
    /// When it was last used.
    public var usedAt: Int

    /// When it is forgotten unless it is used again.
    public var expiresAt: Int { usedAt.addingSaturated(lifetime) }
  }

  /// Seconds that entries live (bedrock-wire 4.5).
  public static let shortLifetime = 300
  /// Seconds that entries written for an hour live.
  public static let longLifetime = 3_600
  /// Prefixes remembered: nobody goes back and forth between more within an
  /// hour.
  static let maximumEntries = 16

  private var entries: [Prefix: Entry] = [:]

  /// An empty gauge.
  public init() {}

  /// A request that was sent at `moment` used `usage`, and its input is the
  /// service's own number.
  public mutating func take(_ usage: TokenUsage, of prefix: Prefix, at moment: Int) {
    let written = usage.cacheWrite5m.addingSaturated(usage.cacheWrite1h)
    let tokens = usage.cacheRead.addingSaturated(written)
    guard tokens > 0 else {
      entries[prefix] = nil
      return
    }
    let lifetime =
      if usage.cacheWrite1h > 0 {
        Self.longLifetime
      } else if usage.cacheWrite5m > 0 {
        Self.shortLifetime
      } else {
        entries[prefix]?.lifetime ?? Self.shortLifetime
      }
    entries[prefix] = Entry(tokens: tokens, lifetime: lifetime, usedAt: moment)
    guard entries.count > Self.maximumEntries,
      let oldest = entries.min(by: { $0.value.usedAt < $1.value.usedAt })?.key
    else { return }
    entries[oldest] = nil
  }

  /// The conversation is another one now.
  public mutating func forget() { entries = [:] }

  /// What is still kept of `prefix`; `nil`: nothing.
  public func entry(of prefix: Prefix, at moment: Int) -> Entry? {
    guard let entry = entries[prefix], moment < entry.expiresAt else { return nil }
    return entry
  }

  /// Whether anything is still kept, of whatever prefix.
  public func keepsAnything(at moment: Int) -> Bool {
    entries.values.contains { moment < $0.expiresAt }
  }

  /// Share of a prompt that was read from the cache, in per cent rounded down;
  /// `nil` without a prompt.
  public static func hitPercent(of usage: TokenUsage) -> Int? {
    guard usage.prompt > 0 else { return nil }
    return max(0, usage.cacheRead).multipliedSaturated(by: 100) / usage.prompt
  }
}
