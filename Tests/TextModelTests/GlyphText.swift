@testable import TextModel

/// What a row reads as.
func text(of row: some Sequence<StyledGlyph>) -> String {
  var scalars = String.UnicodeScalarView()
  for styled in row {
    for value in [styled.glyph.scalar] + (0..<4).map({ styled.glyph.marks[$0] }) where value != 0 {
      if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
    }
  }
  return String(scalars)
}

extension String {
  var trimmedEnd: String {
    var copy = self
    while copy.last == " " { copy.removeLast() }
    return copy
  }
}

/// Text with everything that has ever upset a terminal.
enum HostileText {
  static let samples: [String] =
    (0..<0x20).map { "a\(Unicode.Scalar(UInt8($0)))b" }
    + (0x7F..<0xA0).map { "a\(Unicode.Scalar(UInt8($0)))b" }
    + [0xFFFE, 0xFDD0, 0x10FFFF].compactMap(Unicode.Scalar.init).map { "a\($0)b" }
    + [
      "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;title\u{07}", "\u{1B}]52;c;aGk=\u{1B}\\", "\u{9B}2J",
      "\u{9D}0;t\u{9C}", "\u{1B}P+q544e\u{1B}\\", "\u{1B}_G\u{1B}\\", "\u{1B}c", "\u{0E}x\u{0F}",
      "a\u{202E}cba\u{202C}", "\u{2066}x\u{2069}", "\u{200E}\u{200F}\u{61C}", "a\u{200B}b",
      "a\u{200C}b\u{200D}c", "\u{FEFF}bom", "so\u{AD}ft", "\u{2060}\u{180E}", "\u{2028}\u{2029}",
      "\u{FFF9}a\u{FFFA}b\u{FFFB}", "x\u{E0041}\u{E0042}\u{E007F}", "x\u{E0100}", "x\u{FE00}",
      "\u{301}start", "e" + String(repeating: "\u{301}", count: 40), "\t\u{301}",
      "\u{115F}\u{3164}",
      "👩‍👩‍👧‍👦", "👍🏽", "🏽", "🇩🇪", "❤️", "1️⃣",
      "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "👩\u{200D}x", "\u{E000}",
      "漢\u{301}字", "한글", "\u{1112}\u{1161}\u{11AB}", "ﷺ", "\u{1F1E6}", "a\r\nb", "नमस्ते", "ไทยำ",
    ]

  /// Whether a scalar may stand in a cell.
  static func isDrawable(_ value: UInt32) -> Bool {
    let forbidden: [ClosedRange<UInt32>] = [
      0...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x61C...0x61C, 0x115F...0x1160, 0x180B...0x180F,
      0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164...0x3164, 0xD800...0xDFFF,
      0xFDD0...0xFDEF, 0xFE00...0xFE0F, 0xFEFF...0xFEFF, 0xFFF0...0xFFFB, 0xFFFE...0xFFFF,
      0xE0000...0xE0FFF, 0x10FFFE...0x10FFFF,
    ]
    return !forbidden.contains { $0.contains(value) }
  }
}
