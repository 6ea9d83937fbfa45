internal import Engine

/// Decides when the next frame is painted: at once when the last one is old
/// enough, otherwise when it will be; never when nothing changed.
struct FrameClock {
  /// 120 frames a second at most: faster than any eye, and a burst of deltas
  /// costs one frame.
  static let minimumIntervalNanoseconds: UInt64 = 8_300_000

  /// A frame that answers a key need not wait that long: keys are few, and a
  /// person feels the difference.
  static let minimumKeyIntervalNanoseconds: UInt64 = 2_000_000

  private var lastFrame = MonotonicTime(nanoseconds: 0)
  private(set) var isDirty = true
  private var answersKey = false

  /// Something visible has changed.
  mutating func markDirty() { isDirty = true }

  /// A key may have changed something visible.
  mutating func markKey() {
    isDirty = true
    answersKey = true
  }

  /// When the next frame is due; `nil` while nothing has changed.
  var deadline: MonotonicTime? {
    guard isDirty else { return nil }
    let interval =
      answersKey ? Self.minimumKeyIntervalNanoseconds : Self.minimumIntervalNanoseconds
    return MonotonicTime(nanoseconds: lastFrame.nanoseconds &+ interval)
  }

  /// Whether to paint now.
  func isDue(_ now: MonotonicTime) -> Bool {
    guard let deadline else { return false }
    return now >= deadline
  }

  /// A frame was painted at `now`.
  mutating func painted(_ now: MonotonicTime) {
    lastFrame = now
    isDirty = false
    answersKey = false
  }
}
