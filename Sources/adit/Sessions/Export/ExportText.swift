/// Texts of a session as files for people hold them: nothing in them changes
/// what a terminal, an editor or a browser does with the rest.
enum ExportText {
  /// `text` with controls as their pictures (`␛`), what turns the direction of
  /// writing as its code (`<U+202E>`), and line feeds as the only line ends.
  static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var out = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar.value {
      case 0x0D where rest.first == "\n": break
      case _ where !isUnsafe(scalar): out.append(scalar)
      case ..<0x20: out.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: out.append("\u{2421}")
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
        out.append(contentsOf: "<U+\(zeros)\(digits)>".unicodeScalars)
      }
    }
    return String(out)
  }

  /// `text` on one line.
  static func line(_ text: String) -> String {
    safe(text).split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
  }

  /// `2026-11-21 12:51`, UTC.
  static func minute(_ unixMilliseconds: Int) -> String {
    let text = Timestamp.text(unixMilliseconds: unixMilliseconds)
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case ..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
    default: false
    }
  }
}
