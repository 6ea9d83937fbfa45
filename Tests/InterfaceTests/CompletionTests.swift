import Engine
import Testing
import TextModel

@testable import Interface

/// The popup above the prompt: commands, arguments, models, files.
@Suite struct CompletionTests {
  private func rows(_ desk: Desk) -> [String] { desk.state.completions.rows.map(\.text) }

  /// Answers the newest question of the popup.
  private func answer(_ desk: inout Desk, _ paths: String...) {
    let number = desk.state.composer.completion.number
    let found = paths.map { path in
      path.hasSuffix("/")
        ? FileCandidate(path: String(path.dropLast()), isDirectory: true)
        : FileCandidate(path: path)
    }
    desk.send(.files(.candidates(found, number: number, .whole)))
  }

  private func questions(_ desk: inout Desk) -> [String] {
    desk.takeEffects().compactMap {
      if case .files(.complete(let query, _)) = $0 { query } else { nil }
    }
  }

  @Test func lesson06_completionAsksElsewhere() {
    var desk = Desk()
    desk.type("see @ma")
    // Each letter is there at once, and asks; nothing has answered yet.
    #expect(desk.state.composer.buffer.text == "see @ma")
    #expect(questions(&desk) == ["", "m", "ma"])
    #expect(rows(desk).isEmpty)
    answer(&desk, "src/main.c")
    #expect(rows(desk) == ["src/main.c"])
  }

  /// What a row cuts off of its summary stands below the list, and the list
  /// stands still while one goes through it.
  @Test(arguments: [(40, 10), (40, 24), (80, 24)])
  func theWholeSummaryIsShown(columns: Int, rows: Int) {
    var desk = Desk()
    desk.type("/")
    var tops: Set<Int> = []
    for row in desk.state.completions.rows {
      let screen = desk.screen(columns, rows)
      // As one text: it may take two rows.
      let told = screen.map { $0.trimmed }.joined(separator: " ")
      #expect(told.contains(row.summary), "\(row.summary)")
      tops.insert(screen.firstIndex { $0.hasPrefix(" ▸ /") || $0.hasPrefix("   /") } ?? -1)
      desk.strike(.down)
    }
    #expect(tops.count == 1)
  }

  @Test func lateAnswersAreDropped() {
    var desk = Desk()
    desk.type("@x")
    let number = desk.state.composer.completion.number
    desk.type("y")
    desk.send(.files(.candidates([FileCandidate(path: "old")], number: number, .whole)))
    #expect(!rows(desk).contains("old"))
  }

  /// An answer to fewer letters serves, as far as it fits the letters by now.
  @Test func narrowsUntilTheAnswerComes() {
    var desk = Desk()
    desk.type("see @m")
    answer(&desk, "main.c", "map.txt")
    desk.type("ai")
    #expect(rows(desk) == ["main.c"])
  }

  @Test(arguments: [
    ("see @m", "main.c", "see @main.c "), ("see @m", "a b.c", "see @\"a b.c\" "),
    ("see @m", "src/", "see @src/"), ("(@m", "main.c", "(@main.c "),
    ("see @./m", "main.c", "see @./main.c "), ("see @\"a", "a b.c", "see @\"a b.c\" "),
    ("see @m", "x y/", "see @\"x y/"), ("see @m", "q\"t", "see @\"q\\\"t\" "),
    ("@./op", "opus", "@./opus "),
  ])
  func tabTakes(typed: String, path: String, text: String) {
    var desk = Desk()
    desk.type(typed)
    answer(&desk, path)
    desk.press(.tab)
    #expect(desk.state.composer.buffer.text == text)
    #expect(desk.state.focus == .composer)
  }

  @Test(arguments: ["mail@host", "@main.c ", "@", "text"])
  func asksOnlyForWordsThatBeginSo(text: String) {
    var desk = Desk()
    desk.type(text)
    if text == "@" { return #expect(questions(&desk) == [""]) }
    _ = desk.takeEffects()
    #expect(desk.state.composer.completion.asked == nil)
  }

  /// Enter takes what is chosen and sends nothing; once more, and it sends.
  @Test func enterTakesFirst() {
    var desk = Desk()
    desk.type("see @ma")
    answer(&desk, "main.c")
    desk.press(.enter)
    #expect(desk.state.composer.buffer.text == "see @main.c ")
    #expect(!desk.state.isBusy)
  }

  @Test func enterSendsWhatIsWhole() {
    var desk = Desk()
    desk.submit("/help")
    #expect(desk.state.overlay != nil)
    var other = Desk()
    other.type("/effort low")
    #expect(rows(other) == [])
    other.press(.enter)
    #expect(other.state.composer.buffer.isEmpty)
  }

  /// Tab before anything is known takes the best when it is.
  @Test func tabWaitsForTheAnswer() {
    var desk = Desk()
    desk.type("see @ma")
    desk.press(.tab)
    #expect(desk.state.focus == .composer)
    answer(&desk, "main.c")
    #expect(desk.state.composer.buffer.text == "see @main.c ")
  }

  @Test func escapeClosesAndTypingOpens() {
    var desk = Desk()
    desk.type("see @ma")
    answer(&desk, "main.c")
    desk.press(.escape)
    #expect(rows(desk).isEmpty)
    #expect(desk.state.composer.buffer.text == "see @ma")
    desk.type("i")
    answer(&desk, "main.c")
    #expect(rows(desk) == ["main.c"])
  }

  @Test func modelsAreOfferedInTheFirstWordAlone() {
    var desk = Desk()
    desk.type("@op")
    #expect(desk.state.completions.rows.first?.kind == .model)
    #expect(desk.state.completions.rows.first?.insertion == "@opus ")
    var other = Desk()
    other.type("x @op")
    #expect(rows(other).isEmpty)
    var forced = Desk()
    forced.type("@./op")
    #expect(rows(forced).isEmpty)
  }

  @Test(arguments: [
    ("/mo", "/model"), ("/mdl", "/model"), ("/task re", "review"), ("/thinking o", "on"),
    ("/model op", "opus"),
  ])
  func completesCommandsAndArguments(typed: String, first: String) {
    var desk = Desk()
    desk.type(typed)
    #expect(rows(desk).first == first)
  }

  @Test func arrowsChooseAndEnterRuns() {
    var desk = Desk()
    desk.type("/c")
    let all = rows(desk)
    desk.press(.down)
    desk.press(.up)
    desk.press(.down)
    desk.press(.enter)
    #expect(all.count > 1)
    #expect(desk.state.composer.buffer.text == "\(all[1]) ")
  }

  @Test func fitsTheSmallestWindow() {
    var desk = Desk()
    desk.type("see @m")
    answer(&desk, "a/very/long/way/to/some/directory/that/has/main.c", "m/")
    let screen = desk.screen(40, 10)
    #expect(screen.contains { $0.hasSuffix("/directory/that/has/main.c") })
    #expect(screen.allSatisfy { $0.count <= 40 })
  }
}

extension String {
  /// Without blanks at both ends.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
