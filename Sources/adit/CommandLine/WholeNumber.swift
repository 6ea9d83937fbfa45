/// Whole numbers as people write them in variables and options.
enum WholeNumber {
  /// `64000`, `64_000`, `1e6`; `nil` for anything else.
  static func parse(_ text: String) -> Int? {
    let digits = text.filter { $0 != "_" }
    guard let first = text.utf8.first, (0x30...0x39).contains(first), text.utf8.last != 0x5F,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "_.eE+".utf8.contains($0) })
    else { return nil }
    return Int(digits) ?? Double(digits).flatMap { Int(exactly: $0) }
  }
}
