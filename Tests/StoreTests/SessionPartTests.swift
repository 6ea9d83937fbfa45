import Testing

@testable import Store

@Suite struct SessionPartTests {
  @Test(
    arguments: [
      ([], []), ([5], [5...5]), ([3, 1, 2], [1...3]), ([1, 5_000, 5_001], [1...1, 5_000...5_001]),
      ((1...20).map { $0 * 10_000 }, [10_000...200_000]),
    ] as [([Int], [ClosedRange<Int>])])
  func ranges(numbers: [Int], ranges: [ClosedRange<Int>]) {
    let part = SessionPart(numbers)
    #expect(part.ranges == ranges)
    #expect(numbers.allSatisfy { part.contains($0) })
    #expect(!part.contains(4_000))
  }
}
