internal import CCrypto

/// A private key for ES256 signatures: ECDSA on P-256 with SHA-256 (RFC 7518).
/// Computed by libcrypto, which is loaded on first use.
public struct ES256PrivateKey: Sendable {
  /// Why a key cannot be used.
  public enum KeyError: Error, Hashable, Sendable {
    /// libcrypto.so.3 is not installed.
    case noLibrary
    /// The text is no unencrypted P-256 private key in PEM, or the library
    /// refuses to sign with it.
    case unusableKey
  }

  private static let coordinateByteCount = 32
  private static let signatureByteCount = 64

  /// The public point, 32 bytes, big-endian.
  public let x: [UInt8]
  /// Its other coordinate.
  public let y: [UInt8]
  private let pem: [UInt8]

  /// Reads `-----BEGIN EC PRIVATE KEY-----` (SEC 1) and
  /// `-----BEGIN PRIVATE KEY-----` (PKCS #8).
  public init(pem text: String) throws(KeyError) {
    pem = Array(text.utf8)
    var x = [UInt8](repeating: 0, count: Self.coordinateByteCount)
    var y = x
    guard adit_crypto_p256_public_key(pem, pem.count, &x, &y) == 1 else {
      throw Self.refusal
    }
    self.x = x
    self.y = y
  }

  /// The signature of `message`: r and s, 32 bytes each.
  public func signature(of message: [UInt8]) throws(KeyError) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: Self.signatureByteCount)
    guard
      adit_crypto_es256_sign(pem, pem.count, message, message.count, &signature) == 1
    else { throw Self.refusal }
    return signature
  }

  private static var refusal: KeyError {
    adit_crypto_is_available() == 1 ? .unusableKey : .noLibrary
  }
}
