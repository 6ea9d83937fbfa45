/// Base 64 with the standard alphabet (RFC 4648, section 4). Fast, because
/// each event of a native stream arrives in it.
public enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Marks a character outside of the alphabet in `values`: no value of 6 bits
  /// has this bit.
  private static let invalid: UInt8 = 0x80

  /// Value of each ASCII character, or `invalid`.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: invalid, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()

  private static let padding = UInt8(ascii: "=")

  /// The text for `bytes`, padded.
  public static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      let second = count > 1 ? bytes[start + 1] : 0
      let third = count > 2 ? bytes[start + 2] : 0
      let group = UInt32(bytes[start]) << 16 | UInt32(second) << 8 | UInt32(third)
      text.append(alphabet[Int(group >> 18)])
      text.append(alphabet[Int(group >> 12 & 63)])
      text.append(count > 1 ? alphabet[Int(group >> 6 & 63)] : padding)
      text.append(count > 2 ? alphabet[Int(group & 63)] : padding)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that `text` stands for. Strict: `nil` for a character outside of
  /// the alphabet (blanks too), for missing or misplaced padding, and for bits
  /// set behind the last byte.
  public static func decode(_ text: [UInt8]) -> [UInt8]? { decode(text[...]) }

  /// Same as for an array.
  public static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var isValid = true
    let bytes = [UInt8](unsafeUninitializedCapacity: maximumByteCount(text.count)) { out, count in
      let written = decode(text.span, to: out)
      isValid = written != nil
      count = written ?? 0
    }
    return isValid ? bytes : nil
  }

  /// Decodes `text` to the beginning of `buffer`, which grows if it is too
  /// small, and returns the number of bytes: one buffer serves all events of a
  /// stream. `nil` for what the others refuse; the buffer then holds anything.
  public static func decode(_ text: Span<UInt8>, into buffer: inout [UInt8]) -> Int? {
    let missing = maximumByteCount(text.count) - buffer.count
    if missing > 0 { buffer += repeatElement(0, count: missing) }
    return buffer.withUnsafeMutableBufferPointer { out in decode(text, to: out) }
  }

  /// Bytes that a text of `count` characters stands for at most.
  private static func maximumByteCount(_ count: Int) -> Int { count / 4 * 3 }

  /// `out` has room for `maximumByteCount` bytes, which need not be
  /// initialized. Pointers are for this loop alone, which reads a table by the
  /// value of each byte: a check of bounds at each step would double its time.
  private static func decode(
    _ text: Span<UInt8>, to out: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    text.withUnsafeBufferPointer { text in
      values.withUnsafeBufferPointer { values in decode(text, values: values, to: out) }
    }
  }

  private static func decode(
    _ text: UnsafeBufferPointer<UInt8>, values: UnsafeBufferPointer<UInt8>,
    to out: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    guard text.count.isMultiple(of: 4) else { return nil }
    guard !text.isEmpty else { return 0 }
    let padded = text[text.count - 1] != padding ? 0 : text[text.count - 2] != padding ? 1 : 2
    let wholeGroups = padded == 0 ? text.count / 4 : text.count / 4 - 1
    var written = 0
    func append(_ byte: UInt32) {
      out.initializeElement(at: written, to: UInt8(truncatingIfNeeded: byte))
      written += 1
    }
    var seen: UInt8 = 0
    for group in 0..<wholeGroups {
      let at = group * 4
      let a = values[Int(text[at])], b = values[Int(text[at + 1])]
      let c = values[Int(text[at + 2])], d = values[Int(text[at + 3])]
      seen |= a | b | c | d
      let bits = UInt32(a) << 18 | UInt32(b) << 12 | UInt32(c) << 6 | UInt32(d)
      append(bits >> 16)
      append(bits >> 8)
      append(bits)
    }
    if padded > 0 {
      let at = wholeGroups * 4
      let a = values[Int(text[at])], b = values[Int(text[at + 1])]
      let c = padded == 1 ? values[Int(text[at + 2])] : 0
      seen |= a | b | c
      if (padded == 1 ? c & 0x03 : b & 0x0F) != 0 { seen |= invalid }
      let bits = UInt32(a) << 18 | UInt32(b) << 12 | UInt32(c) << 6
      append(bits >> 16)
      if padded == 1 { append(bits >> 8) }
    }
    return seen & invalid == 0 ? written : nil
  }
}
