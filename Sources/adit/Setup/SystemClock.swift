internal import CSystem
internal import Engine

/// The machine's clocks.
enum SystemClock {
  /// The monotonic clock, now.
  static func now() -> MonotonicTime {
    MonotonicTime(nanoseconds: adit_monotonic_nanoseconds())
  }

  /// Seconds since 1970, UTC: what signatures are dated with.
  static func unixSeconds() -> Int { Int(adit_wall_clock_nanoseconds() / 1_000_000_000) }

  /// Milliseconds since 1970, UTC: what log lines and scripts' events are dated with.
  static func unixMilliseconds() -> Int { Int(adit_wall_clock_nanoseconds() / 1_000_000) }
}
