import Wire

/// Random ids (RFC 9562, version 4).
enum UUIDText {
  private static let byteCount = 16

  /// An id from `randomBytes`.
  static func random(_ randomBytes: (Int) -> [UInt8]) -> String {
    var bytes = Array(randomBytes(byteCount).prefix(byteCount))
    bytes += Array(repeating: 0, count: byteCount - bytes.count)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = Hex.encode(bytes)
    var parts: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return parts.joined(separator: "-")
  }
}
