import Engine
import Testing
import TextModel

@testable import Interface

/// Code within lists and quotes is reached and copied as any other.
@Suite struct NestedCodeTests {
  private static let text =
    filler("start") + """
      1. Do this:

         ```sh
         make one
           make two
         ```

      """ + (1...30).map { "   more \($0)\n\n" }.joined() + """
      2. Then that:

         > ```swift
         > let two = 2
         >
         > print(two)
         > ```

      > Quoted

      > ```py
      > three = 3

      """ + "\n" + filler("end")

  private static func filler(_ word: String) -> String {
    (1...30).map { "\(word) \($0)\n\n" }.joined()
  }

  @Test func keysGoFromOneToTheNext() {
    var desk = Desk.reading(Self.text)
    desk.keys("gg")
    for label in ["sh  [1]", "swift  [2]", "py  [3]"] {
      desk.keys("]")
      #expect(desk.screen()[2].contains(label))
    }
    for label in ["swift  [2]", "sh  [1]"] {
      desk.keys("[")
      #expect(desk.screen()[2].contains(label))
    }
    desk.keys("jj")
    desk.keys("[")
    #expect(desk.screen()[2].contains("sh  [1]"))
  }

  /// Without the list's indentation and the marks of a quote.
  @Test func theNearestIsCopiedAsItsSource() {
    var desk = Desk.reading(Self.text)
    desk.keys("gg]yc")
    #expect(desk.takeCopies() == ["make one\n  make two"])
    // Within it, and behind it.
    desk.keys("jjyc")
    #expect(desk.takeCopies() == ["make one\n  make two"])
    desk.keys("]yc")
    #expect(desk.takeCopies() == ["let two = 2\n\nprint(two)"])
    desk.keys("y1")
    #expect(desk.takeCopies() == ["make one\n  make two"])
    desk.keys("]yc")
    #expect(desk.takeCopies() == ["three = 3"])
  }

  @Test func theOneThatIsStillWrittenIsThere() {
    var desk = Desk()
    desk.submit("Why?")
    let id = TurnID(1)
    desk.engine(.turnStarted(id, modelKey: "claude-sonnet-4-5"))
    desk.engine(.blockStarted(id, block: 0, .text))
    desk.engine(
      .delta(id, block: 0, "- first:\n\n  ```sh\n  ls\n  ```\n- then:\n\n  ```sh\n  rm -r"))
    _ = desk.screen()
    desk.press(.tab)
    _ = desk.screen()
    desk.keys("y2")
    #expect(desk.takeCopies() == ["rm -r"])
    desk.engine(.delta(id, block: 0, "f x\n  ls"))
    _ = desk.screen()
    desk.keys("y2")
    #expect(desk.takeCopies() == ["rm -rf x\nls"])
  }
}
