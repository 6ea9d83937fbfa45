/// Finds the end of the part of a JSON string that stands for itself. The hot
/// loop of a stream: it takes eight bytes at a step.
public enum JSONPlainRun {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let quotes = ones &* UInt64(UInt8(ascii: "\""))
  private static let backslashes = ones &* UInt64(UInt8(ascii: "\\"))
  private static let blanks = ones &* 0x20

  /// The first place at or behind `start` that is a quote, a backslash or a
  /// control character, or the end of `bytes`.
  public static func end(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var at = start
    while at + 8 <= bytes.count {
      // Checked against the bounds; the name only warns of types for which not
      // every pattern of bits is a value.
      let word = UInt64(
        littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
      let marks = marks(in: word)
      if marks != 0 { return at + marks.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      at += 1
    }
    return at
  }

  /// The high bit of the first byte that ends a run; bits above it mean
  /// nothing, because a subtraction borrows from the bytes above. A byte of 128
  /// or more never ends one.
  private static func marks(in word: UInt64) -> UInt64 {
    let quote = word ^ quotes, backslash = word ^ backslashes
    return
      ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- blanks) & ~word)
      & highBits
  }
}
