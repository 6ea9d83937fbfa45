import Testing

@testable import TextModel

@Suite struct EditBufferWordTests {
  @Test(arguments: [
    (EditBuffer.LetterCase.upper, "one TWO three"), (.lower, "one two three"),
    (.capital, "one Two three"),
  ])
  func theLettersOfAWordChange(letterCase: EditBuffer.LetterCase, expected: String) {
    var buffer = EditBuffer("one tWo three")
    buffer.moveCaret(to: 3)
    buffer.changeWord(to: letterCase)
    #expect(buffer.text == expected)
    #expect(buffer.caret == 7)
    buffer.undo()
    #expect(buffer.text == "one tWo three")
  }

  @Test func oneLetterMayBecomeTwo() {
    var buffer = EditBuffer("straße")
    buffer.moveToStart()
    buffer.changeWord(to: .upper)
    #expect(buffer.text == "STRASSE")
  }

  @Test(arguments: [
    ("one two", 3, "two one"), ("one two", 7, "two one"), ("one, two!", 4, "two, one!"),
    ("alone", 5, "alone"), ("", 0, ""), ("a b c", 2, "b a c"),
  ])
  func wordsAreExchanged(text: String, caret: Int, expected: String) {
    var buffer = EditBuffer(text)
    buffer.moveCaret(to: caret)
    buffer.transposeWords()
    #expect(buffer.text == expected)
  }
}
