import TestSupport
import Testing

@testable import TextModel

/// Laws of the edit buffer under any series of commands.
@Suite struct EditBufferPropertyTests {
  private static let pieces = [
    "a", " ", "word", "\n", "漢", "e\u{301}", "\u{301}", "🇩", "🇪", "🇩🇪", "👩", "\u{200D}", "👧", "👍",
    "🏽", "\u{1100}", "\u{1161}", "क", "्", "ष", "\r\n", "\t", "ß", "-", "(", ")", "\"", "\u{FE0F}",
    "שׁ", "x\ny z", String(repeating: "long ", count: 300),
  ]

  /// One random command.
  private static func change(_ buffer: inout EditBuffer, using generator: inout SeededGenerator) {
    switch Int.random(in: 0..<38, using: &generator) {
    case 0..<9: buffer.insert(pieces.randomElement(using: &generator) ?? "")
    case 9: buffer.paste(pieces.randomElement(using: &generator) ?? "")
    case 10: buffer.deleteBackward()
    case 11: buffer.deleteForward()
    case 12: buffer.killToLineEnd()
    case 13: buffer.killToLineStart()
    case 14: buffer.killWordBackward()
    case 15: buffer.killWordForward()
    case 16: buffer.killToWhitespace()
    case 17: buffer.yank()
    case 18: buffer.yankPop()
    case 19: buffer.transpose()
    case 20: buffer.transposeWords()
    case 21: buffer.changeWord(to: .upper)
    case 22: buffer.changeWord(to: .lower)
    case 23: buffer.changeWord(to: .capital)
    case 24: buffer.expandChip()
    case 25: buffer.toggleMark()
    case 26: buffer.beginSelecting()
    case 27: buffer.killSelection()
    case 28: _ = buffer.copySelection()
    case 29: buffer.setTextKeepingChips(buffer.text + "!")
    default: move(&buffer, using: &generator)
    }
  }

  private static func move(_ buffer: inout EditBuffer, using generator: inout SeededGenerator) {
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: buffer.moveLeft()
    case 1: buffer.moveRight()
    case 2: buffer.moveWordLeft()
    case 3: buffer.moveWordRight()
    case 4: buffer.moveToLineStart()
    case 5: buffer.moveToLineEnd()
    case 6: _ = buffer.moveUp(width: 7)
    case 7: _ = buffer.moveDown(width: 7)
    default: buffer.moveCaret(to: Int.random(in: -2...buffer.count + 2, using: &generator))
    }
  }

  /// Everything that must hold of a buffer at any time.
  private static func check(_ buffer: EditBuffer, _ note: Comment) {
    let elements = (0..<buffer.count).map { buffer[$0] }
    // Between chips the elements are the clusters of the text.
    let runs = elements.split { if case .chip = $0 { true } else { false } }
    for run in runs {
      var bytes: [UInt8] = []
      for element in run { element.write(to: &bytes) }
      let again = EditElement.elements(of: String(decoding: bytes, as: UTF8.self))
      #expect(again.map(\.byteCount) == run.map(\.byteCount), note)
    }
    #expect(buffer.byteCount == buffer.text.utf8.count, note)
    #expect(buffer.byteCount <= EditBuffer.maximumBytes, note)
    #expect((0...buffer.count).contains(buffer.caret), note)
    // The places of newlines are those that looking finds.
    let newlines = elements.indices.filter { elements[$0] == .newline }
    #expect(buffer.lineCount == newlines.count + 1, note)
    for position in 0...buffer.count {
      #expect(buffer.lineStart(of: position) == (newlines.last { $0 < position } ?? -1) + 1, note)
      #expect(
        buffer.lineEnd(of: position) == newlines.first { $0 >= position } ?? buffer.count, note)
      let line = newlines.filter { $0 < position }.count
      #expect(buffer.lineIndex(of: position) == line, note)
      #expect(buffer.startOfLine(line) == buffer.lineStart(of: position), note)
    }
    if let selection = buffer.selection {
      #expect(selection.lowerBound >= 0 && selection.upperBound <= buffer.count, note)
    }
  }

  @Test(arguments: 0..<40)
  func invariantsHoldAndUndoIsTheIdentity(round: Int) {
    let seed = SeededGenerator.testSeed &+ UInt64(round)
    var generator = SeededGenerator(seed: seed)
    var buffer = EditBuffer()
    for step in 0..<60 {
      let (text, caret) = (buffer.text, buffer.caret)
      let units = buffer.history.undo.count
      Self.change(&buffer, using: &generator)
      let note: Comment = "seed \(seed), step \(step)"
      Self.check(buffer, note)
      guard buffer.history.undo.count == units + 1 else { continue }
      // A unit of its own: taking it back is as if it had never been.
      let after = buffer.text
      var other = buffer
      let isUndone = other.undo()
      #expect(isUndone, note)
      #expect(other.text == text && other.caret == caret, note)
      let isRedone = other.redo()
      #expect(isRedone, note)
      #expect(other.text == after, note)
    }
    let end = buffer.text
    while buffer.undo() { Self.check(buffer, "undo, seed \(seed)") }
    #expect(buffer.text == "", "seed \(seed)")
    while buffer.redo() {}
    #expect(buffer.text == end, "seed \(seed)")
  }

  /// No row is wider than the pane, and the rows hold everything but line ends
  /// and blanks that hang behind a row.
  @Test(arguments: 0..<20, [1, 2, 5, 20])
  func wrappingLosesNothingAndFits(round: Int, width: Int) {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed &+ UInt64(round))
    var buffer = EditBuffer()
    for _ in 0..<30 {
      buffer.insert(Self.pieces.dropLast().randomElement(using: &generator) ?? "")
    }
    buffer.moveCaret(to: Int.random(in: 0...buffer.count, using: &generator))
    let display = buffer.displayRows(width: width)
    for row in display.rows {
      #expect(row.reduce(0) { $0 + Int($1.glyph.width) } <= max(1, width - 1))
    }
    #expect(display.rows.indices.contains(display.caretRow))
    #expect((0..<max(2, width)).contains(display.caretColumn))
    guard width > 5 else { return }
    func visible(_ glyphs: some Sequence<StyledGlyph>) -> [UInt32] {
      glyphs.map(\.glyph.scalar).filter { $0 != 0x20 }
    }
    let whole = Array(buffer.text).filter { $0 != "\n" }.flatMap {
      visible(TextLayout.glyphs(of: Substring(String($0)), style: .plain))
    }
    #expect(display.rows.flatMap(visible) == whole)
  }

  /// A key in a prompt of a megabyte costs what is on the screen.
  @Test(arguments: ["\n", " ", ""])
  func lesson06_aKeyInAMegabyteCostsAScreen(separator: String) {
    let text = String(repeating: "word" + separator, count: 1_000_000 / (4 + separator.utf8.count))
    var buffer = EditBuffer(text)
    buffer.moveCaret(to: buffer.count / 2)
    buffer.insert("x")
    var layout = EditLayout(buffer: buffer, width: 80)
    var row = layout.row(containing: buffer.caret)
    for _ in 0..<30 { row = layout.row(behind: row) ?? row }
    #expect(layout.measuredElements <= 3 * EditBuffer.stretchLength)
  }
}
