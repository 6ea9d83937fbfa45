import Engine
import Testing
import TextModel

@testable import Interface

/// Searching in the transcript.
@Suite struct FindTests {
  static func desk() -> Desk {
    var desk = ViewportTests.desk()
    _ = desk.screen()
    desk.press(.tab)
    return desk
  }

  private func look(for text: String, with key: Character, in desk: inout Desk) -> [String] {
    desk.press(.character(key))
    desk.type(text)
    desk.press(.enter)
    return desk.screen()
  }

  @Test func upwardsThenOnAndBack() {
    var desk = Self.desk()
    #expect(look(for: "paragraph 2.7", with: "?", in: &desk).contains { $0.contains("graph 2.7 ") })
    #expect(!desk.state.viewport.isFollowing)
    #expect(look(for: ".7 with", with: "/", in: &desk).contains { $0.contains("graph 2.7 ") })
    desk.press(.character("n"))
    #expect(desk.screen().contains { $0.contains("Paragraph 3.7 ") })
    desk.press(.character("n"))
    desk.press(.character("n"))
    #expect(desk.screen().contains { $0.contains("Paragraph 5.7 ") })
    desk.press(.character("n"))
    #expect(desk.screen().last?.hasPrefix(" nothing further found") == true)
    desk.press(.character("N"))
    #expect(desk.screen().contains { $0.contains("Paragraph 4.7 ") })
    #expect(desk.screen().last?.hasPrefix(" ready") == true)
  }

  @Test func whatIsFoundIsHighlighted() {
    var desk = Self.desk()
    _ = look(for: "5.12", with: "?", in: &desk)
    let frame = desk.frame(80, 24)
    let theme = FileTheme.named("default").resolve(level: .ansi16)
    let selected = frame.cells.filter { $0.style == theme.look(of: .selection) }
    #expect(selected.map { Character(Unicode.Scalar($0.glyph.scalar) ?? "?") } == Array("5.12"))
    desk.press(.escape)
    #expect(!desk.frame(80, 24).cells.contains { $0.style == theme.look(of: .selection) })
  }

  @Test func whoReadsAMatchIsNotCarriedAway() {
    var desk = ViewportTests.desk()
    desk.submit("More")
    desk.engine(.delta(TurnID(6), block: 0, "Begin of the answer.\n\n"))
    _ = desk.screen()
    desk.press(.tab)
    let found = look(for: "5.12", with: "?", in: &desk)
    #expect(!found[20].contains("▼"))
    for line in 1...30 { desk.engine(.delta(TurnID(6), block: 0, "Line \(line)\n\n")) }
    let after = desk.screen()
    #expect(after[2..<8] == found[2..<8])
    #expect(after[20].contains("▼ 60 new"))
  }

  @Test func nothingFoundMovesNothing() {
    var desk = Self.desk()
    let before = desk.screen()
    let after = look(for: "no such text", with: "?", in: &desk)
    #expect(after.dropLast() == before.dropLast())
  }

  @Test func escapeAndBackspaceEndTheTyping() {
    var desk = Self.desk()
    desk.press(.character("/"))
    desk.type("jk")
    #expect(desk.screen()[20] == " /jk")
    desk.press(.escape)
    #expect(desk.state.find.typed == nil)
    #expect(desk.state.focus == .transcript)
    desk.press(.character("/"))
    desk.press(.backspace)
    #expect(desk.state.find.typed == nil)
    desk.press(.character("n"))
    #expect(desk.screen().last?.contains("nothing to look for yet") == true)
  }

  @Test func theHelpIsNotSearched() {
    var desk = Self.desk()
    desk.press(.function(1))
    desk.press(.character("/"))
    #expect(!desk.state.find.isTyping)
    desk.press(.character("?"))
    #expect(desk.state.overlay == nil)
  }

  @Test(arguments: [
    ("frame", "the last Frame", [9..<14]), ("Frame", "the last frame", []),
    ("a", "aAa", [0..<1, 1..<2, 2..<3]),
    ("aa", "aaaa", [0..<2, 2..<4]), ("\u{65E5}", "x\u{65E5}\u{672C}", [1..<2]),
    ("e\u{301}", "cafe\u{301}", [3..<4]), ("longer than the text", "short", []),
  ])
  func matches(pattern: String, text: String, expected: [Range<Int>]) {
    let row = TextLayout.glyphs(of: Substring(text), style: .plain)
    #expect(SearchPattern(pattern)?.matches(in: row) == expected)
    #expect(SearchPattern(pattern)?.occurs(in: Array(text.utf8)[...]) == !expected.isEmpty)
  }
}
