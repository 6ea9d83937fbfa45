/// Text as it came to glyphs that are safe to draw.
///
/// Nothing that a terminal interprets, and nothing that hides, comes out:
/// controls become their pictures (`␛`), other invisible characters their code
/// (`<U+202E>`), both told apart from such text by the role `.control`. A
/// sequence of emoji is its first one, skin tones and presentation selectors
/// are dropped, flags are their two letters, at most four marks stay on a
/// base. What comes out, put in again, comes out the same.
struct Sanitizer {
  /// Marks that a cell of ncurses holds beside its base.
  static let maximumMarks = 4
  /// Tags between the black flag and the end tag: the longest code of a
  /// subdivision (ISO 3166-2).
  private static let maximumFlagTags = 6

  private let tabWidth: Int
  private let emit: (Glyph, Bool) -> Void
  /// Column behind everything scanned.
  private(set) var column: Int
  /// The glyph that marks may still join.
  private var pending: Glyph?
  private var markCount = 0

  /// A sanitizer that hands each glyph, and whether it is part of a visible
  /// mark, to `emit`.
  init(column: Int, tabWidth: Int, emit: @escaping (Glyph, Bool) -> Void) {
    self.column = column
    self.tabWidth = max(1, tabWidth)
    self.emit = emit
  }

  /// Reads all of `text`.
  mutating func scan(_ text: Substring.UnicodeScalarView) {
    var rest = text[...]
    while let scalar = rest.popFirst() {
      let value = scalar.value
      switch WidthTable.widthClass(of: value) {
      case .narrow: start(Glyph(scalar: value))
      case .wide: scanWide(value)
      case .combining: combine(value)
      case .hidden: scanHidden(value, &rest)
      }
    }
    flush()
  }

  private mutating func scanWide(_ value: UInt32) {
    let isSkinTone = (0x1F3FB...0x1F3FF).contains(value)
    if isSkinTone, let base = pending, Sanitizer.isEmoji(base.scalar) { return }
    start(Glyph(scalar: value, width: 2))
  }

  private mutating func scanHidden(_ value: UInt32, _ rest: inout Substring.UnicodeScalarView) {
    switch value {
    case 0x09: tab()
    case 0x00..<0x20: show(picture: 0x2400 + value)
    case 0x7F: show(picture: 0x2421)
    case 0xFE0E,
      0xFE0F where pending != nil:
      break
    case 0x200D:
      if let base = pending, Sanitizer.isEmoji(base.scalar), let next = rest.first,
        Sanitizer.isEmoji(next.value)
      {
        rest.removeFirst()
      } else {
        show(code: value)
      }
    case 0xE0020..<0xE0080 where pending?.scalar == 0x1F3F4:
      if let length = Sanitizer.flagTags(in: rest) {
        rest.removeFirst(length)
      } else {
        show(code: value)
      }
    default: show(code: value)
    }
  }

  /// Scalars to the end tag of a flag whose first tag was just read.
  private static func flagTags(in rest: Substring.UnicodeScalarView) -> Int? {
    for (offset, scalar) in rest.prefix(maximumFlagTags).enumerated() {
      switch scalar.value {
      case 0xE007F: return offset + 1
      case 0xE0030...0xE0039, 0xE0061...0xE007A: continue
      default: return nil
      }
    }
    return nil
  }

  /// Whether `scalar` may be part of an emoji sequence: a generous reading of
  /// Extended_Pictographic, used only where a joiner or skin tone asks.
  private static func isEmoji(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2190...0x21FF, 0x2300...0x23FF, 0x25A0...0x27BF, 0x2B00...0x2BFF, 0x1F000...0x1F1E5,
      0x1F200...0x1FAFF:
      true
    default: false
    }
  }

  private mutating func start(_ glyph: Glyph) {
    flush()
    pending = glyph
    column += Int(glyph.width)
  }

  private mutating func combine(_ mark: UInt32) {
    if pending == nil { start(Glyph(scalar: 0x25CC)) }
    guard markCount < Sanitizer.maximumMarks else { return }
    pending?.marks[markCount] = mark
    markCount += 1
  }

  private mutating func flush() {
    if let glyph = pending { emit(glyph, false) }
    pending = nil
    markCount = 0
  }

  private mutating func tab() {
    flush()
    let stop = (column / tabWidth + 1) * tabWidth
    while column < stop {
      emit(.blank, false)
      column += 1
    }
  }

  private mutating func show(picture: UInt32) {
    flush()
    emit(Glyph(scalar: picture), true)
    column += 1
  }

  private mutating func show(code: UInt32) {
    flush()
    let digits = String(code, radix: 16, uppercase: true)
    let padding = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
    for byte in "<U+\(padding)\(digits)>".utf8 {
      emit(Glyph(scalar: UInt32(byte)), true)
      column += 1
    }
  }
}
