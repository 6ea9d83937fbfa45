/// Text to glyphs and rows. The whole program measures text here and nowhere
/// else. Wrapping is in `TextLayout+Rows`.
public enum TextLayout {
  /// Columns between tab stops.
  public static let tabWidth = 4

  /// The glyphs of `text`: sanitized (controls become visible pictures in the
  /// `.control` role), measured, tabs expanded to `tabWidth` from `column`.
  public static func glyphs(
    of text: Substring, style: TextStyle, column: Int = 0, tabWidth: Int = TextLayout.tabWidth
  ) -> [StyledGlyph] {
    var result: [StyledGlyph] = []
    append(text, style: style, column: column, tabWidth: tabWidth, to: &result)
    return result
  }

  /// Columns that `text` takes when drawn from column 0.
  public static func width(of text: some StringProtocol) -> Int {
    width(of: Substring(text), from: 0)
  }

  /// Columns that `text` takes when drawn from `column`.
  static func width(of text: Substring, from column: Int) -> Int {
    if isPlainASCII(text) { return text.utf8.count }
    var sanitizer = Sanitizer(column: column, tabWidth: tabWidth) { _, _ in }
    sanitizer.scan(text.unicodeScalars)
    return sanitizer.column - column
  }

  /// `text` cut to at most `width` columns, with `…` as the last where
  /// something was cut.
  public static func truncated(_ text: String, to width: Int) -> String {
    guard width > 0 else { return "" }
    /// Behind what fits beside the ellipsis.
    var cut = text.startIndex
    var column = 0
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      column += self.width(of: text[index..<next], from: column)
      if column > width { return text[..<cut] + "…" }
      if column < width { cut = next }
      index = next
    }
    return text
  }

  /// Puts the glyphs of `text` behind `result`.
  static func append(
    _ text: Substring, style: TextStyle, column: Int, tabWidth: Int = TextLayout.tabWidth,
    to result: inout [StyledGlyph]
  ) {
    if isPlainASCII(text) {
      result.reserveCapacity(result.count + text.utf8.count)
      for byte in text.utf8 {
        result.append(StyledGlyph(Glyph(scalar: UInt32(byte)), style))
      }
      return
    }
    let control = TextStyle(.control, style.emphasis)
    var glyphs: [StyledGlyph] = []
    var sanitizer = Sanitizer(column: column, tabWidth: tabWidth) { glyph, isMark in
      glyphs.append(StyledGlyph(glyph, isMark ? control : style))
    }
    sanitizer.scan(text.unicodeScalars)
    result += glyphs
  }

  /// Whether `text` is nothing but printable ASCII: most text is.
  private static func isPlainASCII(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { $0 &- 0x20 < 0x5F }
  }
}
