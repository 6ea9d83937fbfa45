/// A control sequence cut into its parts (ECMA-48 5.4): private prefix,
/// parameters with sub-parameters, intermediates, final byte.
struct ControlSequence: Equatable, Sendable {
  /// `<`, `=`, `>`, `?` or 0.
  let prefix: UInt8
  /// Parameters as lists of sub-parameters; a missing number is `nil`.
  let parameters: [[Int?]]
  let intermediates: [UInt8]
  let final: UInt8

  /// Numbers above this mean nothing to us; the bound keeps sums safe.
  private static let numberLimit = 0x11_0000

  init(body: [UInt8], final: UInt8) {
    self.final = final
    var rest = body[...]
    if let first = rest.first, (0x3c...0x3f).contains(first) {
      prefix = first
      rest.removeFirst()
    } else {
      prefix = 0
    }
    let text = rest.prefix { (0x30...0x3f).contains($0) }
    intermediates = Array(rest[text.endIndex...])
    parameters =
      text.isEmpty
      ? []
      : text.split(separator: 0x3b, omittingEmptySubsequences: false).map { parameter in
        parameter.split(separator: 0x3a, omittingEmptySubsequences: false).map(Self.number)
      }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty else { return nil }
    var value = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = min(numberLimit, value * 10 + Int(digit - 0x30))
    }
    return value
  }

  /// The number at `index`, `nil` when missing.
  func number(_ index: Int, sub: Int = 0) -> Int? {
    guard index < parameters.count, sub < parameters[index].count else { return nil }
    return parameters[index][sub]
  }
}
