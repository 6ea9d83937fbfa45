/// A glyph with its style: what wrapping yields, one row an array of them.
public struct StyledGlyph: Hashable, Sendable {
  /// The glyph.
  public var glyph: Glyph
  /// Its style.
  public var style: TextStyle

  /// A styled glyph.
  public init(_ glyph: Glyph, _ style: TextStyle) {
    self.glyph = glyph
    self.style = style
  }
}
