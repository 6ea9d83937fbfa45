import Engine
import Testing

@testable import adit

@Suite struct PollTimeoutTests {
  private static let now = MonotonicTime(nanoseconds: 5_000_000_000)

  @Test(
    arguments: [
      ([], -1), ([nil, nil], -1), ([4_000_000_000], 0), ([5_000_000_000], 0), ([5_000_000_001], 1),
      ([nil, 5_009_000_000, 5_002_500_000], 3), ([9_000_000_000_000_000], 3_600_000),
    ] as [([UInt64?], Int32)])
  func theNearestDeadlineCounts(deadlines: [UInt64?], milliseconds: Int32) {
    let moments = deadlines.map { $0.map { MonotonicTime(nanoseconds: $0) } }
    #expect(PollTimeout.milliseconds(to: moments, from: Self.now) == milliseconds)
  }
}
