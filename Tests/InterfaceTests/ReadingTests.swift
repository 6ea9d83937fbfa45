import Engine
import TestSupport
import Testing
import TextModel

@testable import Interface

/// Folds, filter, bookmarks, outline, counts: finding one's way.
@Suite struct ReadingTests {
  /// Two turns: a long prompt, thinking, a tool call, headings, code; then an
  /// error.
  static func desk() -> Desk {
    var desk = Desk()
    desk.state.composer.buffer.setText((1...12).map { "Prompt line \($0)" }.joined(separator: "\n"))
    desk.press(.enter)
    let id = TurnID(1)
    desk.engine(.blockStarted(id, block: 0, .text))
    let code = (1...14).map { "code \($0)" }.joined(separator: "\n")
    desk.engine(
      .delta(id, block: 0, "# First\n\nSome prose.\n\n```swift\n\(code)\n```\n\n## Second\n\nEnd."))
    desk.engine(.blockEnded(id, block: 0))
    desk.engine(.blockStarted(id, block: 1, .toolUse(name: "read")))
    desk.engine(.delta(id, block: 1, "{\"path\": \"a.swift\"}"))
    desk.engine(.turnEnded(id, .completed(.endTurn)))
    desk.submit("And then?")
    let failure = ModelFailure(kind: .connection, message: "The service is on fire.")
    desk.engine(.turnEnded(TurnID(2), .failed(failure, hasText: false)))
    _ = desk.screen()
    desk.press(.tab)
    return desk
  }

  private func shows(_ text: String, _ desk: inout Desk) -> Bool {
    desk.screen(80, 40).contains { $0.contains(text) }
  }

  @Test func everythingFoldsAndOpens() {
    var desk = Self.desk()
    desk.press(.character("z"))
    desk.press(.character("M"))
    #expect(shows("▸ 11 lines more", &desk))
    #expect(shows("▸ 25 lines folded", &desk))
    #expect(!shows("Some prose", &desk))
    desk.press(.character("z"))
    desk.press(.character("R"))
    #expect(shows("Some prose", &desk))
    #expect(shows("code 14", &desk))
    #expect(shows("\"path\"", &desk))
  }

  @Test func enterFoldsWhatIsAtTheTop() {
    var desk = Self.desk()
    desk.press(.character("g"))
    desk.press(.character("]"))
    #expect(desk.screen(80, 24)[2].contains("swift"))
    desk.press(.enter)
    #expect(shows("▸ 14 lines swift", &desk))
    #expect(!desk.screen(80, 24).contains { $0.contains("code 3") })
    desk.press(.enter)
    #expect(desk.screen(80, 24)[2].contains("swift"))
    #expect(desk.screen(80, 24).contains { $0.contains("code 3") })
    desk.press(.character("z"))
    desk.press(.character("f"))
    #expect(!shows("Some prose", &desk))
  }

  /// The line that stands for folded code keeps to the margin of the text,
  /// which a source does not have.
  @Test func aFoldStandsWhereItsTextDoes() {
    var desk = Self.desk()
    desk.press(.character("g"))
    desk.press(.character("]"))
    desk.press(.enter)
    #expect(desk.screen(80, 24).contains { $0.hasPrefix(" ▸ 14 lines") })
    desk.press(.character("r"))
    #expect(desk.screen(80, 24).contains { $0.hasPrefix("▸ 14 lines") })
  }

  @Test func theFilterShowsOneKind() {
    var desk = Self.desk()
    filter("mine", &desk)
    #expect(shows("Prompt line 1", &desk))
    #expect(shows("And then?", &desk))
    #expect(!shows("Some prose", &desk))
    #expect(shows("only prompts: 2 shown · & changes, Esc shows all", &desk))
    filter("answers", &desk)
    #expect(shows("Some prose", &desk))
    #expect(!shows("And then?", &desk))
    filter("tools", &desk)
    #expect(shows("read {\"path\"", &desk))
    #expect(!shows("Some prose", &desk))
    // The key that opened the line goes through the kinds.
    filter("&&&&", &desk)
    #expect(shows("on fire", &desk))
    #expect(!shows("Some prose", &desk))
    desk.press(.escape)
    #expect(desk.state.focus == .transcript)
    #expect(shows("Some prose", &desk))
  }

  private func filter(_ text: String, _ desk: inout Desk) {
    desk.press(.character("&"))
    desk.type(text)
    desk.press(.enter)
  }

