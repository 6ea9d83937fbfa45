internal import CTerminal
internal import TextModel

/// The last look at a glyph before curses gets it. Curses lays out by the
/// libc's widths; a scalar that the libc measures otherwise, or not at all,
/// would shift the rest of the row, so a substitute of our width is drawn.
/// Controls measure as nothing and go the same way: none reaches the
/// terminal, whatever the frame says.
struct GlyphGuard {
  /// Scalars remembered; a screen holds far fewer distinct ones.
  private static let slots = 4_096
  /// U+FFFD, and the wide question mark U+FF1F.
  static let narrowSubstitute: UInt32 = 0xfffd
  static let wideSubstitute: UInt32 = 0xff1f

  private var scalars = [UInt32](repeating: .max, count: GlyphGuard.slots)
  private var widths = [Int8](repeating: 0, count: GlyphGuard.slots)

  /// `glyph` as a cell of curses without its look.
  mutating func cell(of glyph: Glyph) -> adit_cell {
    var cell = adit_cell()
    cell.scalar = glyph.scalar
    cell.width = glyph.width
    let isPlain = glyph.width == 1 && (0x20..<0x7f).contains(glyph.scalar)
    if !isPlain, libcWidth(glyph.scalar) != Int8(clamping: glyph.width) {
      cell.scalar = glyph.width == 2 ? Self.wideSubstitute : Self.narrowSubstitute
      return cell
    }
    if glyph.marks != .zero { addMarks(of: glyph, to: &cell) }
    return cell
  }

  private mutating func addMarks(of glyph: Glyph, to cell: inout adit_cell) {
    var kept = SIMD4<UInt32>.zero
    var count = 0
    for index in 0..<4 {
      let mark = glyph.marks[index]
      guard mark != 0, !Self.isInvisibleControl(mark), libcWidth(mark) == 0 else { continue }
      kept[count] = mark
      count += 1
    }
    cell.marks = (kept[0], kept[1], kept[2], kept[3])
  }

  /// Zero-width scalars that steer instead of mark: joiners, bidi, tags.
  private static func isInvisibleControl(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x206f, 0xfeff, 0xe0000...0xe007f: true
    default: false
    }
  }

  private mutating func libcWidth(_ scalar: UInt32) -> Int8 {
    let slot = Int(scalar) & (Self.slots - 1)
    if scalars[slot] != scalar {
      // Not every number is a scalar; curses must not see those at all.
      let isScalar = Unicode.Scalar(scalar) != nil
      scalars[slot] = scalar
      widths[slot] = isScalar ? Int8(clamping: adit_column_width(scalar)) : -1
    }
    return widths[slot]
  }
}
