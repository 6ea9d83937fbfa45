/// Addresses as they may be shown.
enum URLText {
  /// `text` without the user and password of an address in it, with a scheme
  /// (`http://me:secret@proxy`) or, as proxies may be given, without one.
  static func withoutSecrets(_ text: String) -> String {
    if let scheme = text.firstRange(of: "://") {
      let rest = text[scheme.upperBound...]
      guard let at = rest.lastIndex(of: "@") else { return text }
      return text[..<scheme.upperBound] + "…" + rest[at...]
    }
    // Profiles and roles may hold an "@" too, but no password before it.
    let authority = text.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@"), authority[..<at].contains(":") else { return text }
    return "…" + text[at...]
  }
}
