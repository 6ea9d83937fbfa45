/// Token counts in the four classes that are billed apart. The classes are
/// disjoint: `input` never includes cached tokens.
public struct TokenUsage: Hashable, Sendable {
  /// Input read fresh.
  public var input: Int
  /// Input written to the cache for 5 minutes.
  public var cacheWrite5m: Int
  /// Input written to the cache for 1 hour.
  public var cacheWrite1h: Int
  /// Input read from the cache.
  public var cacheRead: Int
  /// Output, thinking included.
  public var output: Int

  /// Counts, all in tokens.
  public init(
    input: Int = 0, cacheWrite5m: Int = 0, cacheWrite1h: Int = 0, cacheRead: Int = 0,
    output: Int = 0
  ) {
    self.input = input
    self.cacheWrite5m = cacheWrite5m
    self.cacheWrite1h = cacheWrite1h
    self.cacheRead = cacheRead
    self.output = output
  }

  /// Everything that the model read: fresh, written and cached input.
  public var prompt: Int {
    input.addingSaturated(cacheWrite5m).addingSaturated(cacheWrite1h).addingSaturated(cacheRead)
  }

  /// Sums class by class, up to the largest `Int`.
  public static func + (left: TokenUsage, right: TokenUsage) -> TokenUsage {
    TokenUsage(
      input: left.input.addingSaturated(right.input),
      cacheWrite5m: left.cacheWrite5m.addingSaturated(right.cacheWrite5m),
      cacheWrite1h: left.cacheWrite1h.addingSaturated(right.cacheWrite1h),
      cacheRead: left.cacheRead.addingSaturated(right.cacheRead),
      output: left.output.addingSaturated(right.output))
  }
}

/// What one event told about usage: members that it did not carry are `nil`.
/// Later non-nil members replace earlier ones.
public struct UsageUpdate: Hashable, Sendable {
  /// See `TokenUsage`; `nil` where the event did not say.
  public var input: Int?, cacheWrite5m: Int?, cacheWrite1h: Int?, cacheRead: Int?, output: Int?
  /// Cache writes where the split by lifetime is not told.
  public var cacheWriteTotal: Int?

  /// Counts, all in tokens.
  public init(
    input: Int? = nil, cacheWrite5m: Int? = nil, cacheWrite1h: Int? = nil,
    cacheWriteTotal: Int? = nil, cacheRead: Int? = nil, output: Int? = nil
  ) {
    self.input = input
    self.cacheWrite5m = cacheWrite5m
    self.cacheWrite1h = cacheWrite1h
    self.cacheWriteTotal = cacheWriteTotal
    self.cacheRead = cacheRead
    self.output = output
  }

  /// Nothing told.
  public static let none = UsageUpdate()

  /// Takes over every member that `later` tells.
  public mutating func merge(_ later: UsageUpdate) {
    input = later.input ?? input
    cacheWrite5m = later.cacheWrite5m ?? cacheWrite5m
    cacheWrite1h = later.cacheWrite1h ?? cacheWrite1h
    cacheWriteTotal = later.cacheWriteTotal ?? cacheWriteTotal
    cacheRead = later.cacheRead ?? cacheRead
    output = later.output ?? output
  }

  /// The counts, unknown ones as 0; a write count without its split counts as
  /// 5 minutes (bedrock-wire 5.2).
  public var tokens: TokenUsage {
    let short = max(0, cacheWrite5m ?? 0)
    let long = max(0, cacheWrite1h ?? 0)
    let unsplit = max(0, max(0, cacheWriteTotal ?? 0) - short.addingSaturated(long))
    return TokenUsage(
      input: max(0, input ?? 0), cacheWrite5m: short.addingSaturated(unsplit), cacheWrite1h: long,
      cacheRead: max(0, cacheRead ?? 0), output: max(0, output ?? 0))
  }
}
