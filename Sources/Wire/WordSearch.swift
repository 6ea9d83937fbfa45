/// Searches bytes eight at a step. A class of bytes is told twice, for a word
/// and for what is left behind the last one.
enum WordSearch {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The first place at or behind `start` where `isMember` holds, or the end
  /// of `bytes`. `marks` has the high bit of the first member in a word set;
  /// the bits above it mean nothing.
  @inline(__always)
  static func first(
    in bytes: Span<UInt8>, from start: Int, marks: (UInt64) -> UInt64, isMember: (UInt8) -> Bool
  ) -> Int {
    var at = start
    while at + 8 <= bytes.count {
      // Checked against the bounds; the name only warns of types for which not
      // every pattern of bits is a value.
      let word = UInt64(
        littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
      let marks = marks(word)
      if marks != 0 { return at + marks.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < bytes.count, !isMember(bytes[at]) { at += 1 }
    return at
  }

  /// Marks the first byte equal to `byte`. A subtraction borrows from the bytes
  /// above it, which is why those marks mean nothing.
  @inline(__always)
  static func marks(of byte: UInt8, in word: UInt64) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference & highBits
  }

  /// Marks the first byte less than `bound`, which is 128 at most.
  @inline(__always)
  static func marks(below bound: UInt8, in word: UInt64) -> UInt64 {
    (word &- ones &* UInt64(bound)) & ~word & highBits
  }
}
