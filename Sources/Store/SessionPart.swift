/// Sessions that are searched together.
struct SessionPart {
  /// Sessions that lie further apart than this are looked for apart.
  private static let widestGap = 2_048
  /// Beginning anew costs more than reading on from so many ranges on.
  private static let mostRanges = 8

  private let numbers: Set<Int>
  /// Ranges of numbers in which they all are, ascending.
  let ranges: [ClosedRange<Int>]

  init(_ numbers: some Collection<Int>) {
    self.numbers = Set(numbers)
    var ranges: [ClosedRange<Int>] = []
    for number in numbers.sorted() where TurnPlace.sessions.contains(number) {
      if let last = ranges.last, number - last.upperBound <= Self.widestGap {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    if ranges.count > Self.mostRanges, let first = ranges.first, let last = ranges.last {
      ranges = [first.lowerBound...last.upperBound]
    }
    self.ranges = ranges
  }

  func contains(_ number: Int) -> Bool { numbers.contains(number) }
}
