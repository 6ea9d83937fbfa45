/// CRC-32 as zlib and IEEE 802.3 have it (reflected polynomial 0xEDB88320,
/// initial value and final xor all ones). Our own, so that a mistake in the
/// client's use of zlib cannot hide.
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    var value = UInt32(index)
    for _ in 0..<8 {
      value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
    }
    return value
  }

  static func checksum(of bytes: some Sequence<UInt8>) -> UInt32 {
    let table = table
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      value = value >> 8 ^ table[Int(UInt8(truncatingIfNeeded: value) ^ byte)]
    }
    return ~value
  }
}
