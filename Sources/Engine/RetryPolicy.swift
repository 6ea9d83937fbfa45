/// When a failed attempt is tried again, and after how long (bedrock-wire 7.4,
/// class A; repairs are the turn machine's).
public struct RetryPolicy: Hashable, Sendable {
  /// Retries after the first try (`BEDROCK_MAX_RETRIES`).
  public var maxRetries: Int
  /// First delay after throttling, and the bound that doubling stops at.
  /// Milliseconds.
  public var throttledBaseMilliseconds: Int, throttledCapMilliseconds: Int
  /// The same for other passing failures, which mend themselves sooner.
  public var transientBaseMilliseconds: Int, transientCapMilliseconds: Int
  /// Longest wait that a service's wish is granted; beyond it a person would
  /// rather decide for themselves.
  public var retryAfterCapMilliseconds: Int

  /// What each delay is multiplied by for the next one.
  public var backoffMultiplier: Double

  /// A policy; the defaults are the product's.
  public init(
    maxRetries: Int = 5, throttledBaseMilliseconds: Int = 1_000,
    throttledCapMilliseconds: Int = 30_000, transientBaseMilliseconds: Int = 500,
    transientCapMilliseconds: Int = 8_000, retryAfterCapMilliseconds: Int = 120_000,
    backoffMultiplier: Double = 2
  ) {
    self.maxRetries = maxRetries
    self.throttledBaseMilliseconds = throttledBaseMilliseconds
    self.throttledCapMilliseconds = throttledCapMilliseconds
    self.transientBaseMilliseconds = transientBaseMilliseconds
    self.transientCapMilliseconds = transientCapMilliseconds
    self.retryAfterCapMilliseconds = retryAfterCapMilliseconds
    self.backoffMultiplier = backoffMultiplier
  }

  /// The policy that settings ask for (`BEDROCK_MAX_RETRIES`,
  /// `BEDROCK_INITIAL_RETRY_INTERVAL_MS`, `BEDROCK_BACKOFF_MULTIPLIER`,
  /// `BEDROCK_MAX_RETRY_INTERVAL_MS`); `nil`: the product's. One interval
  /// stands for throttling and for other failures alike.
  public init(
    maxRetries: Int, initialIntervalMilliseconds: Int?, backoffMultiplier: Double?,
    maximumIntervalMilliseconds: Int?
  ) {
    self.init(maxRetries: maxRetries)
    if let initialIntervalMilliseconds {
      throttledBaseMilliseconds = initialIntervalMilliseconds
      transientBaseMilliseconds = initialIntervalMilliseconds
    }
    if let maximumIntervalMilliseconds {
      throttledCapMilliseconds = maximumIntervalMilliseconds
      transientCapMilliseconds = maximumIntervalMilliseconds
    }
    if let backoffMultiplier { self.backoffMultiplier = backoffMultiplier }
  }

  /// A wait and then another try.
  public struct Retry: Hashable, Sendable {
    /// Number of the retry, from 1, and how many there can be.
    public var number: Int, limit: Int
    /// Time to wait first.
    public var delayMilliseconds: Int
  }

  /// Decides about `failure` after `retriesDone` retries; `nil`: give up.
  ///
  /// `answerShown`: text or a tool call has reached the user. Then nothing is
  /// tried again, because the first generation is billed and was read.
  public func retry(
    after failure: ModelFailure, retriesDone: Int, answerShown: Bool,
    using generator: inout some RandomNumberGenerator
  ) -> Retry? {
    guard !answerShown else { return nil }
    let limit: Int
    let base: Int
    let cap: Int
    switch failure.retry {
    case .never, .repaired: return nil
    case .throttled:
      (limit, base, cap) = (maxRetries, throttledBaseMilliseconds, throttledCapMilliseconds)
    case .transient:
      (limit, base, cap) = (maxRetries, transientBaseMilliseconds, transientCapMilliseconds)
    case .few(let tries):
      (limit, base, cap) = (
        min(tries, maxRetries), transientBaseMilliseconds, transientCapMilliseconds
      )
    }
    guard retriesDone >= 0, retriesDone < limit, refusedWait(of: failure) == nil else {
      return nil
    }
    let bound = RetryPolicy.bound(
      base: base, cap: cap, multiplier: backoffMultiplier, steps: retriesDone)
    let jittered = Int.random(in: 0...bound, using: &generator)
    var asked = max(0, failure.retryAfterMilliseconds ?? 0)
    if let leeway = failure.retryAfterLeewayMilliseconds {
      asked = min(asked, jittered.addingSaturated(max(0, leeway)))
    }
    return Retry(number: retriesDone + 1, limit: limit, delayMilliseconds: max(jittered, asked))
  }

  /// The wait that the service asks for, where nobody would sit through it.
  private func refusedWait(of failure: ModelFailure) -> Int? {
    guard let asked = failure.retryAfterMilliseconds, asked > max(0, retryAfterCapMilliseconds),
      failure.retryAfterLeewayMilliseconds == nil
    else { return nil }
    switch failure.retry {
    case .throttled, .transient, .few: return asked
    case .never, .repaired: return nil
    }
  }

  /// `failure` as it is told when it is not tried again: with the wait that
  /// the service asked for, where that is the reason.
  public func finalWords(of failure: ModelFailure) -> ModelFailure {
    guard let asked = refusedWait(of: failure) else { return failure }
    var copy = failure
    copy.message += " The service asks to wait \(RetryPolicy.words(milliseconds: asked))."
    return copy
  }

  /// `95 s`, `14 min`, `2 h 10 min`; rounded up.
  static func words(milliseconds: Int) -> String {
    let seconds = milliseconds / 1_000 + (milliseconds % 1_000 > 0 ? 1 : 0)
    if seconds < 120 { return "\(seconds) s" }
    let minutes = (seconds + 59) / 60
    if minutes < 120 { return "\(minutes) min" }
    return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
  }

  /// Largest delay before retry number `steps` + 1, milliseconds.
  static func bound(base: Int, cap: Int, multiplier: Double, steps: Int) -> Int {
    var bound = Double(max(0, base))
    // Beyond 64 steps any growth has met any cap, and none never will.
    for _ in 0..<min(max(0, steps), 64) { bound *= max(1, multiplier) }
    return bound < Double(max(0, cap)) ? Int(bound) : max(0, cap)
  }
}
