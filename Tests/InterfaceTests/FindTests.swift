import Engine
import Pattern
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

  private func look(
    for text: String, with key: Character, in desk: inout Desk, columns: Int = 80
  ) -> [String] {
    desk.press(.character(key))
    desk.type(text)
    desk.press(.enter)
    return desk.screen(columns, 24)
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
    #expect(desk.screen().last?.hasPrefix(" 5 of 5  ") == true)
    desk.press(.character("n"))
    #expect(desk.screen().last?.hasPrefix(" 1 of 5, from the top again") == true)
    #expect(desk.screen().contains { $0.contains("Paragraph 1.7 ") })
    desk.press(.character("N"))
    #expect(desk.screen().last?.hasPrefix(" 5 of 5, from the end again") == true)
    desk.press(.character("N"))
    #expect(desk.screen().last?.hasPrefix(" 4 of 5  ") == true)
    #expect(desk.screen().contains { $0.contains("Paragraph 4.7 ") })
  }

  private func marked(_ role: StyleRole, in desk: inout Desk, columns: Int = 80) -> String {
    let frame = desk.frame(columns, 24)
    let look = FileTheme.named("default").resolve(level: .ansi16).look(of: role)
    let cells = frame.cells.filter { $0.style == look && $0.glyph.width > 0 }
    return String(String.UnicodeScalarView(cells.compactMap { Unicode.Scalar($0.glyph.scalar) }))
  }

  @Test func allThatIsFoundIsMarked() {
    var desk = Self.desk()
    _ = look(for: "5\\.1\\d", with: "?", in: &desk)
    #expect(marked(.matchCurrent, in: &desk) == "5.12")
    #expect(marked(.match, in: &desk) == "5.105.11")
    desk.press(.escape)
    #expect(marked(.match, in: &desk) == "")
  }

  /// A line that wraps is one line: a match across the border is found, and
  /// marked in both rows.
  @Test func aMatchAcrossAWrapIsMarkedInBothRows() {
    for columns in [80, 76, 72, 70, 66, 40] {
      // Of its own: a wider one's view need not hold the match any more.
      var desk = Desk()
      desk.submit("Q")
      desk.answer("- " + String(repeating: "word ", count: 12) + "needle haystack end", turn: 1)
      desk.press(.tab)
      _ = desk.screen(columns, 24)
      _ = look(for: "needle hay", with: "?", in: &desk, columns: columns)
      let text = marked(.matchCurrent, in: &desk, columns: columns)
      #expect(text.filter { $0 != " " } == "needlehay", "\(columns)")
      #expect(FindStatusText.words(for: desk.state.find) == "1 of 1", "\(columns)")
    }
  }

  @Test func theViewFollowsWhatIsTypedAndEscapeGoesBack() {
    var desk = Self.desk()
    let before = desk.screen()
    desk.press(.character("?"))
    desk.type("graph 2.")
    #expect(desk.screen().contains { $0.contains("Paragraph 2.12") })
    // Counted once the next letter is not there.
    desk.send(.tick)
    #expect(desk.screen()[20].contains("?graph 2.  12 of 12"))
    desk.type("[")
    #expect(desk.screen()[20].contains("missing terminating ] for character class at column 10"))
    desk.press(.enter)
    #expect(desk.state.find.isTyping)
    desk.press(.escape)
    #expect(desk.screen() == before)
    #expect(desk.state.viewport.isFollowing)
  }

  @Test func upAndDownRecallSearches() {
    var desk = Self.desk()
    _ = look(for: "first", with: "/", in: &desk)
    _ = look(for: "second", with: "/", in: &desk)
    desk.press(.character("/"))
    desk.press(.up)
    #expect(desk.state.find.typed == "second")
    desk.press(.up)
    desk.press(.up)
    #expect(desk.state.find.typed == "first")
    desk.press(.down)
    desk.press(.down)
    #expect(desk.state.find.typed == "")
  }

  /// What is folded is searched, and opened where the search arrives.
  @Test func aMatchInAFoldOpensIt() {
    var desk = Desk()
    desk.submit("Q")
    desk.engine(.blockStarted(TurnID(1), block: 0, .thinking))
    desk.engine(.delta(TurnID(1), block: 0, "one\ntwo\nhidden thought\n"))
    desk.engine(.blockEnded(TurnID(1), block: 0))
    desk.engine(.blockStarted(TurnID(1), block: 1, .text))
    desk.engine(.delta(TurnID(1), block: 1, "Said."))
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    _ = desk.screen()
    desk.press(.tab)
    #expect(!desk.screen().contains { $0.contains("hidden thought") })
    #expect(look(for: "hid+en", with: "/", in: &desk).contains { $0.contains("hidden thought") })
    desk.press(.character("/"))
    desk.type("Said")
    desk.press(.escape)
    #expect(desk.screen().contains { $0.contains("hidden thought") })
  }

  /// Megabytes are searched in pieces: no key takes more than one, ticks do
  /// the rest, Esc stops it, and then nothing is due any more.
  @Test func aLongSearchIsCutIntoPieces() {
    var desk = Desk()
    desk.submit("Q")
    let text = (1...20_000).map { "Line \($0) of a long text that is searched." }
    desk.answer(text.joined(separator: "\n\n") + "\n\nneedle", turn: 1)
    _ = desk.screen()
    desk.press(.tab)
    desk.press(.home)
    _ = desk.screen()
    desk.wait(milliseconds: 5_000)
    desk.send(.tick)
    desk.press(.character("/"))
    desk.press(.character("n"))
    desk.press(.enter)
    #expect(desk.state.find.current != nil)
    #expect(desk.state.find.count?.isComplete == false)
    #expect(desk.state.nextDeadline(after: desk.now) == desk.now)
    var ticks = 0
    while desk.state.nextDeadline(after: desk.now) == desk.now, ticks < 1_000 {
      desk.send(.tick)
      ticks += 1
    }
    #expect((20..<1_000).contains(ticks))
    #expect(desk.state.find.count?.isComplete == true)
    #expect((desk.state.find.count?.total ?? 0) > 40_000)
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
    _ = look(for: "needle", with: "/", in: &desk)
    #expect(FindStatusText.words(for: desk.state.find) == "searching … Esc stops")
    desk.press(.escape)
    #expect(FindStatusText.words(for: desk.state.find) == "search stopped")
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
    #expect(desk.state.focus == .transcript)
  }

  @Test func aCostlyPatternIsTold() {
    var desk = Desk()
    desk.submit("Q")
    desk.answer(String(repeating: "a", count: 4_000) + "!", turn: 1)
    _ = desk.screen()
    desk.press(.tab)
    _ = look(for: "(a+)+$", with: "/", in: &desk)
    #expect(desk.screen().last?.contains("takes too long") == true)
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
  }

  /// What comes in is counted, four times a second at most.
  @Test func newMatchesAreCounted() {
    var desk = ViewportTests.desk()
    desk.submit("More")
    desk.engine(.blockStarted(TurnID(6), block: 0, .text))
    _ = desk.screen()
    desk.press(.tab)
    _ = look(for: "paragraph", with: "?", in: &desk)
    #expect(FindStatusText.words(for: desk.state.find) == "60 of 60")
    for _ in 0..<3 { desk.engine(.delta(TurnID(6), block: 0, "One paragraph.\n\n")) }
    desk.wait(milliseconds: 300)
    desk.send(.tick)
    #expect(FindStatusText.words(for: desk.state.find) == "60 of 63")
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

  @Test func thatItBeganAnewIsToldUntilOneGoesOn() {
    var desk = Self.desk()
    desk.press(.character("g"))
    _ = look(for: ".7 with", with: "/", in: &desk)
    for _ in 0..<10 where desk.screen().last?.contains("again") == false {
      desk.press(.character("n"))
    }
    #expect(desk.screen().last?.contains("again") == true)
    desk.press(.character("k"))
    #expect(desk.screen().last?.contains("again") == false)
  }

  @Test func nothingFoundMovesNothing() {
    var desk = Self.desk()
    let before = desk.screen()
    let after = look(for: "no such text", with: "?", in: &desk)
    #expect(after.dropLast() == before.dropLast())
    #expect(after.last?.hasPrefix(" nothing found") == true)
  }

  @Test func escapeAndBackspaceEndTheTyping() {
    var desk = Self.desk()
    desk.press(.character("/"))
    desk.type("jk")
    #expect(desk.screen()[20] == " /jk  nothing found")
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
  }

  @Test(arguments: [
    ("frame", "the last Frame", [9..<14]), ("Frame", "the last frame", []),
    ("\u{65E5}", "x\u{65E5}\u{672C}", [1..<2]), ("e\u{301}", "cafe\u{301}", [3..<4]),
    ("b", "a\tb", [4..<5]),
  ])
  func glyphsOfMatches(pattern: String, text: String, expected: [Range<Int>]) throws {
    let expression = try #require(FindPattern(pattern)).compiled()
    let line = StyledLine(text)
    #expect(try FindText(line).matches(of: expression, limit: 10) == expected)
    let glyphs = TextLayout.glyphs(of: line)
    #expect(try FindText(glyphs).matches(of: expression, limit: 10) == expected)
  }

  /// A filter that leaves nothing ends the counting: nobody is woken again.
  @Test func nothingIsCountedWhereNothingIsShown() {
    var desk = Self.desk()
    _ = look(for: "paragraph", with: "?", in: &desk)
    #expect(desk.state.find.current != nil)
    desk.state.presentation.filter = TranscriptFilter(kind: .tools)
    _ = desk.screen()
    FindReducer.work(&desk.state, now: desk.now)
    #expect(desk.state.findDeadline(at: desk.now) == nil)
  }

  /// What is passed over because of its source holds nothing: the matches are
  /// those of all text, forwards and backwards, in pieces of any size.
  @Test(arguments: [
    "needle", "Needle", "paragraph 2", "e", "qu[ai]ck", "needle|quick", "frame", #"wo\S+ 3"#,
  ])
  func passingOverLosesNothing(pattern: String) throws {
    var desk = ViewportTests.desk()
    desk.submit("A needle in the prompt?")
    desk.answer(
      "nee**dle** and needle\n\n- quick\n- quack `needle`\n\n```swift\nlet needle = 1\n```\n\n"
        + String(repeating: "Nothing.\n\n", count: 50) + "[nee](x)dle", turn: 9)
    desk.submit("Go on")
    desk.engine(.blockStarted(TurnID(10), block: 0, .text))
    desk.engine(.delta(TurnID(10), block: 0, "word 3\n\nneedle, word"))
    _ = desk.screen()
    let find = try #require(FindPattern(pattern))
    let layout = desk.state.findLayout(at: desk.now)
    let all = TranscriptFinder(layout: layout, expression: try find.compiled())
    let quick = TranscriptFinder(
      layout: layout, expression: try find.compiled(), words: find.requiredWords)
    for piece in [1, 100, 100_000] {
      let counts = try [all, quick].map { finder in
        var count = FindCount(scope: desk.state.findScope(of: find))
        var isDone = false
        while !isDone {
          var budget = piece
          isDone = try finder.count(&count, current: nil, budget: &budget)
        }
        count.resume()
        isDone = false
        while !isDone {
          var budget = piece
          isDone = try finder.count(&count, current: nil, budget: &budget)
        }
        return count.total
      }
      #expect(counts[0] == counts[1])
      for backward in [false, true] {
        var place = Viewport.Anchor(item: backward ? desk.state.transcript.items.count - 1 : 0)
        for _ in 0..<20 {
          let found = try [all, quick].map { finder in
            var seek = FindSeek(from: place, backward: backward, includesStart: false)
            var isDone = false
            while !isDone {
              var budget = piece
              isDone = try finder.seek(&seek, budget: &budget)
            }
            return seek
          }
          #expect(found[0].found == found[1].found)
          #expect(found[0].found == nil || found[0].hasWrapped == found[1].hasWrapped)
          guard let match = found[0].found else { break }
          place = match.anchor
        }
      }
    }
  }
}
