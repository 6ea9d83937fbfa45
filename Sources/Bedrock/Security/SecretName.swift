/// Names behind which a secret follows: of headers, of members and elements of
/// the answers of AWS, of variables and settings.
struct SecretName: Sendable {
  /// What follows a name.
  enum Value: Sendable {
    /// A header: everything up to the end of the line.
    case line
    /// A quoted text, or a word of some length.
    case word
    /// Only a quoted text, and the name in quotes too: too common a word.
    case quoted
    /// A quoted text, or a word of any length behind `=`, as in a form: codes
    /// of six digits are secrets too.
    case code
  }

  /// In lower case.
  let bytes: [UInt8]
  let value: Value

  private init(_ name: String, _ value: Value) {
    bytes = Array(name.utf8)
    self.value = value
  }

  private static let headers = [
    "proxy-authorization", "authorization", "x-amz-security-token", "x-amz-sso_bearer_token",
    "x-aws-ec2-metadata-token", "x-api-key", "set-cookie", "cookie", "dpop",
  ]

  private static let words = [
    "aws_secret_access_key", "aws_secretaccesskey", "awssecretaccesskey", "secret_access_key",
    "secretaccesskey", "aws_session_token", "aws_security_token", "sessiontoken", "session_token",
    "aws_bearer_token_bedrock", "aws_container_authorization_token", "anthropic_api_key",
    "anthropic_auth_token", "accesstoken", "access_token", "refreshtoken", "refresh_token",
    "clientsecret", "client_secret", "idtoken", "id_token", "dpopkey", "devicecode",
    "device_code", "webidentitytoken", "codeverifier", "code_verifier",
  ]

  /// Of container and metadata credentials.
  private static let quotedWords = ["token"]

  /// MFA codes.
  private static let codes = ["tokencode"]

  /// By first byte, longer names before their own beginnings.
  private static let byFirstByte: [[SecretName]] = {
    var table = [[SecretName]](repeating: [], count: 256)
    let all =
      headers.map { SecretName($0, .line) } + words.map { SecretName($0, .word) }
      + quotedWords.map { SecretName($0, .quoted) } + codes.map { SecretName($0, .code) }
    for name in all {
      guard let first = name.bytes.first else { continue }
      table[Int(first)].append(name)
    }
    return table.map { $0.sorted { $0.bytes.count > $1.bytes.count } }
  }()

  /// The longest name that stands at `at`, whatever its case.
  static func match(_ bytes: [UInt8], at: Int) -> SecretName? {
    byFirstByte[Int(lowercased(bytes[at]))].first { name in
      guard at + name.bytes.count <= bytes.count else { return false }
      return name.bytes.indices.allSatisfy { lowercased(bytes[at + $0]) == name.bytes[$0] }
    }
  }

  /// Whether a member of this name holds a secret.
  static func isSecret(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return !bytes.isEmpty && match(bytes, at: 0)?.bytes.count == bytes.count
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
