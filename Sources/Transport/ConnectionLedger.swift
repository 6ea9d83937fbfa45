/// What is known of the connections of each origin: when one was last given
/// back, and whether one is being opened ahead of need. Decides when to warm
/// and how long a request waits for a warming connection. Pure.
struct ConnectionLedger {
  /// Load balancers drop idle flows at some 350 s, but closing races with
  /// reuse long before; also libcurl's MAXAGE_CONN here.
  static let maximumIdleSeconds = 50
  /// A request issued while the connection is being warmed would open a second
  /// one (measured). Once TLS is up only the answer to the HEAD is missing.
  static let maximumHoldOnceSecured = Duration.milliseconds(150)
  /// Bound for a slow connect: then the request goes its own way.
  static let maximumHold = Duration.seconds(1)
  /// One program talks to a handful of origins; beyond that the oldest
  /// knowledge is worth nothing.
  static let maximumOrigins = 64

  private struct Warming {
    var securedAt: SuspendingClock.Instant?
  }

  private var lastUsed: [Origin: SuspendingClock.Instant] = [:]
  private var warming: [Origin: Warming] = [:]

  /// Whether opening a connection ahead of need makes sense.
  func shouldWarm(_ origin: Origin, now: SuspendingClock.Instant) -> Bool {
    guard warming[origin] == nil, warming.count < Self.maximumOrigins else { return false }
    guard let used = lastUsed[origin] else { return true }
    return used.duration(to: now) >= .seconds(Self.maximumIdleSeconds)
  }

  /// A connection is being opened ahead of need.
  mutating func beganWarming(_ origin: Origin) { warming[origin] = Warming() }

  /// The warming connection got through TCP and TLS.
  mutating func secured(_ origin: Origin, at now: SuspendingClock.Instant) {
    if warming[origin]?.securedAt == nil { warming[origin]?.securedAt = now }
  }

  /// The warming is over, one way or the other.
  mutating func endedWarming(_ origin: Origin) { warming[origin] = nil }

  /// Until when a request issued at `issued` waits; `nil` if it need not.
  func holdDeadline(
    _ origin: Origin, issued: SuspendingClock.Instant
  ) -> SuspendingClock.Instant? {
    guard let state = warming[origin] else { return nil }
    let overall = issued.advanced(by: Self.maximumHold)
    guard let secured = state.securedAt else { return overall }
    return min(overall, secured.advanced(by: Self.maximumHoldOnceSecured))
  }

  /// A connection was given back in good order.
  mutating func used(_ origin: Origin, at now: SuspendingClock.Instant) {
    if lastUsed.count >= Self.maximumOrigins { lastUsed.removeAll(keepingCapacity: true) }
    lastUsed[origin] = now
  }

  /// A connection was closed.
  mutating func closed(_ origin: Origin) { lastUsed[origin] = nil }

  /// All idle connections were closed.
  mutating func closedAll() { lastUsed.removeAll(keepingCapacity: true) }
}
