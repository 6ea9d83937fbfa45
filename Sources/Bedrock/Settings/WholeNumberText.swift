/// Whole numbers as people write them in settings: `300000`, `300_000`,
/// `3e5`.
enum WholeNumberText {
  /// The value of `text`; `nil` where it is not a whole number of `Int64`.
  static func value(_ text: String) -> Int? {
    let isNegative = text.hasPrefix("-")
    let digits = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
    guard let first = digits.utf8.first, let last = digits.utf8.last,
      (0x30...0x39).contains(first), (0x30...0x39).contains(last)
    else { return nil }
    let plain = String(digits.filter { $0 != "_" })
    return DecimalText.scaled(plain, places: 0).flatMap { Int(exactly: isNegative ? -$0 : $0) }
  }
}
