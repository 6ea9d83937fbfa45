/// What one screen position of text holds: a base scalar, up to four marks
/// that combine with it, and the columns it takes.
///
/// Only sanitized scalars stand here: no control, no bidi control, nothing
/// that a terminal would interpret (`Sanitizer` makes them).
public struct Glyph: Hashable, Sendable {
  /// The base scalar; a space for an empty position.
  public var scalar: UInt32
  /// Combining marks in order, 0 where there is none. Four is what a cell of
  /// ncurses holds beside its base.
  public var marks: SIMD4<UInt32>
  /// Columns taken: 1 or 2.
  public var width: UInt8

  /// A glyph of `scalar`, `width` columns wide.
  public init(scalar: UInt32, marks: SIMD4<UInt32> = .zero, width: UInt8 = 1) {
    self.scalar = scalar
    self.marks = marks
    self.width = width
  }

  /// An empty position.
  public static let blank = Glyph(scalar: 0x20)
}
