internal import Wire

/// Moves over plain JSON without building or keeping anything: the short way
/// through the events that come by the hundred thousand.
///
/// It knows objects, strings and small whole numbers, and gives up on whatever
/// else it meets (`nil` or `false`). The same bytes are then read as a tree;
/// that reader alone judges what is wrong with them and says where. So all
/// that matters here is to accept nothing that it would refuse, and to read
/// what is accepted as it would.
///
/// The bytes are the same ones at each call.
struct GlanceCursor {
  private(set) var index = 0

  /// Digits of a number that is read here; no sum of them overflows.
  private static let maximumDigitCount = 9

  /// Reads over `byte` if it comes next, behind blanks.
  mutating func take(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
    skipBlanks(bytes)
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// Reads a member's name without escapes, and the colon.
  mutating func name(in bytes: Span<UInt8>) -> Range<Int>? {
    guard let name = plainString(in: bytes), take(UInt8(ascii: ":"), in: bytes) else { return nil }
    return name
  }

  /// Reads a string without escapes; the place of its contents.
  mutating func plainString(in bytes: Span<UInt8>) -> Range<Int>? {
    guard let string = string(in: bytes), !string.hasEscapes else { return nil }
    return string.contents
  }

  /// Reads a string. Its escapes are not checked.
  mutating func string(in bytes: Span<UInt8>) -> (contents: Range<Int>, hasEscapes: Bool)? {
    guard take(UInt8(ascii: "\""), in: bytes) else { return nil }
    let start = index
    var hasEscapes = false
    while true {
      index = JSONPlainRun.end(bytes, from: index)
      guard index < bytes.count else { return nil }
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return (start..<index - 1, hasEscapes)
      case UInt8(ascii: "\\") where index + 1 < bytes.count:
        hasEscapes = true
        index += 2
      default: return nil
      }
    }
  }

  /// Reads a whole number of few digits.
  mutating func number(in bytes: Span<UInt8>) -> Int? {
    skipBlanks(bytes)
    let start = index
    var value = 0
    while index < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[index] {
      guard index - start < Self.maximumDigitCount else { return nil }
      value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
      index += 1
    }
    guard index > start, index == start + 1 || bytes[start] != UInt8(ascii: "0") else { return nil }
    return value
  }

  /// Whether nothing but blanks follows.
  mutating func isAtEnd(of bytes: Span<UInt8>) -> Bool {
    skipBlanks(bytes)
    return index == bytes.count
  }

  private mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while index < bytes.count, bytes[index] <= 0x20 {
      switch bytes[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }
}
