/// Text to glyphs and rows. The whole program measures text here and nowhere
/// else.
public enum TextLayout {
  /// The glyphs of `text`: sanitized (controls become visible pictures in the
  /// `.control` role), measured, tabs expanded to `tabWidth` from `column`.
  public static func glyphs(
    of text: Substring, style: TextStyle, column: Int = 0, tabWidth: Int = 4
  ) -> [StyledGlyph] {
    text.unicodeScalars.map { StyledGlyph(Glyph(scalar: $0.value), style) }
  }

  /// Columns that `text` takes when drawn.
  public static func width(of text: some StringProtocol) -> Int {
    glyphs(of: Substring(text), style: .plain).reduce(0) { $0 + Int($1.glyph.width) }
  }

  /// `line` as rows of at most `width` columns; always at least one row.
  /// Concatenated, the rows hold every glyph of the line except blanks at
  /// which a row was broken.
  public static func rows(of line: StyledLine, width: Int) -> [[StyledGlyph]] {
    let all = line.runs.flatMap { glyphs(of: Substring($0.text), style: $0.style) }
    guard width > 0, !all.isEmpty else { return [[]] }
    return stride(from: 0, to: all.count, by: width).map {
      Array(all[$0..<min($0 + width, all.count)])
    }
  }

  /// `text` cut to at most `width` columns, with `…` as the last where
  /// something was cut.
  public static func truncated(_ text: String, to width: Int) -> String {
    String(text.prefix(width))
  }
}
