import Testing

@testable import TextModel

private func rows(_ buffer: EditBuffer, width: Int) -> [String] {
  buffer.displayRows(width: width).rows.map(text(of:))
}

@Suite struct EditBufferDisplayTests {
  @Test(arguments: [
    ("", 10, [""]),
    ("one two", 10, ["one two"]),
    ("one two three", 8, ["one two", "three"]),
    ("one\n\ntwo", 8, ["one", "", "two"]),
    ("abcdefgh", 4, ["abc", "def", "gh"]),
    ("漢字漢", 4, ["漢", "字", "漢"]),
    ("ab cdefgh", 5, ["ab", "cdef", "gh"]),
    ("a b", 1, ["a", "b"]),
  ])
  func breaksRows(input: String, width: Int, expected: [String]) {
    #expect(rows(EditBuffer(input), width: width).map { $0.trimmedEnd } == expected)
  }

  @Test(arguments: [
    (0, 0, 0), (3, 0, 3), (4, 1, 0), (7, 1, 3), (8, 2, 0), (9, 2, 1),
  ])
  func drawsTheCaret(caret: Int, row: Int, column: Int) {
    var buffer = EditBuffer("one two\nx")
    buffer.moveCaret(to: caret)
    let display = buffer.displayRows(width: 6)
    #expect(display.caretRow == row)
    #expect(display.caretColumn == column)
  }

  @Test func caretStaysInThePaneBehindAFullRow() {
    let display = EditBuffer("abcde").displayRows(width: 6)
    #expect(display.rows.count == 1)
    #expect(display.caretColumn == 5)
  }

  @Test func movesByVisualRowsAndKeepsTheColumn() {
    var buffer = EditBuffer("long line\nx\nlong line")
    let up1 = buffer.moveUp(width: 40)
    #expect(up1 && buffer.caret == 11)
    let up2 = buffer.moveUp(width: 40)
    #expect(up2 && buffer.caret == 9)
    let up3 = buffer.moveUp(width: 40)
    #expect(!up3 && buffer.caret == 9)
    let down1 = buffer.moveDown(width: 40)
    let down2 = buffer.moveDown(width: 40)
    #expect(down1 && down2 && buffer.isAtEnd)
    let down3 = buffer.moveDown(width: 40)
    #expect(!down3)
  }

  @Test func showsTheRowsAroundTheCaret() {
    var buffer = EditBuffer((1...20).map(String.init).joined(separator: "\n"))
    var display = buffer.display(width: 10, maxRows: 4)
    #expect(display.rows.map(text(of:)) == ["17", "18", "19", "20"])
    #expect(display.caretRow == 3)
    #expect(display.hasMoreAbove && !display.hasMoreBelow)
    buffer.moveToStart()
    display = buffer.display(width: 10, maxRows: 4)
    #expect(display.rows.map(text(of:)) == ["1", "2", "3", "4"])
    #expect(!display.hasMoreAbove && display.hasMoreBelow)
    #expect(buffer.rowCount(width: 10, upTo: 7) == 7)
    #expect(buffer.rowCount(width: 10, upTo: 70) == 20)
  }

  @Test func walksAVeryLongLineInBothDirections() {
    let length = EditBuffer.stretchLength * 2
    var buffer = EditBuffer(String(repeating: "x", count: length) + "\ny")
    var rowsUp = 0
    while buffer.moveUp(width: 101) { rowsUp += 1 }
    var rowsDown = 0
    while buffer.moveDown(width: 101) { rowsDown += 1 }
    #expect(rowsUp == rowsDown)
    #expect(buffer.rowCount(width: 101, upTo: 1_000) == rowsUp + 1)
  }

  @Test func pastesBecomeChips() {
    var buffer = EditBuffer("see ")
    buffer.paste((1...12).map(String.init).joined(separator: "\n"))
    buffer.insert(" end")
    #expect(rows(buffer, width: 60) == ["see [Pasted #1 +12 lines] end"])
    #expect(buffer.text == "see 1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12 end")
    buffer.moveCaret(to: 5)
    buffer.deleteBackward()
    #expect(buffer.text == "see  end")
    buffer.undo()
    let expanded = buffer.expandChip()
    #expect(expanded)
    #expect(rows(buffer, width: 60).count == 12)
  }

  @Test(arguments: [
    (String(repeating: "x", count: 1_000), false),
    (String(repeating: "x", count: 1_001), true),
    (String(repeating: "x\n", count: 10), false),
    (String(repeating: "x\n", count: 11), true),
  ])
  func chipsBeginAtTheBound(paste: String, isChip: Bool) {
    var buffer = EditBuffer()
    buffer.paste(paste)
    #expect((buffer.count == 1) == isChip)
    #expect(buffer.text == paste)
  }

  @Test func aChipIsCutToItsPane() {
    var buffer = EditBuffer()
    buffer.paste(String(repeating: "x\n", count: 200))
    #expect(rows(buffer, width: 8) == ["[Pasted"])
  }
}
