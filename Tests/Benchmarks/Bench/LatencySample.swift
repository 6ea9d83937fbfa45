/// Measured times, in nanoseconds.
struct LatencySample {
  private var values: [UInt64] = []

  var count: Int { values.count }

  mutating func add(_ nanoseconds: UInt64) { values.append(nanoseconds) }

  /// The value that `permille` of the sample does not exceed, in
  /// milliseconds; 0 for an empty sample.
  func milliseconds(permille: Int) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let rank = (sorted.count * permille + 999) / 1000
    return Double(sorted[min(max(rank, 1), sorted.count) - 1]) / 1_000_000
  }

  var median: Double { milliseconds(permille: 500) }
  var p99: Double { milliseconds(permille: 990) }
  var minimum: Double { milliseconds(permille: 0) }
}
