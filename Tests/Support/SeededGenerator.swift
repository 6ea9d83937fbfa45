internal import Glibc

/// SplitMix64: random enough for property tests, the same everywhere for one
/// seed.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The sequence of `seed`.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// The seed that property tests start from: `ADIT_TEST_SEED`, else a fixed
  /// one, so that a failure seen once is seen again. Put it into the
  /// expectation's comment.
  public static var testSeed: UInt64 {
    TestData.environment("ADIT_TEST_SEED").flatMap { UInt64($0) } ?? 20_260_401
  }
}

extension Array {
  /// The array cut at random places; empty pieces happen.
  public func randomSplit(using generator: inout SeededGenerator) -> [ArraySlice<Element>] {
    var pieces: [ArraySlice<Element>] = []
    var start = 0
    while start < count {
      let end = Swift.min(count, start + Int.random(in: 0...7, using: &generator))
      pieces.append(self[start..<end])
      start = end
    }
    return pieces
  }
}
