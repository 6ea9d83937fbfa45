import Testing

@testable import TextModel

@Suite struct EditBufferChipTests {
  private static let long = (1...20).map { "line \($0)" }.joined(separator: "\n")

  @Test func aChipWhoseTextStandsStaysAChip() {
    var buffer = EditBuffer("see ")
    buffer.paste(Self.long)
    buffer.insert(" please")
    buffer.setTextKeepingChips("look at \(Self.long) now")
    #expect(buffer.count == "look at ".count + 1 + " now".count)
    #expect(buffer.text == "look at \(Self.long) now")
    #expect(buffer.isAtEnd)
    buffer.undo()
    #expect(buffer.text == "see \(Self.long) please")
  }

  @Test func aChipThatWasEditedBecomesText() {
    var buffer = EditBuffer()
    buffer.paste(Self.long)
    buffer.setTextKeepingChips("line 1\nline 2")
    #expect(buffer.count == 13)
  }

  /// Who leaves an editor without a change has nothing to undo.
  @Test func theSameTextIsNoEdit() {
    var buffer = EditBuffer("see ")
    buffer.paste("that")
    buffer.moveLeft()
    buffer.setTextKeepingChips("see that")
    #expect(buffer.caret == 7)
    buffer.undo()
    #expect(buffer.text == "see ")
  }

  @Test func theChipUnderTheCaretIsOpenedAndPutBack() {
    var buffer = EditBuffer("a")
    buffer.paste(Self.long)
    #expect(buffer.chipAtCaret == nil)
    buffer.moveLeft()
    let chip = buffer.chipAtCaret
    #expect(chip?.text == Self.long)
    buffer.replaceChip(chip?.number ?? 0, with: Self.long + "\nmore")
    #expect(buffer.text == "a\(Self.long)\nmore")
    #expect(buffer.count == 2)
    buffer.undo()
    #expect(buffer.text == "a\(Self.long)")
    #expect(buffer.count == 2)
  }

  @Test func matchesAreFoundWhateverTheirCase() {
    #expect(EditBuffer("Ab ab aB").ranges(of: "AB") == [0..<2, 3..<5, 6..<8])
    #expect(EditBuffer("Ab").ranges(of: "").isEmpty)
    #expect(EditBuffer("a").ranges(of: "ab").isEmpty)
  }

  /// A hundred pastes of eight megabytes are not a hundred times as much
  /// memory: undo and the kill ring keep the last of them.
  @Test func bigPastesAreNotKeptForEver() {
    var buffer = EditBuffer()
    let text = String(repeating: "x", count: EditBuffer.maximumBytes)
    for _ in 0..<20 {
      buffer.paste(text)
      buffer.moveToStart()
      buffer.killToLineEnd()
    }
    #expect(buffer.history.undo.count <= 4)
    #expect(buffer.killRing.entries.count <= 2)
    #expect(buffer.isEmpty)
    buffer.undo()
    #expect(buffer.byteCount == EditBuffer.maximumBytes)
  }

  /// What was taken back and then written over no longer counts.
  @Test func whatIsWrittenOverIsNotCounted() {
    var buffer = EditBuffer()
    for _ in 0..<5 {
      buffer.paste(String(repeating: "x", count: EditBuffer.maximumBytes))
      buffer.undo()
      buffer.insert("a")
    }
    #expect(buffer.history.weight == 5 * (1 + Edit.ownWeight))
    #expect(buffer.history.undo.count == 5)
  }
}
