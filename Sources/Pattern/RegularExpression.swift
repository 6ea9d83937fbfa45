internal import CPCRE2

/// What is wrong with a pattern, and where.
public struct PatternProblem: Error, Hashable, Sendable {
  /// Bytes of the pattern before the mistake.
  public var offset: Int
  /// What, in the library's words.
  public var reason: String
}

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
}
