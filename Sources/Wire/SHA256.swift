internal import CCrypto

/// SHA-256 (FIPS 180-4). Computed by libcrypto, which is loaded on first use
/// (about 1 ms); where it is missing, in Swift with the same result.
public enum SHA256 {
  /// Bytes in a digest.
  public static let byteCount = 32

  /// The digest of `bytes`, 32 bytes.
  public static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: byteCount)
    guard adit_crypto_sha256(bytes, bytes.count, &digest) == 1 else {
      return PortableSHA256.digest(bytes)
    }
    return digest
  }

  /// The digest of `bytes` in lower-case hexadecimal, 64 characters.
  public static func hexDigest(_ bytes: [UInt8]) -> String { Hex.encode(digest(bytes)) }
}

/// HMAC with SHA-256 (RFC 2104).
public enum HMACSHA256 {
  /// The authentication code of `message` under `key`, 32 bytes.
  public static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: SHA256.byteCount)
    guard adit_crypto_hmac_sha256(key, key.count, message, message.count, &code) == 1 else {
      return PortableSHA256.authenticate(message, key: key)
    }
    return code
  }
}
