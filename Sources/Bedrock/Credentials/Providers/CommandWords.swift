import Engine

/// What a command said on stderr, fit for an error text.
enum CommandWords {
  /// The end of it tells why it failed.
  private static let maximumCharacters = 600

  /// `: words`, or nothing.
  static func shown(_ bytes: [UInt8], _ redactor: Redactor) -> String {
    let words = String(decoding: bytes, as: UTF8.self).split { $0.isNewline }
      .map { String($0).trimmed }.filter { !$0.isEmpty }.joined(separator: " ")
    guard !words.isEmpty else { return "" }
    let redacted = redactor.redact(words)
    let isCut = redacted.count > maximumCharacters
    return ": " + (isCut ? "…" : "") + String(redacted.suffix(maximumCharacters))
  }
}
