import Interface
import TestSupport
import TextModel

/// Frames as they follow each other on a screen: edits within a row, whole
/// rows, scrolling, everything new.
struct FrameGenerator {
  var generator: SeededGenerator
  let palette: [CellStyle]

  static let glyphs: [Glyph] =
    "abcdefgh  ..,XYZ".unicodeScalars.map { Glyph(scalar: $0.value) }
    + [0xe9, 0x2500, 0x2026, 0xfffd, 0x203a].map { Glyph(scalar: $0) }
    + [0x6f22, 0x5b57, 0x1f389].map { Glyph(scalar: $0, width: 2) }
    + [
      Glyph(scalar: 0x65, marks: [0x301, 0, 0, 0]),
      Glyph(scalar: 0x6f22, marks: [0x301, 0x302, 0, 0], width: 2),
      Glyph(scalar: 0x61, marks: [0x300, 0x301, 0x302, 0x303]),
    ]

  static let colorful: [CellStyle] = [
    .standard, .standard, CellStyle(emphasis: .bold), CellStyle(emphasis: .reverse),
    CellStyle(emphasis: [.dim, .underline]), CellStyle(foreground: .indexed(2)),
    CellStyle(foreground: .indexed(208), background: .indexed(17)),
    CellStyle(background: .indexed(5), emphasis: .italic), CellStyle(foreground: .indexed(9)),
  ]

  mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

  mutating func fill(_ frame: inout Frame, row: Int, from first: Int = 0) {
    let columns = frame.size.columns
    var column = first
    var style = palette[pick(palette.count)]
    // Rows mostly end in blanks, as text does.
    let end = pick(3) == 0 ? columns : first + pick(columns - first + 1)
    while column < end {
      if pick(6) == 0 { style = palette[pick(palette.count)] }
      var glyph = Self.glyphs[pick(Self.glyphs.count)]
      if column + Int(glyph.width) > columns { glyph = Glyph(scalar: 0x7c) }
      frame.cells[row * columns + column] = Cell(glyph, style)
      if glyph.width == 2 {
        frame.cells[row * columns + column + 1] = Cell(Glyph(scalar: 0x20, width: 0), style)
      }
      column += Int(glyph.width)
    }
    while column < columns {
      frame.cells[row * columns + column] = Cell()
      column += 1
    }
  }

  mutating func next(after last: Frame) -> Frame {
    var frame = last
    let (columns, rows) = (last.size.columns, last.size.rows)
    switch pick(6) {
    case 0: for row in 0..<rows { fill(&frame, row: row) }
    case 1: fill(&frame, row: pick(rows))
    case 2:
      // Up by some rows, new ones from below.
      let by = 1 + pick(max(1, rows / 2))
      let kept = last.cells.dropFirst(min(by, rows) * columns)
      frame.cells.replaceSubrange(0..<kept.count, with: kept)
      for row in max(0, rows - by)..<rows { fill(&frame, row: row) }
    case 3:
      let by = 1 + pick(max(1, rows / 2))
      let kept = last.cells.dropLast(min(by, rows) * columns)
      frame.cells.replaceSubrange(frame.cells.count - kept.count..<frame.cells.count, with: kept)
      for row in 0..<min(by, rows) { fill(&frame, row: row) }
    case 4:
      // Plain text from a column on, as streaming does.
      let row = pick(rows)
      let start = frame.row(row)
      var column = pick(columns)
      if start[start.startIndex + column].glyph.width == 0 { column -= 1 }
      fill(&frame, row: row, from: column)
    default: break
    }
    frame.cursor =
      pick(5) == 0 ? nil : ScreenPosition(column: pick(columns), row: pick(rows))
    return frame
  }
}
