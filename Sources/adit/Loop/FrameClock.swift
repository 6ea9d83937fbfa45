internal import Engine

/// Decides when the next frame is painted: at once when the last one is old
/// enough, otherwise when it will be; never when nothing changed.
struct FrameClock {
  /// 120 frames a second at most: faster than any eye, and a burst of deltas
  /// costs one frame.
  static let minimumIntervalNanoseconds: UInt64 = 8_300_000

  private var lastFrame = MonotonicTime(nanoseconds: 0)
  private(set) var isDirty = true

  /// Something visible has changed.
  mutating func markDirty() { isDirty = true }

  /// When the next frame is due; `nil` while nothing has changed.
  var deadline: MonotonicTime? {
    isDirty
      ? MonotonicTime(nanoseconds: lastFrame.nanoseconds &+ Self.minimumIntervalNanoseconds) : nil
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
  }
}
