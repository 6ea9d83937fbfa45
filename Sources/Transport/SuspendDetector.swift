/// Notices that the machine slept: the clock that counts sleep gained on the
/// one that does not. After that every idle connection is taken for dead and
/// the watchdogs start anew; otherwise waking up looks like a stall.
struct SuspendDetector {
  /// Far above what scheduling or clock adjustment can cause, far below what
  /// it takes a peer to forget a connection.
  static let threshold = Duration.seconds(5)

  /// Both clocks of the machine, read together.
  struct Reading: Sendable {
    /// CLOCK_MONOTONIC: stands still while the machine sleeps.
    var awake: SuspendingClock.Instant
    /// CLOCK_BOOTTIME: goes on.
    var boot: ContinuousClock.Instant

    /// Reads the clocks.
    static func now() -> Reading {
      Reading(awake: SuspendingClock().now, boot: ContinuousClock().now)
    }
  }

  private var last: Reading?

  /// Whether the machine slept since the last observation.
  mutating func slept(now: Reading) -> Bool {
    defer { last = now }
    guard let last else { return false }
    let awake = last.awake.duration(to: now.awake)
    return last.boot.duration(to: now.boot) - awake > Self.threshold
  }
}
