import Wire

/// Takes out of bytes what looks like a secret (aws-auth-and-http 6), in one
/// pass from left to right. Each rule either takes what it has looked at or
/// has looked at a bounded number of bytes.
struct PatternRedaction {
  let bytes: [UInt8]
  private(set) var out: [UInt8] = []
  private(set) var at = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    out.reserveCapacity(bytes.count)
  }

  mutating func run() -> [UInt8] {
    while at < bytes.count {
      if takeSecret() { continue }
      out.append(bytes[at])
      at += 1
    }
    return out
  }

  /// Tries the rules that can begin with the byte at hand.
  private mutating func takeSecret() -> Bool {
    switch bytes[at] {
    case UInt8(ascii: "A"): if takeAccessKeyID() || takeLongTermKey() { return true }
    case UInt8(ascii: "b"):
      if takeRun(behind: "bedrock-api-key-", minimum: 1, of: \.isBase64) { return true }
    case UInt8(ascii: "I"):
      if takeRun(behind: "IQoJb3JpZ2lu", minimum: 50, of: \.isTokenByte) { return true }
    case UInt8(ascii: "F"):
      // Session tokens of older regional endpoints.
      if takeRun(behind: "FwoGZXIvYXdz", minimum: 50, of: \.isTokenByte) { return true }
    case UInt8(ascii: "e"): if takeWebToken() { return true }
    case UInt8(ascii: "-"): if takePrivateKey() { return true }
    case UInt8(ascii: "/"): if takeUserInfo() { return true }
    case UInt8(ascii: "s"):
      if takeRun(behind: "sk-ant-", minimum: 20, of: \.isWordOrHyphen) { return true }
    case UInt8(ascii: "S"), UInt8(ascii: "X"): if takeSignature() { return true }
    default: break
    }
    return takeNamed()
  }

  // MARK: steps that the rules are made of

  func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  func stands(_ text: StaticString, at index: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(bytes[index..<index + count]) }
  }

  /// The end of the bytes from `index` on that are `wanted`.
  func end(from index: Int, while wanted: (UInt8) -> Bool) -> Int {
    bytes[index...].firstIndex { !wanted($0) } ?? bytes.count
  }

  /// Whether no word goes on here; what was taken out ends one, so that a
  /// second pass sees the same.
  private func isAtStart(of isMember: (UInt8) -> Bool) -> Bool {
    out.last.map { !isMember($0) } ?? true
  }

  /// Copies what stands before `start`, writes `mark`, goes on at `end`.
  mutating func replace(_ start: Int, _ end: Int, with mark: String = RedactionMark.plain) {
    out += bytes[at..<start]
    out += mark.utf8
    at = end
  }

  // MARK: keys and tokens

  private static let accessKeyIDLength = 20
  private static let shownEnding = 4

  /// `(A3T.|AKIA|ASIA|ABIA|ACCA)` and 16 characters, also within a longer
  /// word; the last four stay.
  private mutating func takeAccessKeyID() -> Bool {
    let end = at + Self.accessKeyIDLength
    guard end <= bytes.count else { return false }
    let isKnown =
      stands("AKIA", at: at) || stands("ASIA", at: at) || stands("ABIA", at: at)
      || stands("ACCA", at: at) || (stands("A3T", at: at) && bytes[at + 3].isUpperOrDigit)
    guard isKnown, bytes[at + 4..<end].allSatisfy(\.isBase32) else { return false }
    replace(at, end, with: RedactionMark.ending(bytes[end - Self.shownEnding..<end]))
    return true
  }

  /// A long-term Bedrock API key. Real ones are longer; a part of one counts.
  private mutating func takeLongTermKey() -> Bool {
    takeRun(behind: "ABSK", minimum: 40, of: \.isBase64)
  }

  /// `prefix` and the run behind it, if it has the length.
  private mutating func takeRun(
    behind prefix: StaticString, minimum: Int, of isMember: (UInt8) -> Bool
  ) -> Bool {
    guard stands(prefix, at: at) else { return false }
    let start = at + prefix.utf8CodeUnitCount
    let end = end(from: start, while: isMember)
    guard end - start >= minimum else { return false }
    replace(at, end)
    return true
  }

  /// A JSON web token: three runs of base 64 between points, the first a
  /// JSON object.
  private mutating func takeWebToken() -> Bool {
    guard stands("eyJ", at: at), isAtStart(of: \.isWordOrHyphen) else { return false }
    let first = end(from: at, while: \.isWordOrHyphen)
    guard byte(first) == UInt8(ascii: ".") else { return false }
    let second = end(from: first + 1, while: \.isWordOrHyphen)
    guard byte(second) == UInt8(ascii: "."), second - first > 10 else { return false }
    replace(at, end(from: second + 1, while: \.isWordOrHyphen))
    return true
  }

  /// Longest word before `PRIVATE KEY` that is looked at, bytes.
  private static let longestKeyKind = 32

  /// `-----BEGIN … PRIVATE KEY-----` up to its end, or the text's.
  private mutating func takePrivateKey() -> Bool {
    guard stands("-----BEGIN ", at: at) else { return false }
    var head = at + 11
    let limit = min(bytes.count, head + Self.longestKeyKind)
    while head < limit, !stands("PRIVATE KEY-----", at: head) { head += 1 }
    guard stands("PRIVATE KEY-----", at: head) else { return false }
    let start = head + 16
    var end = start
    while end < bytes.count, !stands("-----END", at: end) { end += 1 }
    replace(start, end)
    return true
  }

  // MARK: URLs

  /// User and password of a URL.
  private mutating func takeUserInfo() -> Bool {
    guard stands("//", at: at) else { return false }
    let user = at + 2
    let colon = end(from: user) { !$0.endsUserInfo && $0 != UInt8(ascii: ":") }
    guard byte(colon) == UInt8(ascii: ":") else { return false }
    let end = end(from: colon + 1) { !$0.endsUserInfo }
    guard byte(end) == UInt8(ascii: "@"), end > colon + 1 else { return false }
    replace(user, end)
    return true
  }

  private mutating func takeSignature() -> Bool {
    for name: StaticString in ["X-Amz-Signature=", "X-Amz-Security-Token=", "Signature="]
    where stands(name, at: at) {
      let start = at + name.utf8CodeUnitCount
      let end = end(from: start) { $0.isValueByte }
      guard end > start else { return false }
      replace(start, end)
      return true
    }
    return false
  }
}