  @Test(arguments: [
    ("mine", TranscriptFilter(kind: .mine)),
    ("/mine", TranscriptFilter(pattern: FindPattern("mine"))),
    ("answers/a b", TranscriptFilter(kind: .answers, pattern: FindPattern("a b"))),
    ("errors/", TranscriptFilter(kind: .errors)),
    ("a/b", TranscriptFilter(pattern: FindPattern("a/b"))),
    ("", nil), ("/", nil), ("Mine", TranscriptFilter(pattern: FindPattern("Mine"))),
  ])
  func filtersAreTyped(text: String, expected: TranscriptFilter?) {
    #expect(TranscriptFilter(typed: text) == expected)
  }

  /// Of code and lists only the lines that match.
  @Test func theFilterShowsLines() {
    var desk = Desk()
    desk.submit("Q")
    let lines = (1...400).map { "let value\($0) = \($0)" }.joined(separator: "\n")
    desk.answer("- apple\n- pear\n\n```swift\n\(lines)\n```\n\nAn apple.", turn: 1)
    _ = desk.screen()
    desk.press(.tab)
    filter("apple|value(7|39)9", &desk)
    let rows = desk.screen()[2..<20].filter { $0.contains("apple") || $0.contains("value") }
    #expect(
      rows.map { $0.trimmed } == [
        "• apple", "let value79 = 79", "let value399 = 399", "An apple.",
      ])
    #expect(desk.screen().contains { $0.contains("4 shown") })
    #expect(!desk.screen().contains { $0.contains("pear") })
    // What is looked for is looked for in them.
    desk.press(.character("?"))
    desk.type("e")
    desk.press(.enter)
    _ = desk.screen()
    desk.send(.tick)
    #expect(desk.state.find.count?.total == 6)
    var cold = desk
    cold.cache = LayoutCache()
    #expect(desk.screen() == cold.screen())
  }

  /// Only what matches, below the titles of what they belong to.
  @Test func theFilterTakesAPattern() {
    var desk = ViewportTests.desk(turns: 4)
    _ = desk.screen()
    desk.press(.tab)
    filter("paragraph [13]\\.7|question 2", &desk)
    let screen = desk.screen()
    #expect(screen.count { $0.contains("Paragraph ") } == 2)
    #expect(screen.contains { $0.contains("Paragraph 1.7 ") })
    #expect(screen.contains { $0.contains("Paragraph 3.7 ") })
    #expect(screen.contains { $0.contains("only /paragraph [13]\\.7|question 2/: 3 shown") })
    filter("mine/question", &desk)
    #expect(desk.screen().contains { $0.contains("only prompts with /question/: 4 shown") })
    #expect(!desk.screen().contains { $0.contains("aragraph") })
    filter("nowhere at all", &desk)
    #expect(desk.screen().contains { $0.contains("no /nowhere at all/ so far") })
    // Nobody is woken for it again.
    #expect(desk.state.filterDeadline(at: desk.now) == nil)
    filter("", &desk)
    #expect(desk.state.presentation.filter == nil)
    #expect(desk.screen().contains { $0.contains("aragraph 4") })
    desk.press(.character("&"))
    desk.type("a(")
    desk.press(.enter)
    #expect(desk.screen().contains { $0.contains("missing closing parenthesis") })
    desk.press(.escape)
    #expect(desk.state.reading.filterLine == nil)
    #expect(desk.state.presentation.filter == nil)
  }

  /// A search stays within what the filter leaves, and more that comes in is
  /// filtered too.
  @Test func whatComesInIsFilteredToo() {
    var desk = ViewportTests.desk(turns: 4)
    desk.submit("Go on")
    desk.engine(.blockStarted(TurnID(5), block: 0, .text))
    desk.engine(.delta(TurnID(5), block: 0, "zebra one\n\nhorse\n\n"))
    _ = desk.screen()
    desk.press(.tab)
    filter("zebra|2\\.7 ", &desk)
    #expect(desk.screen().contains { $0.contains("zebra one") })
    #expect(!desk.screen().contains { $0.contains("horse") })
    desk.engine(.delta(TurnID(5), block: 0, "a donkey\n\nzebra two"))
    desk.now = desk.now.adding(milliseconds: FilterMatches.pauseMilliseconds)
    desk.send(.tick)
    #expect(desk.screen().contains { $0.contains("zebra two") })
    #expect(!desk.screen().contains { $0.contains("donkey") })
    desk.press(.character("?"))
    desk.type("o")
    desk.press(.enter)
    var guarded = 0
    while desk.state.findDeadline(at: desk.now) == desk.now, guarded < 50 {
      desk.send(.tick)
      guarded += 1
    }
    #expect(desk.state.find.count?.total == 4)
    // The answer begins anew: no place in the old one means anything.
    desk.engine(.answerReset(TurnID(5)))
    #expect(!desk.screen().contains { $0.contains("zebra one") })
  }

  /// What is read stays where it is, whatever a filter left out meanwhile.
  @Test func positionsSurviveAFilter() {
    var desk = ViewportTests.desk()
    _ = desk.screen()
    desk.press(.tab)
    desk.press(.pageUp)
    desk.press(.pageUp)
    let before = desk.screen()
    for text in ["mine", "answers", "question", "tools", "errors", "nothing like it", ""] {
      filter(text, &desk)
      _ = desk.screen()
    }
    #expect(desk.screen() == before)
  }

  @Test func bookmarksComeBack() {
    var desk = ViewportTests.desk()
    _ = desk.screen()
    desk.press(.tab)
    desk.press(.character("g"))
    desk.press(.pageDown)
    let place = desk.screen()
    desk.press(.character("m"))
    desk.press(.character("a"))
    #expect(desk.screen()[2].hasPrefix("a"))
    desk.press(.character("G"))
    let end = desk.screen()[2..<20]
    desk.press(.character("'"))
    desk.press(.character("a"))
    #expect(desk.screen()[3..<20] == place[3..<20])
    desk.press(.character("'"))
    desk.press(.character("'"))
    #expect(desk.screen()[2..<20] == end)
    desk.press(.character("'"))
    desk.press(.character("b"))
    #expect(desk.screen().last?.contains("there is no bookmark b: mb sets it") == true)
  }

  @Test func theOutlineGoesThere() {
    var desk = Self.desk()
    desk.press(.character("O"))
    let screen = desk.screen(120, 24)
    for text in ["[1 code] Prompt line 1", "    First", "      Second", "!", "And then?"] {
      #expect(screen.contains { $0.contains(text) }, "\(text)")
    }
    desk.type("SEC")
    #expect(desk.screen(120, 24).contains { $0.contains("Outline ›SEC") })
    #expect(desk.state.listCount == 1)
    desk.press(.enter)
    #expect(desk.screen(120, 12)[2].contains("Second"))
    #expect(desk.state.reading.outline == nil)
  }

  /// A long list is filtered in pieces, none of which a key waits for.
  @Test func aLongOutlineIsFilteredInPieces() {
    var transcript = Transcript()
    for number in 0..<20_000 {
      transcript.appendPrompt("Question \(number)", turn: TurnID(number), secondsOfDay: nil)
    }
    var list = OutlineList(transcript, bookmarks: [])
    list.filter("9", in: transcript)
    #expect(list.isFiltering)
    let first = list.shown.count
    list.filter("99", in: transcript)
    while list.isFiltering { list.goOnFiltering(in: transcript) }
    #expect(first > 0)
    #expect(list.shown.map { "\($0)" } == (0..<20_000).map { "\($0)" }.filter { $0.contains("99") })
    list.filter("", in: transcript)
    #expect(list.shown.count == 20_000)
  }

  /// With `autoScroll` off nothing moves the view but keys and a new prompt.
  @Test func withoutFollowingTheEndStaysWhereItIs() {
    var configuration = Fixtures.configuration()
    configuration.interface.followsEnd = false
    var desk = Desk(configuration)
    desk.submit("Q")
    _ = desk.screen()
    desk.engine(.blockStarted(TurnID(1), block: 0, .text))
    let before = desk.screen()[2..<8]
    for line in 1...60 {
      desk.engine(.delta(TurnID(1), block: 0, "Line \(line)\n\n"))
      #expect(desk.screen()[2..<8] == before)
    }
    #expect(desk.screen()[20].contains("▼ 120 new"))
    desk.press(.end, .control)
    #expect(desk.screen().contains { $0.contains("Line 60") })
    let end = desk.screen()[2..<20]
    desk.engine(.delta(TurnID(1), block: 0, "more\n\nand more\n\n"))
    #expect(desk.screen()[2..<20] == end)
  }

  @Test func countsRepeat() {
    var desk = ViewportTests.desk()
    _ = desk.screen()
    desk.press(.tab)
    desk.press(.character("g"))
    _ = desk.screen()
    for key in "12" { desk.press(.character(key)) }
    #expect(desk.screen().last?.hasPrefix(" :12") == true)
    desk.press(.character("j"))
    let twelve = desk.screen()
    desk.press(.character("g"))
    for _ in 0..<12 { desk.press(.character("j")) }
    #expect(desk.screen() == twelve)
    desk.press(.character("3"))
    desk.press(.character("G"))
    #expect(desk.screen()[3].contains("Question 3"))
    desk.press(.character("2"))
    desk.press(.character("{"))
    #expect(desk.screen()[3].contains("Question 1"))
  }

  @Test func errorsAreGoneTo() {
    var desk = Self.desk()
    desk.press(.character("g"))
    desk.press(.character("E"))
    #expect(shows("on fire", &desk))
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
