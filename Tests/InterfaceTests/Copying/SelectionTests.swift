import Engine
import Testing
import TextModel

@testable import Interface

/// The selection: where it stands, what moves it, what it survives.
@Suite struct SelectionTests {
  private static let answer = "First line here.\n\nSecond, longer line.\n\nThird one.\n"

  private static func marked(_ desk: inout Desk, _ columns: Int = 80) -> String {
    let frame = desk.frame(columns, 24)
    let look = FileTheme.named("default").resolve(level: .ansi16).look(of: TextStyle(.marked))
    return String(
      frame.cells.filter { $0.style == look && $0.glyph.width > 0 }.map {
        Character(Unicode.Scalar($0.glyph.scalar) ?? "?")
      })
  }

  @Test func theCursorIsTheTerminalsOwn() throws {
    var desk = Desk.reading(Self.answer)
    desk.select("v", at: "First")
    let frame = desk.frame(80, 24)
    let cursor = try #require(frame.cursor)
    #expect(frame.lines[cursor.row] == " First line here.")
    #expect(cursor.column == 1)
  }

  @Test func theEmptyPromptSaysWhatIsSelected() {
    var desk = Desk.reading(Self.answer)
    desk.select("v", at: "First")
    #expect(desk.screen(80, 24).contains { $0.contains("selecting characters: ") })
    desk.keys("V")
    #expect(desk.screen(80, 24).contains { $0.contains("selecting lines: ") })
    desk.press(.escape)
    #expect(desk.screen(80, 24).contains { $0.contains("reading: ") })
  }

  @Test(arguments: [
    ("", "F"), ("ll", "Fir"), ("w", "First l"), ("e", "First"), ("ww", "First line h"),
    ("$", "First line here."), ("wb", "F"), ("lo", "Fi"), ("ee0", "F"), ("lll^", "F"),
  ])
  func movesWithinTheLine(keys: String, expected: String) {
    var desk = Desk.reading(Self.answer)
    desk.select("v", at: "First")
    desk.keys(keys)
    #expect(Self.marked(&desk) == expected)
  }

  @Test func staysInItsTextThroughResizeAndMoreText() {
    var desk = Desk()
    desk.submit("Why?")
    desk.engine(.turnStarted(TurnID(1), modelKey: "claude-sonnet-4-5"))
    desk.engine(.blockStarted(TurnID(1), block: 0, .text))
    desk.engine(.delta(TurnID(1), block: 0, Self.answer))
    _ = desk.screen()
    desk.press(.tab)
    desk.select("v", at: "Second")
    desk.keys("e")
    #expect(Self.marked(&desk) == "Second")
    desk.engine(.delta(TurnID(1), block: 0, "\n\nAnd *more*\n\n```c\nx\n```\n"))
    #expect(Self.marked(&desk) == "Second")
    for columns in [30, 12, 200, 80] { #expect(Self.marked(&desk, columns) == "Second") }
    desk.keys("y")
    #expect(desk.takeCopies() == ["Second"])
    #expect(Self.marked(&desk) == "")
  }

  @Test func theViewGoesWithIt() throws {
    let lines = (1...200).map { "Paragraph \($0)" }.joined(separator: "\n\n")
    var desk = Desk.reading(lines)
    desk.keys("gv")
    desk.keys(String(repeating: "d", count: 8))
    let frame = desk.frame(80, 24)
    let cursor = try #require(frame.cursor)
    #expect((2..<20).contains(cursor.row))
    desk.keys("G")
    #expect(desk.screen().contains { $0.contains("Paragraph 200") })
    desk.keys("g")
    #expect(desk.state.copying.selection != nil)
    desk.press(.escape)
    #expect(desk.state.copying.selection == nil)
    #expect(desk.state.focus == .transcript)
  }

  @Test func linesAreTakenWhole() {
    var desk = Desk.reading(Self.answer)
    desk.select("V", at: "Second")
    #expect(Self.marked(&desk) == "Second, longer line.")
    desk.keys("v")
    #expect(Self.marked(&desk) == "S")
  }
}