extension UInt8 {
  var isUpper: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var isUpperOrDigit: Bool { isUpper || isDigit }
  /// A letter or digit of ASCII, or `_`.
  var isWordByte: Bool {
    isUpperOrDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
      || self == UInt8(ascii: "_")
  }
  var isWordOrHyphen: Bool { isWordByte || self == UInt8(ascii: "-") }
  /// Of access key ids.
  var isBase32: Bool { isUpper || (UInt8(ascii: "2")...UInt8(ascii: "7")).contains(self) }
  var isBase64: Bool {
    (isWordByte && self != UInt8(ascii: "_")) || self == UInt8(ascii: "+")
      || self == UInt8(ascii: "/") || self == UInt8(ascii: "=")
  }
  /// Base 64 of either alphabet, also percent-encoded.
  var isTokenByte: Bool {
    isBase64 || isWordOrHyphen || self == UInt8(ascii: "%")
  }
  var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
  var isLineEnd: Bool { self == 0x0A || self == 0x0D }
  var isQuote: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") }
  fileprivate var endsUserInfo: Bool {
    self == UInt8(ascii: "/") || self == UInt8(ascii: "@") || isBlank || isQuote
  }
  /// Part of a value that no quote ends.
  var isValueByte: Bool {
    !isBlank && !isQuote && !",;&<>(){}`\\".utf8.contains(self)
  }
}
