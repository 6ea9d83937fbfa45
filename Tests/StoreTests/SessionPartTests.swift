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

  /// What a damaged file may say.
  @Test func numbersThatNoSessionHasAreInNoRange() {
    let part = SessionPart([.min, -1, 7, 1 << 40, .max])
    #expect(part.ranges == [7...7])
    #expect(part.ranges.map { TurnPlace.rows(of: $0) } == [7 << 24...(8 << 24) - 1])
  }
}
