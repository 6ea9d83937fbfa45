/// Strings, numbers and words.
extension JSONScanner {
  /// Reads the string that begins here and returns its bytes with escapes
  /// resolved; a part of the text itself where there are none.
  mutating func readStringBytes() throws(JSONError) -> ArraySlice<UInt8> {
    let (contents, hasEscapes) = try scanString()
    return hasEscapes ? JSONScanner.unescaped(bytes[contents])[...] : bytes[contents]
  }

  /// Reads over the string that begins here, its escapes checked.
  mutating func scanString() throws(JSONError) -> (contents: Range<Int>, hasEscapes: Bool) {
    let start = index
    var hasEscapes = false
    index += 1
    while true {
      index = bytes.startIndex + JSONPlainRun.end(bytes.span, from: index - bytes.startIndex)
      guard index < bytes.endIndex else {
        throw failure("a string that is never closed", at: start)
      }
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return (start + 1..<index - 1, hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try scanEscape()
      default: throw failure("a control character inside a string")
      }
    }
  }

  private mutating func scanEscape() throws(JSONError) {
    guard index + 1 < bytes.endIndex else { throw failure("a string that is never closed") }
    switch bytes[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      index += 2
    case UInt8(ascii: "u"):
      guard JSONScanner.codeUnit(bytes, at: index + 2) != nil else {
        throw failure("four hexadecimal digits were expected after \\u")
      }
      index += 6
    default: throw failure("an unknown escape in a string")
    }
  }

  /// The UTF-16 code unit of the four digits at `start`.
  private static func codeUnit(_ bytes: ArraySlice<UInt8>, at start: Int) -> UInt16? {
    guard start + 4 <= bytes.endIndex else { return nil }
    var unit: UInt16 = 0
    for digit in bytes[start..<start + 4] {
      guard let value = Hex.value(of: digit) else { return nil }
      unit = unit << 4 | UInt16(value)
    }
    return unit
  }

  /// `contents` with its escapes, which have been checked, resolved. Lone
  /// surrogates become U+FFFD.
  private static func unescaped(_ contents: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(contents.count)
    var index = contents.startIndex
    while index < contents.endIndex {
      guard contents[index] == UInt8(ascii: "\\"), index + 1 < contents.endIndex else {
        out.append(contents[index])
        index += 1
        continue
      }
      let letter = contents[index + 1]
      index += 2
      switch letter {
      case UInt8(ascii: "b"): out.append(0x08)
      case UInt8(ascii: "f"): out.append(0x0C)
      case UInt8(ascii: "n"): out.append(0x0A)
      case UInt8(ascii: "r"): out.append(0x0D)
      case UInt8(ascii: "t"): out.append(0x09)
      case UInt8(ascii: "u"): out += String(scalar(contents, at: &index)).utf8
      default: out.append(letter)
      }
    }
    return out
  }

  /// The scalar whose digits begin at `index`, which moves behind them and
  /// behind the second half of a surrogate pair.
  private static func scalar(_ contents: ArraySlice<UInt8>, at index: inout Int) -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    guard let first = codeUnit(contents, at: index) else { return replacement }
    index += 4
    guard UTF16.isLeadSurrogate(first), index + 1 < contents.endIndex,
      contents[index] == UInt8(ascii: "\\"), contents[index + 1] == UInt8(ascii: "u"),
      let second = codeUnit(contents, at: index + 2), UTF16.isTrailSurrogate(second)
    else { return Unicode.Scalar(first) ?? replacement }
    index += 6
    let pair = (UInt32(first) & 0x3FF) << 10 | (UInt32(second) & 0x3FF)
    return Unicode.Scalar(0x1_0000 + pair) ?? replacement
  }

  mutating func scanNumber() throws(JSONError) -> JSONNumber {
    let start = index
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    let firstDigit = index
    guard skipDigits() else { throw failure("not a number", at: start) }
    if bytes[firstDigit] == UInt8(ascii: "0"), index > firstDigit + 1 {
      throw failure("a number with a leading zero", at: start)
    }
    if index < bytes.endIndex, bytes[index] == UInt8(ascii: ".") {
      index += 1
      guard skipDigits() else { throw failure("not a number", at: start) }
    }
    if index < bytes.endIndex, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.endIndex,
        bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-")
      {
        index += 1
      }
      guard skipDigits() else { throw failure("not a number", at: start) }
    }
    return JSONNumber(validated: String(decoding: bytes[start..<index], as: UTF8.self))
  }

  /// Reads over digits; false where there is none.
  private mutating func skipDigits() -> Bool {
    let start = index
    while index < bytes.endIndex, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[index] {
      index += 1
    }
    return index > start
  }

  mutating func scanBool() throws(JSONError) -> Bool {
    let isTrue = bytes[index] == UInt8(ascii: "t")
    try scanWord(isTrue ? "true" : "false")
    return isTrue
  }

  mutating func scanWord(_ word: StaticString) throws(JSONError) {
    guard word.withUTF8Buffer({ bytes[index...].starts(with: $0) }) else {
      throw failure("'\(word)' was expected")
    }
    index += word.utf8CodeUnitCount
  }
}
