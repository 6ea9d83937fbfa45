internal import Engine

/// How long a loop may sleep in `poll`.
enum PollTimeout {
  /// Looked at the clock again after this long in any case: an hour.
  private static let longestMilliseconds: UInt64 = 3_600_000

  /// Milliseconds from `now` to the nearest of `deadlines`, rounded up; -1:
  /// there is none.
  static func milliseconds(to deadlines: [MonotonicTime?], from now: MonotonicTime) -> Int32 {
    guard let nearest = deadlines.compactMap({ $0 }).min() else { return -1 }
    guard nearest > now else { return 0 }
    return Int32(
      min((nearest.nanoseconds - now.nanoseconds + 999_999) / 1_000_000, longestMilliseconds))
  }
}
