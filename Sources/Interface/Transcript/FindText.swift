import Pattern
import TextModel

/// A logical line as it is read, to be searched: its UTF-8 bytes, and which
/// glyph each of them belongs to.
struct FindText {
  private var bytes: [UInt8] = []
  /// Glyph of each byte; empty: byte and glyph are one, as in ASCII.
  private var owners: [Int] = []

  /// A line that was not laid out.
  init(_ line: StyledLine) {
    for run in line.runs where !takePlain(run.text) {
      bytes = []
      take(TextLayout.glyphs(of: line))
      return
    }
  }

  /// The glyphs of a line.
  init(_ glyphs: [StyledGlyph]) { take(glyphs) }

  /// Takes `text` where it is nothing but printable ASCII.
  private mutating func takePlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      guard utf8.allSatisfy({ $0 &- 0x20 < 0x5F }) else { return false }
      bytes.append(contentsOf: utf8)
      return true
    }
  }

  private mutating func take(_ glyphs: [StyledGlyph]) {
    for (index, styled) in glyphs.enumerated() {
      take(styled.glyph.scalar, of: index)
      for mark in 0..<4 where styled.glyph.marks[mark] != 0 {
        take(styled.glyph.marks[mark], of: index)
      }
    }
  }

  private mutating func take(_ value: UInt32, of glyph: Int) {
    guard let scalar = Unicode.Scalar(value) else { return }
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
      bytes.append(byte)
      owners.append(glyph)
    }
  }

  var byteCount: Int { bytes.count }
  /// Whether glyphs had to be made of it.
  var isMapped: Bool { !owners.isEmpty }

  /// The glyphs that each match covers, at most `limit` matches.
  func matches(
    of expression: RegularExpression, limit: Int
  ) throws(PatternProblem) -> [Range<Int>] {
    let found = try expression.matches(in: bytes, limit: limit)
    guard isMapped else { return found }
    return found.map { owners[$0.lowerBound]..<owners[$0.upperBound - 1] + 1 }
  }
}
