/// What the next request costs, before it is sent: the part that the service
/// still keeps, the rest, and the most that the answer can cost.
public struct SendEstimate: Hashable, Sendable {
  /// Tokens read from the cache, and those that are read anew.
  public var cachedTokens: Int, newTokens: Int
  /// What reading both costs; `nil`: price unknown.
  public var input: NanoDollars?
  /// What an answer of the greatest length costs; `nil`: price unknown.
  public var answerLimit: NanoDollars?

  /// Counts of a conversation.
  public struct Size: Hashable, Sendable {
    /// Tokens of the conversation as the service counted them last, in those
    /// of the model that will read it, and how many of them it keeps.
    public var contextTokens: Int, cachedTokens: Int
    /// UTF-8 bytes that nobody has counted yet: system prompt, draft.
    public var addedBytes: Int

    /// Counts.
    public init(contextTokens: Int, cachedTokens: Int, addedBytes: Int) {
      self.contextTokens = contextTokens
      self.cachedTokens = cachedTokens
      self.addedBytes = addedBytes
    }
  }

  /// The estimate for a request to `settings.model` through the profile
  /// `profilePrefix`.
  public init(_ size: Size, _ settings: TurnSettings, profilePrefix: String?) {
    let model = settings.model
    let context = max(0, size.contextTokens)
    let added = AttemptTally.tokens(
      bytes: max(0, size.addedBytes),
      bytesPerTokenHundredths: model.rules.bytesPerTokenHundredths)
    cachedTokens = min(max(0, size.cachedTokens), context)
    newTokens = (context - cachedTokens).addingSaturated(added)
    var usage = Self.usage(cached: cachedTokens, new: newTokens, settings)
    input = model.prices?.cost(of: usage, profilePrefix: profilePrefix)
    usage.output = max(1, min(settings.maxTokensWithThinking, model.maxOutputTokens))
    let whole = model.prices?.cost(of: usage, profilePrefix: profilePrefix)
    if let whole, let input { answerLimit = whole.less(input) }
  }

  /// This request and `other` at once; `nil`: the same prompt goes to nobody
  /// else.
  public func joined(_ other: SendEstimate?) -> SendEstimate {
    guard let other else { return self }
    var sum = self
    sum.cachedTokens = cachedTokens.addingSaturated(other.cachedTokens)
    sum.newTokens = newTokens.addingSaturated(other.newTokens)
    sum.input = input.flatMap { one in other.input.map { one + $0 } }
    sum.answerLimit = answerLimit.flatMap { one in other.answerLimit.map { one + $0 } }
    return sum
  }

  /// New tokens are written where the model caches at all and the prompt is
  /// long enough for it.
  private static func usage(cached: Int, new: Int, _ settings: TurnSettings) -> TokenUsage {
    let rules = settings.model.rules
    guard case .on(let lifetime) = settings.caching, let minimum = rules.cacheMinimum,
      cached.addingSaturated(new) >= minimum
    else { return TokenUsage(input: new, cacheRead: cached) }
    return rules.cachesForAnHour && lifetime == .oneHour
      ? TokenUsage(cacheWrite1h: new, cacheRead: cached)
      : TokenUsage(cacheWrite5m: new, cacheRead: cached)
  }

  /// Bytes of text that make as many tokens for `model`.
  public static func bytes(tokens: Int, of model: ModelDescriptor) -> Int {
    AttemptTally.bytes(
      tokens: tokens, bytesPerTokenHundredths: model.rules.bytesPerTokenHundredths)
  }

  /// Tokens that `bytes` of text make for `model`.
  public static func tokens(bytes: Int, of model: ModelDescriptor) -> Int {
    AttemptTally.tokens(
      bytes: bytes, bytesPerTokenHundredths: model.rules.bytesPerTokenHundredths)
  }

  /// `tokens` of one model's counting in those of another's: newer tokenizers
  /// make more of the same text.
  public static func converted(
    _ tokens: Int, from old: ModelDescriptor, to new: ModelDescriptor
  ) -> Int {
    let before = old.rules.bytesPerTokenHundredths
    let after = new.rules.bytesPerTokenHundredths
    guard before > 0, after > 0, before != after else { return tokens }
    return max(0, tokens).multipliedSaturated(by: before) / after
  }
}
