/// Text as a terminal may be given it outside of the program's own screen:
/// nothing in it is taken for a command, and nothing hides in it.
enum PrintableText {
  /// `text` with its line ends and tabs, and a picture or the code of every
  /// other character that is none to be seen.
  static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x20..<0x7F: result.append(scalar)
      // The other half of a line end.
      case 0x0D: continue
      case 0x00..<0x20: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "?")
      case 0x7F: result.append("\u{2421}")
      case 0x80..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
        result.append(contentsOf: "<U+\(hexadecimal(scalar.value))>".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
