/// A moment of the machine's monotonic clock. Pure code gets it as a
/// parameter; only adapters read the clock.
public struct MonotonicTime: Hashable, Comparable, Sendable {
  /// Nanoseconds since an arbitrary start.
  public var nanoseconds: UInt64

  /// A moment.
  public init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  /// Orders by time.
  public static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The moment `milliseconds` later.
  public func adding(milliseconds: Int) -> MonotonicTime {
    MonotonicTime(
      nanoseconds: nanoseconds.addingSaturated(
        UInt64(max(0, milliseconds)).multipliedSaturated(by: 1_000_000)))
  }

  /// Whole milliseconds from `earlier` to this moment; 0 if it is later.
  public func milliseconds(since earlier: MonotonicTime) -> Int {
    nanoseconds > earlier.nanoseconds ? Int((nanoseconds - earlier.nanoseconds) / 1_000_000) : 0
  }
}

/// The port to the clock.
public protocol EngineClock: Sendable {
  /// Now.
  func now() -> MonotonicTime
  /// Sleeps until `moment`; returns early, throwing, when the task is
  /// cancelled.
  func sleep(until moment: MonotonicTime) async throws
}
