/// Secrets that are told by the name before them.
extension PatternRedaction {
  /// A shorter word behind a name is not taken for a secret.
  private static let shortestWord = 12

  /// `name: value`, `name=value`, `"name": "value"`, also with its quotes
  /// escaped, and `<name>value</name>`.
  mutating func takeNamed() -> Bool {
    guard let name = SecretName.match(bytes, at: at) else { return false }
    let nameEnd = at + name.bytes.count
    let isInQuotes = out.last?.isQuote == true
    if out.last == UInt8(ascii: "<"), byte(nameEnd) == UInt8(ascii: ">") {
      replace(nameEnd + 1, end(from: nameEnd + 1) { $0 != UInt8(ascii: "<") })
      return true
    }
    var index = nameEnd
    if isInQuotes {
      index = end(from: index) { $0 == UInt8(ascii: "\\") }
      guard byte(index)?.isQuote == true else { return false }
      index += 1
    } else if byte(index)?.isQuote == true {
      index += 1
    }
    index = end(from: index, while: \.isInlineBlank)
    guard let separator = byte(index), separator.isSeparator else { return false }
    let start = end(from: index + 1, while: \.isInlineBlank)
    if let value = quotedValue(from: start) {
      return take(value, of: name, isQuoted: true)
    }
    switch name.value {
    case .quoted: return false
    case .line:
      guard separator == UInt8(ascii: ":") else { return false }
      return take(start..<end(from: start) { !$0.isLineEnd }, of: name, isQuoted: false)
    case .code:
      guard separator == UInt8(ascii: "="), start == index + 1 else { return false }
      return take(start..<end(from: start, while: \.isValueByte), of: name, isQuoted: true)
    case .word:
      return take(start..<end(from: start, while: \.isValueByte), of: name, isQuoted: false)
    }
  }

  /// What stands between the quotes that begin at `start`, however often they
  /// are escaped; without an end, everything up to the text's.
  private func quotedValue(from start: Int) -> Range<Int>? {
    let quoteAt = end(from: start) { $0 == UInt8(ascii: "\\") }
    let depth = quoteAt - start
    guard let quote = byte(quoteAt), quote.isQuote else { return nil }
    var index = quoteAt + 1
    var backslashes = 0
    while index < bytes.count {
      if bytes[index] == quote, backslashes <= depth { return quoteAt + 1..<index - backslashes }
      backslashes = bytes[index] == UInt8(ascii: "\\") ? backslashes + 1 : 0
      index += 1
    }
    return quoteAt + 1..<bytes.count
  }

  private mutating func take(_ value: Range<Int>, of name: SecretName, isQuoted: Bool) -> Bool {
    guard !value.isEmpty else { return false }
    if stands("‹redacted", at: value.lowerBound), name.value != .line { return false }
    if name.value == .line, stands("AWS4-HMAC-SHA256", at: value.lowerBound) {
      replace(value.lowerBound, value.upperBound, with: signatureHeader(value))
      return true
    }
    guard isQuoted || name.value == .line || value.count >= Self.shortestWord else { return false }
    replace(value.lowerBound, value.upperBound)
    return true
  }

  /// The scope and the signed headers are what one compares when a signature
  /// does not match; only the signature itself is secret.
  private func signatureHeader(_ range: Range<Int>) -> String {
    var kept = ["AWS4-HMAC-SHA256"]
    for part in bytes[range].split(whereSeparator: { $0 == UInt8(ascii: ",") || $0.isBlank }) {
      if part.starts(with: "Credential=".utf8) || part.starts(with: "SignedHeaders=".utf8) {
        var redaction = PatternRedaction(Array(part))
        kept.append(String(decoding: redaction.run(), as: UTF8.self) + ",")
      }
    }
    return kept.joined(separator: " ") + " Signature=\(RedactionMark.plain)"
  }
}

extension UInt8 {
  fileprivate var isInlineBlank: Bool { self == 0x20 || self == 0x09 }
  fileprivate var isSeparator: Bool { self == UInt8(ascii: ":") || self == UInt8(ascii: "=") }
}
