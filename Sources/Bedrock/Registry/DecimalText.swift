/// Decimal numbers as texts, scaled to whole numbers without passing through
/// binary fractions: 0.1 $ is exactly 100,000,000 nano-dollars.
enum DecimalText {
  /// Exponents beyond this are refused; no price or factor needs them, and a
  /// bound keeps the loop short.
  private static let maximumExponent = 30

  /// `text` (a JSON number) times ten to the power of `places`; `nil` where
  /// that is negative, not whole, or beyond `Int64`.
  static func scaled(_ text: String, places: Int) -> Int64? {
    let halves = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    guard let mantissa = halves.first, halves.count <= 2, !mantissa.hasPrefix("-") else {
      return nil
    }
    let exponent = halves.count == 2 ? Int(halves[1]) : 0
    guard let exponent, abs(exponent) <= maximumExponent else { return nil }
    let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2 else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    return shifted(
      digits: Array((whole + fraction).utf8), by: exponent - fraction.utf8.count + places)
  }

  private static func shifted(digits: [UInt8], by shift: Int) -> Int64? {
    var digits = digits[...]
    var shift = shift
    while shift < 0, digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      shift += 1
    }
    var value: Int64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      guard let next = appending(Int64(digit - UInt8(ascii: "0")), to: value) else { return nil }
      value = next
    }
    if value == 0 { return 0 }
    guard shift >= 0 else { return nil }
    for _ in 0..<shift {
      guard let next = appending(0, to: value) else { return nil }
      value = next
    }
    return value
  }

  private static func appending(_ digit: Int64, to value: Int64) -> Int64? {
    let (tenfold, overflows) = value.multipliedReportingOverflow(by: 10)
    let (sum, exceeds) = tenfold.addingReportingOverflow(digit)
    return overflows || exceeds ? nil : sum
  }
}
