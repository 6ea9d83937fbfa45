internal import Engine
internal import Glibc

/// The machine's monotonic clock.
struct SystemClock: EngineClock {
  func now() -> MonotonicTime { Self.read(CLOCK_MONOTONIC) }

  func sleep(until moment: MonotonicTime) async throws {
    let remaining = moment.nanoseconds &- min(moment.nanoseconds, now().nanoseconds)
    try await Task.sleep(nanoseconds: remaining)
  }

  /// Seconds since 1970, UTC: what signatures are dated with.
  static func unixSeconds() -> Int { Int(read(CLOCK_REALTIME).nanoseconds / 1_000_000_000) }

  private static func read(_ clock: clockid_t) -> MonotonicTime {
    var time = timespec()
    clock_gettime(clock, &time)
    return MonotonicTime(
      nanoseconds: UInt64(max(0, time.tv_sec)) &* 1_000_000_000 &+ UInt64(max(0, time.tv_nsec)))
  }
}
