/// Keeps requests below the user's own limits, so that they wait here and not
/// in a series of refusals. Pure; one request at a time.
///
/// Invariants: within any 60 seconds no more requests begin than allowed; a
/// request is admitted only if what was taken and what it reserves fit, except
/// one that can never fit, which is admitted when nothing is taken.
struct RateLimiter: Hashable, Sendable {
  /// The window of Bedrock's quotas.
  static let windowMilliseconds = 60_000

  /// Whether a request may begin.
  enum Admission: Hashable, Sendable {
    /// It has begun. `isOversized`: its reservation is larger than the limit.
    case go(isOversized: Bool)
    /// Not before that moment; `limit` names the limit in the way.
    case wait(until: MonotonicTime, limit: String)
  }

  private struct Taken: Hashable, Sendable {
    var at: MonotonicTime
    var tokens: Int
  }

  let limits: RateLimits
  /// Starts within the window, oldest first; at most the limit.
  private var starts: [MonotonicTime] = []
  /// What ended requests took, oldest first.
  private var taken: [Taken] = []
  /// What the running request holds.
  private var reserved: Int?

  init(_ limits: RateLimits) { self.limits = limits }

  /// Lets a request that will hold `reservation` tokens begin at `now`, or
  /// says when to ask again.
  mutating func admit(reservation: Int, at now: MonotonicTime) -> Admission {
    forgetBefore(now)
    if let limit = limits.requestsPerMinute, starts.count >= limit {
      let until = starts[starts.count - limit].adding(milliseconds: Self.windowMilliseconds)
      return .wait(
        until: until, limit: "\(limit) \(limit == 1 ? "request" : "requests") per minute")
    }
    var isOversized = false
    if let limit = limits.tokensPerMinute {
      isOversized = reservation > limit
      if let until = moment(ofRoomFor: min(reservation, limit), below: limit) {
        return .wait(until: until, limit: "\(limit) tokens per minute")
      }
      reserved = reservation
    }
    if limits.requestsPerMinute != nil { starts.append(now) }
    return .go(isOversized: isOversized)
  }

  /// Tokens that the running request still holds after `output` tokens of its
  /// answer.
  func held(output: Int) -> Int { max(0, (reserved ?? 0) - max(0, output)) }

  /// The running request is over and took `tokens`. Harmless without one.
  mutating func settle(tokens: Int, at now: MonotonicTime) {
    guard reserved != nil else { return }
    reserved = nil
    if tokens > 0 { taken.append(Taken(at: now, tokens: tokens)) }
  }

  private mutating func forgetBefore(_ now: MonotonicTime) {
    func isOver(_ moment: MonotonicTime) -> Bool {
      moment.adding(milliseconds: Self.windowMilliseconds) <= now
    }
    starts.removeAll(where: isOver)
    taken.removeAll { isOver($0.at) }
  }

  /// When `tokens` more stay below `limit`; `nil`: now.
  private func moment(ofRoomFor tokens: Int, below limit: Int) -> MonotonicTime? {
    var sum = taken.reduce(0) { $0.addingSaturated($1.tokens) }
    guard sum.addingSaturated(tokens) > limit else { return nil }
    for entry in taken {
      sum -= entry.tokens
      if sum.addingSaturated(tokens) <= limit {
        return entry.at.adding(milliseconds: Self.windowMilliseconds)
      }
    }
    return nil
  }
}
