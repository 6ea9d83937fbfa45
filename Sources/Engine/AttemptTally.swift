/// What one attempt at an answer has used so far: the service's own numbers
/// where it has told them, estimates where not.
struct AttemptTally: Hashable, Sendable {
  /// Input tokens as guessed before the service tells, and how many of them it
  /// is believed to keep from earlier requests.
  let estimatedInput: Int, estimatedCached: Int
  /// See `ParameterRules.bytesPerTokenHundredths`.
  let bytesPerTokenHundredths: Int
  /// When the request went out.
  private(set) var sentAt: MonotonicTime
  /// Everything that the service told, member by member.
  private(set) var told = UsageUpdate.none
  /// Whether `told.output` is more than the placeholder of a message's start.
  private(set) var outputIsFinal = false
  /// Whether the response's headers came, and whether a message began: from
  /// then on tokens are spent.
  private(set) var isAccepted = false, isBegun = false
  private var streamedBytes = 0
  private var firstOutput: MonotonicTime?, lastOutput: MonotonicTime?

  init(
    estimatedInput: Int, estimatedCached: Int = 0, bytesPerTokenHundredths: Int,
    sentAt: MonotonicTime
  ) {
    self.sentAt = sentAt
    self.estimatedInput = max(0, estimatedInput)
    self.estimatedCached = min(max(0, estimatedCached), self.estimatedInput)
    self.bytesPerTokenHundredths = bytesPerTokenHundredths
  }

  /// The headers of the response came. `sentAt`: when the request went out,
  /// where it was held back; that time is not the model's.
  mutating func accept(sentAt: MonotonicTime? = nil) {
    isAccepted = true
    if let sentAt { self.sentAt = max(self.sentAt, sentAt) }
  }

  /// The message began. Its output count is a placeholder (bedrock-wire 1.6).
  mutating func begin(_ usage: UsageUpdate) {
    isAccepted = true
    isBegun = true
    told.merge(usage)
  }

  /// The service's numbers of the message so far; they replace, never add.
  mutating func settle(_ usage: UsageUpdate) {
    told.merge(usage)
    if usage.output != nil { outputIsFinal = true }
  }

  /// `bytes` of UTF-8 of the answer came; 0 for the start of a block.
  mutating func streamed(bytes: Int, at now: MonotonicTime) {
    isAccepted = true
    isBegun = true
    streamedBytes = streamedBytes.addingSaturated(bytes)
    if firstOutput == nil { firstOutput = now }
    lastOutput = now
  }

  var inputIsFinal: Bool { told.input != nil }

  var usage: TokenUsage {
    var counts = told.tokens
    if told.input == nil {
      counts.input = estimatedInput - estimatedCached
      if told.cacheRead == nil { counts.cacheRead = estimatedCached }
    }
    if !outputIsFinal {
      let estimate = AttemptTally.tokens(
        bytes: streamedBytes, bytesPerTokenHundredths: bytesPerTokenHundredths)
      counts.output = max(counts.output, estimate)
    }
    return counts
  }

  /// From the request to the first output.
  var firstTokenMilliseconds: Int? { firstOutput.map { $0.milliseconds(since: sentAt) } }

  /// Shortest time over which a rate means anything; a first packet with many
  /// tokens would show thousands per second.
  static let shortestRateMilliseconds = 200

  /// Output tokens per second since the first output, times ten.
  var tokensPerSecondTenths: Int? {
    guard let firstOutput, let lastOutput else { return nil }
    let elapsed = lastOutput.milliseconds(since: firstOutput)
    guard elapsed >= AttemptTally.shortestRateMilliseconds else { return nil }
    return usage.output.multipliedSaturated(by: 10_000) / elapsed
  }

  /// Of a model without a figure: it counts like the older tokenizer.
  private static let usualHundredths = 350

  /// Tokens that `bytes` of text make, rounded up.
  static func tokens(bytes: Int, bytesPerTokenHundredths: Int) -> Int {
    let perToken = bytesPerTokenHundredths > 0 ? bytesPerTokenHundredths : usualHundredths
    return bytes.multipliedSaturated(by: 100).addingSaturated(perToken - 1) / perToken
  }

  /// Bytes of text that make as many tokens.
  static func bytes(tokens: Int, bytesPerTokenHundredths: Int) -> Int {
    let perToken = bytesPerTokenHundredths > 0 ? bytesPerTokenHundredths : usualHundredths
    return max(0, tokens).multipliedSaturated(by: perToken) / 100
  }
}
