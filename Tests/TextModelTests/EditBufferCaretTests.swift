import TestSupport
import Testing

@testable import TextModel

/// Where the caret is drawn, in every script and at every edge.
@Suite struct EditBufferCaretTests {
  private static let clusters = [
    "a", "b", " ", " ", "-", "e\u{301}", "e\u{301}\u{323}", "漢", "字", "漢\u{301}", "か\u{3099}",
    "👍", "👍🏽", "👩‍👩‍👧", "🧑🏽‍💻", "🏳️‍🌈", "🇩🇪", "🇫🇷", "1️⃣", "#️⃣", "❤️", "\u{1100}\u{1161}",
    "한", "क्ष", "नि", "ที่", "กำ", "நி", "ע", "שָׁ", "بِ", "ﷺ", "\u{200B}", "a\u{200D}", "\u{FEFF}",
    "\u{202E}", "\t", "\n", "\u{7}", "ｱ", "Ｗ",
  ]

  /// The cell under the caret shows what the caret stands on; at the end of a
  /// line it is the cell behind the last one. Steps to the right never go back
  /// on the screen.
  @Test(arguments: 0..<8, [10, 20, 40])
  func theCaretIsWhereItsCharacterIs(round: Int, width: Int) {
    let seed = SeededGenerator.testSeed &+ UInt64(round)
    var generator = SeededGenerator(seed: seed)
    let text = (0..<120).map { _ in Self.clusters.randomElement(using: &generator) ?? "" }.joined()
    var buffer = EditBuffer(text)
    var last = (row: 0, column: 0)
    for position in 0...buffer.count {
      buffer.moveCaret(to: position)
      let display = buffer.display(width: width, maxRows: 1_000)
      let row = display.rows[display.caretRow]
      let note: Comment = "seed \(seed), width \(width), position \(position)"
      #expect(
        (last.row, last.column) <= (display.caretRow, display.caretColumn), note)
      last = (display.caretRow, display.caretColumn)
      #expect(row.reduce(0) { $0 + Int($1.glyph.width) } < width, note)
      var columns: [Int: Glyph] = [:]
      let end = row.reduce(into: 0) { column, glyph in
        columns[column] = glyph.glyph
        column += Int(glyph.glyph.width)
      }
      guard position < buffer.count, case .character(let character) = buffer[position] else {
        #expect(display.caretColumn == end || display.caretColumn == width - 1, note)
        continue
      }
      let wanted = TextLayout.glyphs(
        of: Substring(String(character)), style: .plain, column: display.caretColumn)
      // A blank beyond the last column hangs there unseen.
      guard let first = wanted.first, !character.isWhitespace || columns[display.caretColumn] != nil
      else { continue }
      #expect(columns[display.caretColumn] == first.glyph, note)
    }
  }

  /// What readline does to words and letters keeps clusters whole, and undo
  /// brings back what was there.
  @Test(arguments: 0..<40)
  func commandsKeepClustersWhole(round: Int) {
    let seed = SeededGenerator.testSeed &+ UInt64(round)
    var generator = SeededGenerator(seed: seed)
    let text = (0..<30).map { _ in Self.clusters.randomElement(using: &generator) ?? "" }.joined()
    var buffer = EditBuffer(text)
    let commands: [(inout EditBuffer) -> Void] = [
      { $0.transpose() }, { $0.transposeWords() }, { $0.changeWord(to: .upper) },
      { $0.changeWord(to: .lower) }, { $0.changeWord(to: .capital) }, { $0.killWordForward() },
      { $0.killWordBackward() }, { $0.killToWhitespace() }, { $0.killToLineEnd() },
      { $0.yank() }, { $0.yankPop() }, { $0.deleteForward() }, { $0.deleteBackward() },
    ]
    for step in 0..<60 {
      buffer.moveCaret(to: Int.random(in: 0...buffer.count, using: &generator))
      commands[Int.random(in: 0..<commands.count, using: &generator)](&buffer)
      #expect(
        buffer.elements(in: 0..<buffer.count) == EditElement.elements(of: buffer.text),
        "seed \(seed), step \(step)")
    }
    while buffer.undo() {}
    #expect(buffer.text.utf8.elementsEqual(text.utf8), "seed \(seed)")
  }
}
