/// Numbers with decimals as people write them in options.
enum DecimalNumber {
  /// `0.5`, `3`, `1e-3`; `nil` for anything else, also for what only a
  /// programming language calls a number (`nan`, `0x1p3`).
  static func parse(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || ".eE+-".utf8.contains($0) }),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }
}
