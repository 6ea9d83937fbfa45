import Engine
import Testing
import TextModel

@testable import Interface

/// What is copied is source, never what the screen made of it.
@Suite struct CopySourceTests {
  private static let long = "let total = " + (1...40).map { "part\($0)" }.joined(separator: " + ")
  private static let code = "func a() {\n\tif x {\n\t\ty(\"漢字\")  \n\t}\n\n}"

  private static func fenced(_ code: String, _ language: String = "swift") -> String {
    "Look:\n\n```\(language)\n\(code)\n```\n\nThat is *all* of it.\n"
  }

  @Test(arguments: [20, 40, 80, 200])
  func lesson13_codeIsCopiedVerbatimAtEveryWidth(columns: Int) {
    for code in [Self.code, Self.long, "    indented\n\n\ttab", "日本語のとても長い行" + Self.long] {
      var desk = Desk.reading(Self.fenced(code), columns: columns)
      desk.keys("y1", columns)
      #expect(desk.takeCopies() == [code])
    }
  }

  @Test func lesson13_selectedLinesOfCodeAreCode() {
    var desk = Desk.reading("1. First\n\n   ```sh\n   make\n   \tmake test\n   ```\n")
    desk.select("V", at: "make")
    desk.keys("jy")
    #expect(desk.takeCopies() == ["make\n\tmake test"])
  }

  @Test func lesson13_selectedCharactersHaveNoWrapNorTrailingBlanks() {
    let words = (1...60).map { "word\($0)" }.joined(separator: " ")
    var desk = Desk.reading("\(words)\n\nSecond paragraph.\n")
    desk.select("v", at: "word1 word2")
    for _ in 0..<20 where desk.cursorRow()?.contains("Second") != true { desk.keys("j") }
    desk.keys("$y")
    #expect(desk.takeCopies() == ["\(words)\n\nSecond paragraph."])
  }

  @Test func lesson13_selectedLinesAreMarkdown() {
    let answer = "# Title\n\nSome **bold** words\n\n- one\n- two\n"
    var desk = Desk.reading(answer)
    desk.select("V", at: "Title")
    desk.keys("Gk")
    desk.keys("y")
    let copy = desk.takeCopies().first ?? ""
    #expect(copy.hasPrefix("# Title\n\nSome **bold** words\n\n- one"))
  }

  @Test func aTabIsOneCharacter() {
    var desk = Desk.reading(Self.fenced("\tx\ty"))
    desk.select("v", at: "x   y")
    desk.keys("ly")
    #expect(desk.takeCopies() == ["\tx"])
  }

  @Test func wideCharactersAreSteppedOverWhole() {
    var desk = Desk.reading("漢字 and more\n")
    desk.select("v", at: "漢字")
    desk.keys("ly")
    #expect(desk.takeCopies() == ["漢字"])
  }

  @Test func codeBlocksAreNumberedInEachAnswer() {
    var desk = Desk.reading(
      "```swift\na\n```\n\ntext\n\n```\nb\n```\n\n- x\n\n  ```c\n  d\n  ```\n")
    let screen = desk.screen()
    #expect(screen.contains(" swift  [1]"))
    #expect(screen.contains(" [2]"))
    #expect(screen.contains(" c  [3]"))
    for (number, code) in [(1, "a"), (2, "b"), (3, "d")] {
      desk.keys("y\(number)")
      #expect(desk.takeCopies() == [code])
    }
    desk.keys("y4")
    #expect(desk.takeCopies() == [])
    #expect(desk.state.toast?.text == "there is no code block 4 here")
  }

  @Test func aCodeBlockLongerThanAnyPieceIsWhole() {
    for separator in ["\n", " "] {
      let code = (1...4_000).map { "line \($0) of something" }.joined(separator: separator)
      var desk = Desk.reading(Self.fenced(code))
      desk.keys("yc")
      desk.keys("y1")
      let copies = desk.takeCopies()
      #expect(copies.map(\.utf8.count) == [code.utf8.count, code.utf8.count])
      #expect(copies == [code, code])
    }
  }

  @Test func messagesAreCopiedWhole() {
    var desk = Desk.reading("The *answer*.\n", prompt: "The question")
    desk.keys("ya")
    desk.keys("yp")
    #expect(desk.takeCopies() == ["The *answer*.", "The question"])
    desk.keys("g")
    desk.keys("Y")
    #expect(desk.takeCopies().count == 1)
  }

  @Test func commandsCopyToo() {
    var desk = Desk.reading("One\n\n```sh\nls\n```\n")
    desk.press(.escape)
    for (command, text) in [
      ("/copy", "One\n\n```sh\nls\n```"), ("/copy code", "ls"), ("/copy code 1", "ls"),
      ("/copy prompt", "Why?"), ("/copy 1", "One\n\n```sh\nls\n```"),
    ] {
      desk.submit(command)
      #expect(desk.takeCopies() == [text])
    }
  }
}
