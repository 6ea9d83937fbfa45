internal import Engine
internal import Store

/// A sum of booked requests. Money is whole nano-dollars: a sum is exactly the
/// sum of its rows. What has no known price is kept apart with its tokens and
/// never counts as nothing.
struct CostSum: Equatable, Sendable {
  /// Tokens, dollars and how sure they are, as engine and budgets sum them.
  private(set) var spent = SpentTotals()
  /// Requests, by how sure their numbers are.
  private(set) var requests: [LedgerEntry.Status: Int] = [:]
  /// Most that all of it can have cost; `nil`: nobody knows.
  private(set) var upperBound: NanoDollars? = .zero
  /// Requests of known price; those of unknown price, and all their tokens.
  private(set) var pricedRequests = 0, unknownRequests = 0, unknownTokens = 0
  /// From request to first output, and tokens per second, times ten.
  private(set) var firstTokens = MedianSamples(), rates = MedianSamples()

  /// Adds `entry`.
  mutating func add(_ entry: LedgerEntry) {
    spent.add(entry)
    requests[entry.status, default: 0] += 1
    let count = Self.sum(entry.usage.prompt, entry.usage.output)
    // What was refused costs nothing at any price.
    let isFree = entry.status == .failed && count == 0
    if entry.cost != nil || isFree {
      pricedRequests += 1
    } else {
      unknownRequests += 1
      unknownTokens = Self.sum(unknownTokens, count)
    }
    let isSettled = entry.status == .final || entry.status == .failed
    let most =
      isSettled && !entry.isLowerBound
      ? entry.cost ?? (isFree ? .zero : nil) : entry.upperBound
    if let sum = upperBound, let most { upperBound = sum + most } else { upperBound = nil }
    if let milliseconds = entry.firstTokenMilliseconds { firstTokens.add(milliseconds) }
    if let rate = entry.tokensPerSecondTenths { rates.add(rate) }
  }

  /// Whether nothing at all is known of the cost.
  var isUnknown: Bool { unknownRequests > 0 && pricedRequests == 0 }

  /// Part of the input that was read from the cache, thousandths; `nil`:
  /// nothing was read at all.
  var cacheHitPermille: Int? {
    CostMath.permille(of: spent.tokens.cacheRead, in: spent.tokens.prompt)
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? Int.max : sum
  }
}

/// Parts of wholes.
enum CostMath {
  /// `part` of `whole` in thousandths, rounded to nearest; `nil` of nothing.
  static func permille(of part: some BinaryInteger, in whole: some BinaryInteger) -> Int? {
    let part = Int128(part)
    let whole = Int128(whole)
    guard whole > 0, part >= 0 else { return nil }
    return Int(clamping: (part * 1000 + whole / 2) / whole)
  }
}

/// The latest of a row of measurements, for their median.
struct MedianSamples: Equatable, Sendable {
  /// Medians of the latest so many; more would change nothing that is seen.
  static let mostSamples = 10_000

  private var values: [Int] = []
  private var next = 0

  /// Adds a measurement, in the place of the oldest when there are enough.
  mutating func add(_ value: Int) {
    if values.count < Self.mostSamples {
      values.append(value)
    } else {
      values[next] = value
      next = (next + 1) % Self.mostSamples
    }
  }

  /// The upper median; `nil` of nothing.
  var median: Int? {
    guard !values.isEmpty else { return nil }
    return values.sorted()[values.count / 2]
  }
}
