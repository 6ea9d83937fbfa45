internal import CCrypto

/// SHA-1 (FIPS 180-4), because the AWS CLI names its cache files by it; nothing
/// here rests on its strength. Computed by libcrypto; where that is missing, in
/// Swift with the same result.
public enum SHA1 {
  /// Bytes in a digest.
  public static let byteCount = 20

  /// The digest of `bytes`, 20 bytes.
  public static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: byteCount)
    guard adit_crypto_sha1(bytes, bytes.count, &digest) == 1 else {
      return PortableSHA1.digest(bytes)
    }
    return digest
  }

  /// The digest of the text's UTF-8 in lower-case hexadecimal, 40 characters.
  public static func hexDigest(_ text: String) -> String { Hex.encode(digest(Array(text.utf8))) }
}

/// SHA-1 in Swift.
enum PortableSHA1 {
  private static let blockSize = 64

  static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    let padded = padded(bytes)
    for start in stride(from: 0, to: padded.count, by: blockSize) {
      compress(padded[start..<start + blockSize], into: &state)
    }
    return state.flatMap(bigEndianBytes)
  }

  /// `bytes` with a one bit, zeros and their count in bits.
  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    var padded = bytes + [0x80]
    while padded.count % blockSize != blockSize - 8 { padded.append(0) }
    let bitCount = UInt64(bytes.count) &* 8
    return padded + bigEndianBytes(UInt32(bitCount >> 32))
      + bigEndianBytes(UInt32(truncatingIfNeeded: bitCount))
  }

  private static func compress(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
    var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { at -> UInt32 in
      block[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
    for index in 16..<80 {
      words.append(
        rotated(
          words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], by: 1))
    }
    var a = state[0], b = state[1], c = state[2], d = state[3], e = state[4]
    for (round, word) in words.enumerated() {
      let mixed: (function: UInt32, constant: UInt32) =
        switch round / 20 {
        case 0: ((b & c) | (~b & d), 0x5A82_7999)
        case 1: (b ^ c ^ d, 0x6ED9_EBA1)
        case 2: ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
      let next = rotated(a, by: 5) &+ mixed.function &+ e &+ mixed.constant &+ word
      (e, d, c, b, a) = (d, c, rotated(b, by: 30), a, next)
    }
    for (index, value) in [a, b, c, d, e].enumerated() { state[index] &+= value }
  }

  private static func rotated(_ word: UInt32, by count: UInt32) -> UInt32 {
    word << count | word >> (32 - count)
  }

  private static func bigEndianBytes(_ word: UInt32) -> [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
  }
}
