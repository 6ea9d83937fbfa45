internal import Glibc

/// Checks ES256 signatures by functions of libcrypto that the program does not
/// use: the point and the two numbers are given, no key file is parsed.
public enum ES256Verifier {
  private typealias Make = @convention(c) (Int32) -> OpaquePointer?
  private typealias MakeEmpty = @convention(c) () -> OpaquePointer?
  private typealias MakeNumber =
    @convention(c) (UnsafePointer<UInt8>?, Int32, OpaquePointer?) -> OpaquePointer?
  private typealias SetPair =
    @convention(c) (OpaquePointer?, OpaquePointer?, OpaquePointer?) -> Int32
  private typealias Hash =
    @convention(c) (UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<UInt8>?) ->
    UnsafeMutablePointer<UInt8>?
  private typealias Verify =
    @convention(c) (UnsafePointer<UInt8>?, Int32, OpaquePointer?, OpaquePointer?) -> Int32

  /// OpenSSL's number of P-256.
  private static let curve: Int32 = 415

  /// Whether `signature` (r and s) is the one of `message` by the key with the
  /// public point `x`, `y`; `nil`: libcrypto is missing.
  public static func accepts(
    _ signature: [UInt8], of message: [UInt8], x: [UInt8], y: [UInt8]
  ) -> Bool? {
    guard signature.count == 64, let library = dlopen("libcrypto.so.3", RTLD_NOW),
      let make = find("EC_KEY_new_by_curve_name", in: library, as: Make.self),
      let number = find("BN_bin2bn", in: library, as: MakeNumber.self),
      let setPoint = find(
        "EC_KEY_set_public_key_affine_coordinates", in: library, as: SetPair.self),
      let makePair = find("ECDSA_SIG_new", in: library, as: MakeEmpty.self),
      let setPair = find("ECDSA_SIG_set0", in: library, as: SetPair.self),
      let hash = find("SHA256", in: library, as: Hash.self),
      let verify = find("ECDSA_do_verify", in: library, as: Verify.self)
    else { return nil }
    let r = Array(signature[..<32]), s = Array(signature[32...])
    var digest = [UInt8](repeating: 0, count: 32)
    guard let key = make(curve), setPoint(key, number(x, 32, nil), number(y, 32, nil)) == 1,
      let pair = makePair(), setPair(pair, number(r, 32, nil), number(s, 32, nil)) == 1,
      hash(message, message.count, &digest) != nil
    else { return false }
    return verify(digest, 32, pair, key) == 1
  }

  private static func find<Function>(
    _ name: String, in library: UnsafeMutableRawPointer, as type: Function.Type
  ) -> Function? {
    dlsym(library, name).map { unsafeBitCast($0, to: type) }
  }
}
