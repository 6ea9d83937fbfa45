/// Base 64 with the alphabet for URLs and without padding (RFC 4648, section
/// 5), as JSON Web Tokens hold it.
public enum Base64URL {
  /// The text for `bytes`.
  public static func encode(_ bytes: [UInt8]) -> String {
    let text = Base64.encode(bytes).utf8.compactMap { character -> UInt8? in
      switch character {
      case UInt8(ascii: "+"): UInt8(ascii: "-")
      case UInt8(ascii: "/"): UInt8(ascii: "_")
      case UInt8(ascii: "="): nil
      default: character
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
