internal import CPCRE2

/// The library that compiles and matches, as it names itself.
public enum PatternLibrary {
  /// Its version and date.
  public static var version: String {
    let size = pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), nil)
    guard size > 0 else { return "" }
    var text = [UInt8](repeating: 0, count: Int(size))
    _ = pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), &text)
    return String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// The sentence of an error code.
  static func message(of code: Int32) -> String {
    var text = [UInt8](repeating: 0, count: maximumMessageBytes)
    let length = pcre2_get_error_message_8(code, &text, text.count)
    guard length > 0 else { return "not a pattern" }
    return String(decoding: text.prefix(Int(length)), as: UTF8.self)
  }

  /// Longer than any message of the library, bytes.
  private static let maximumMessageBytes = 256
}
