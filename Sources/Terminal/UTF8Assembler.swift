/// One scalar from its UTF-8 bytes, strictly: no overlong forms, no
/// surrogates, nothing beyond U+10FFFF.
struct UTF8Assembler: Equatable, Sendable {
  enum Step: Equatable { case more, invalid, complete(Unicode.Scalar?) }

  private var value: UInt32
  private var missing: Int
  private let least: UInt32

  /// `nil` when no sequence starts with `first`.
  init?(first: UInt8) {
    switch first {
    case 0xc2...0xdf: (value, missing, least) = (UInt32(first & 0x1f), 1, 0x80)
    case 0xe0...0xef: (value, missing, least) = (UInt32(first & 0x0f), 2, 0x800)
    case 0xf0...0xf4: (value, missing, least) = (UInt32(first & 0x07), 3, 0x1_0000)
    default: return nil
    }
  }

  /// `.complete(nil)` for a sequence that is well-formed but no scalar;
  /// `.invalid` when `byte` does not belong to the sequence.
  mutating func take(_ byte: UInt8) -> Step {
    guard byte & 0xc0 == 0x80 else { return .invalid }
    value = value << 6 | UInt32(byte & 0x3f)
    missing -= 1
    if missing > 0 { return .more }
    return .complete(value >= least ? Unicode.Scalar(value) : nil)
  }
}
