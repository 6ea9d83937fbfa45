import TestSupport
import Testing

@testable import TextModel

@Suite struct EditBufferTests {
  @Test func insertsAtTheCaret() {
    var buffer = EditBuffer()
    buffer.insert("ac")
    buffer.moveLeft()
    buffer.insert("b\nx")
    #expect(buffer.text == "ab\nxc")
    #expect(buffer.caret == 4)
    #expect(buffer.byteCount == 5)
    #expect(buffer.characterBeforeCaret == "x")
    #expect(buffer.lineBeforeCaret == "x")
    #expect(buffer.firstLine() == "ab")
  }

  @Test func deletesWholeGraphemes() {
    var buffer = EditBuffer("a👩‍👩‍👧e\u{301}🇩🇪")
    buffer.deleteBackward()
    #expect(buffer.text == "a👩‍👩‍👧e\u{301}")
    buffer.deleteBackward()
    #expect(buffer.text == "a👩‍👩‍👧")
    buffer.moveToStart()
    buffer.deleteForward()
    buffer.deleteForward()
    buffer.deleteForward()
    #expect(buffer.isEmpty)
  }

  @Test func joinsAMarkToItsBase() {
    var buffer = EditBuffer("e")
    buffer.insert("\u{301}")
    #expect(buffer.count == 1)
    buffer.deleteBackward()
    #expect(buffer.isEmpty)
    buffer.undo()
    buffer.undo()
    #expect(buffer.text == "e")
  }

  @Test(arguments: [
    ("one two  three", "one two  ", "one two  "),
    ("see a/b.c", "see a/b.", "see "),
    ("tail  ", "", ""),
  ])
  func killsWords(text: String, withoutWord: String, withoutBlankWord: String) {
    var buffer = EditBuffer(text)
    buffer.killWordBackward()
    #expect(buffer.text == withoutWord)
    buffer.undo()
    buffer.killToWhitespace()
    #expect(buffer.text == withoutBlankWord)
  }

  @Test func movesByWords() {
    var buffer = EditBuffer("let value = f(x)")
    buffer.moveWordLeft()
    #expect(buffer.caret == 14)
    buffer.moveWordLeft()
    #expect(buffer.caret == 12)
    buffer.moveWordLeft()
    #expect(buffer.caret == 4)
    buffer.moveWordRight()
    #expect(buffer.caret == 9)
    buffer.killWordForward()
    #expect(buffer.text == "let value(x)")
  }

  @Test func killsInARowAreOneEntry() {
    var buffer = EditBuffer("one two three")
    buffer.killWordBackward()
    buffer.killWordBackward()
    #expect(buffer.text == "one ")
    buffer.moveToStart()
    buffer.yank()
    #expect(buffer.text == "two threeone ")
  }

  @Test func yankPopGoesThroughTheRing() {
    var buffer = EditBuffer("one two")
    buffer.killWordBackward()
    buffer.moveToStart()
    buffer.killToLineEnd()
    buffer.yank()
    #expect(buffer.text == "one ")
    buffer.yankPop()
    #expect(buffer.text == "two")
    buffer.yankPop()
    #expect(buffer.text == "one ")
    buffer.moveLeft()
    buffer.yankPop()
    #expect(buffer.text == "one ")
  }

  @Test func killsToTheEndsOfTheLine() {
    var buffer = EditBuffer("ab\ncd\nef")
    buffer.moveCaret(to: 4)
    buffer.killToLineEnd()
    #expect(buffer.text == "ab\nc\nef")
    buffer.killToLineEnd()
    #expect(buffer.text == "ab\ncef")
    buffer.killToLineStart()
    #expect(buffer.text == "ab\nef")
    buffer.killToLineStart()
    #expect(buffer.text == "abef")
  }

  @Test func transposes() {
    var buffer = EditBuffer("abc")
    buffer.transpose()
    #expect(buffer.text == "acb")
    buffer.moveCaret(to: 1)
    buffer.transpose()
    #expect(buffer.text == "cab")
    #expect(buffer.caret == 2)
  }

  @Test func typingIsUndoneByWords() {
    var buffer = EditBuffer()
    for character in "one two" { buffer.insert(String(character)) }
    buffer.undo()
    #expect(buffer.text == "one ")
    buffer.undo()
    #expect(buffer.text == "")
    buffer.redo()
    buffer.redo()
    #expect(buffer.text == "one two")
    let more = buffer.redo()
    #expect(!more)
  }

  @Test func setTextIsOneUnit() {
    var buffer = EditBuffer("draft")
    buffer.setText("from history")
    #expect(buffer.isAtEnd)
    buffer.undo()
    #expect(buffer.text == "draft")
  }

  @Test func replacesBeforeTheCaret() {
    var buffer = EditBuffer("see @Sou now")
    buffer.moveCaret(to: 8)
    buffer.replaceBeforeCaret(4, with: "@Sources/")
    #expect(buffer.text == "see @Sources/ now")
    #expect(buffer.caret == 13)
  }

  @Test func staysWithinItsBound() {
    var buffer = EditBuffer()
    let chunk = String(repeating: "x", count: EditBuffer.maximumBytes - 2)
    let results = [buffer.paste(chunk), buffer.insert("abc"), buffer.insert("é")]
    #expect(results == [true, false, false])
    #expect(buffer.byteCount == EditBuffer.maximumBytes)
  }

  /// Random commands beside a naive model; then everything undone and redone.
  @Test func agreesWithANaiveModel() {
    let seed = SeededGenerator.testSeed
    var random = SeededGenerator(seed: seed)
    let texts = ["a", " ", "word", "\n", "é", "👩‍👩‍👧", "\u{301}", "🇩🇪", "漢", "x y\nz", "\r\n"]
    for _ in 0..<200 {
      var buffer = EditBuffer()
      for _ in 0..<60 {
        let before = Array(buffer.text)
        let caret = buffer.caret
        switch Int.random(in: 0..<12, using: &random) {
        case 0..<5:
          let text = texts.randomElement(using: &random) ?? ""
          buffer.insert(text)
          let expected = String(before[..<caret]) + text + String(before[caret...])
          #expect(
            buffer.text
              == expected.split(separator: "\r\n", omittingEmptySubsequences: false)
              .joined(separator: "\n"), "seed \(seed)")
        case 5: buffer.deleteBackward()
        case 6: buffer.moveCaret(to: Int.random(in: 0...buffer.count, using: &random))
        case 7: buffer.killWordBackward()
        case 8: buffer.yank()
        case 9: buffer.transpose()
        case 10: buffer.undo()
        default: buffer.redo()
        }
        #expect(Array(buffer.text).count == buffer.count, "seed \(seed)")
        #expect(buffer.byteCount == buffer.text.utf8.count, "seed \(seed)")
      }
      while buffer.redo() {}
      let final = buffer.text
      while buffer.undo() {}
      #expect(buffer.isEmpty, "seed \(seed)")
      while buffer.redo() {}
      #expect(buffer.text == final, "seed \(seed)")
    }
  }
}
