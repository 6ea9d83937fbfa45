/// A set of bytes, as four words of bits.
struct ByteSet: Hashable, Sendable {
  private var words = SIMD4<UInt64>.zero

  init() {}

  /// The bytes of `text`.
  init(_ text: String) { for byte in text.utf8 { insert(byte) } }

  init(_ range: ClosedRange<UInt8>) { for byte in range { insert(byte) } }

  static let lowerCase = ByteSet(0x61...0x7A)
  static let upperCase = ByteSet(0x41...0x5A)
  static let letters = lowerCase.union(upperCase)
  static let digits = ByteSet(0x30...0x39)
  static let blanks = ByteSet(" \t")
  /// Every character that is not ASCII may stand in a name.
  static let nonASCII = ByteSet(0x80...0xFF)
  static let wordStart = letters.union(nonASCII).union(ByteSet("_"))
  static let word = wordStart.union(digits)
  static let all = ByteSet(0x00...0xFF)

  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 != 0 }

  func union(_ other: ByteSet) -> ByteSet {
    var result = self
    result.words |= other.words
    return result
  }

  func subtracting(_ other: ByteSet) -> ByteSet {
    var result = self
    result.words &= ~other.words
    return result
  }

  mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
}
