/// Texts in the form in which the index takes them.
enum SearchText {
  /// More of a prompt or an answer is not searched: some megabytes at the end
  /// of a turn would hold up what is written behind them.
  static let longestBytes = 1 << 20

  /// Stands between characters that are words of their own. The index takes
  /// it for no part of a word, and people do not see it.
  static let separator: Unicode.Scalar = "\u{200B}"

  /// `text` with each character of a writing without spaces set apart, so that
  /// every part of a run of them is found.
  static func separated(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0xE1 }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard isWord(scalar) else {
        result.append(scalar)
        continue
      }
      result.append(separator)
      result.append(scalar)
      result.append(separator)
    }
    return String(result)
  }

  /// The first `longestBytes` of `text`, at a character's border.
  static func bounded(_ text: String) -> String {
    guard text.utf8.count > longestBytes else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: longestBytes)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return String(text[..<end])
  }

  /// Scripts that are written without spaces: Thai, Lao, Myanmar and Khmer;
  /// kana, bopomofo, Han with its extensions, and Hangul.
  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E01...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3105...0x312F,
      0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF,
      0xFF66...0xFF9F, 0x20000...0x323AF:
      true
    default: false
    }
  }
}
