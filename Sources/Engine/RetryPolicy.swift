/// When a failed attempt is tried again, and after how long (bedrock-wire 7.4:
/// only class A; repairs are made below, by the model client).
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

  /// A policy; the defaults are the product's.
  public init(
    maxRetries: Int = 5, throttledBaseMilliseconds: Int = 1_000,
    throttledCapMilliseconds: Int = 30_000, transientBaseMilliseconds: Int = 500,
    transientCapMilliseconds: Int = 8_000, retryAfterCapMilliseconds: Int = 120_000
  ) {
    self.maxRetries = maxRetries
    self.throttledBaseMilliseconds = throttledBaseMilliseconds
    self.throttledCapMilliseconds = throttledCapMilliseconds
    self.transientBaseMilliseconds = transientBaseMilliseconds
    self.transientCapMilliseconds = transientCapMilliseconds
    self.retryAfterCapMilliseconds = retryAfterCapMilliseconds
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
    guard retriesDone >= 0, retriesDone < limit else { return nil }
    let bound = RetryPolicy.bound(base: base, cap: cap, doublings: retriesDone)
    let jittered = Int.random(in: 0...bound, using: &generator)
    let asked = min(max(0, failure.retryAfterMilliseconds ?? 0), max(0, retryAfterCapMilliseconds))
    return Retry(number: retriesDone + 1, limit: limit, delayMilliseconds: max(jittered, asked))
  }

  /// Largest delay before retry number `doublings` + 1, milliseconds.
  static func bound(base: Int, cap: Int, doublings: Int) -> Int {
    // Beyond 2⁴⁰ any base is over any cap.
    let factor = 1 << min(max(0, doublings), 40)
    return max(0, min(cap, base.multipliedSaturated(by: factor)))
  }
}
