import Testing

@testable import TextModel

@Suite struct EditBufferSelectionTests {
  private func buffer(selecting range: Range<Int>, of text: String) -> EditBuffer {
    var buffer = EditBuffer(text)
    buffer.select(range)
    return buffer
  }

  @Test func typingReplacesWhatIsSelectedInOneUnit() {
    var buffer = buffer(selecting: 4..<9, of: "one three two")
    buffer.insert("2")
    #expect(buffer.text == "one 2 two")
    #expect(buffer.selection == nil)
    buffer.undo()
    #expect(buffer.text == "one three two")
  }

  @Test func deletingTakesTheWholeSelection() {
    var backward = buffer(selecting: 0..<4, of: "one two")
    backward.deleteBackward()
    #expect(backward.text == "two")
    var forward = buffer(selecting: 0..<4, of: "one two")
    forward.deleteForward()
    #expect(forward.text == "two")
  }

  @Test func whatIsKilledOrCopiedCanBeYanked() {
    var buffer = buffer(selecting: 0..<3, of: "one two")
    #expect(buffer.copySelection() == "one")
    #expect(buffer.selection == nil)
    buffer.moveToEnd()
    buffer.yank()
    #expect(buffer.text == "one twoone")
    buffer.select(3..<7)
    let isKilled = buffer.killSelection()
    #expect(isKilled)
    #expect(buffer.text == "oneone")
    buffer.yank()
    #expect(buffer.text == "one twoone")
  }

  @Test func aPasteReplacesAndAMarkStaysWhileTheCaretMoves() {
    var buffer = EditBuffer("abc")
    buffer.moveToStart()
    buffer.toggleMark()
    buffer.deselectBeforeMove()
    buffer.moveRight()
    buffer.moveRight()
    #expect(buffer.selectedText == "ab")
    buffer.paste("X")
    #expect(buffer.text == "Xc")
  }

  @Test func aPlainMoveEndsASelectionByShift() {
    var buffer = EditBuffer("abc")
    buffer.beginSelecting()
    buffer.moveLeft()
    #expect(buffer.selection == 2..<3)
    buffer.deselectBeforeMove()
    buffer.moveLeft()
    #expect(buffer.selection == nil)
  }

  @Test func theSelectionIsDrawnInItsRole() {
    let buffer = buffer(selecting: 1..<3, of: "abcd")
    let display = buffer.display(
      width: 10, maxRows: 1, highlights: [EditBuffer.Highlight(1..<3, .marked)])
    #expect(display.rows[0].map(\.style.role) == [.prompt, .marked, .marked, .prompt])
  }
}
