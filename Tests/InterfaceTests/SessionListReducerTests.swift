import Engine
import Testing
import TextModel

@testable import Interface

/// The list of sessions.
@Suite struct SessionListReducerTests {
  @Test func everyLetterAsksAndLateAnswersChangeNothing() {
    var desk = Desk.withSessions()
    desk.submit("/resume")
    desk.type("ring")
    #expect(
      desk.takeRequests() == [
        .list(number: 1, query: "", projectOnly: true),
        .list(number: 2, query: "r", projectOnly: true),
        .list(number: 3, query: "ri", projectOnly: true),
        .list(number: 4, query: "rin", projectOnly: true),
        .list(number: 5, query: "ring", projectOnly: true),
      ])
    desk.library(.listed(number: 4, Fixtures.sessions, isWhole: true))
    #expect(desk.state.overlay?.sessions?.rows == [])
    desk.press(.enter)
    #expect(desk.takeRequests() == [])
    desk.library(.listed(number: 5, [Fixtures.sessions[1]], isWhole: true))
    desk.press(.enter)
    #expect(desk.takeRequests() == [.open(Fixtures.sessions[1].id)])
    #expect(desk.state.overlay == nil)
  }

  @Test(arguments: ["/resume", "/sessions", "/sess"])
  func commandsOpenIt(command: String) {
    var desk = Desk.withSessions()
    desk.submit(command)
    #expect(desk.state.overlay?.sessions != nil)
  }

  @Test func resumeTakesWordsIdsAndLast() {
    var desk = Desk.withSessions()
    desk.submit("/resume ring buffer")
    #expect(desk.takeRequests() == [.list(number: 1, query: "ring buffer", projectOnly: true)])
    desk.press(.escape)
    desk.submit("/resume 0F3A11C2")
    #expect(desk.takeRequests() == [.open(SessionID("0f3a11c2"))])
    desk.library(.failed("There is no session 0f3a11c2."))
    desk.submit("/resume last")
    #expect(desk.takeRequests() == [.openLatest])
  }

  /// The tick that comes at once asks: nothing is asked before the first
  /// picture.
  @Test func aProgramCanBeginWithIt() {
    var configuration = Fixtures.sessionConfiguration()
    configuration.startsWithSessionPicker = true
    var desk = Desk(configuration)
    #expect(desk.screen().joined().contains("looking …"))
    #expect(desk.state.nextDeadline(after: desk.now) == desk.now)
    desk.send(.tick)
    #expect(desk.takeRequests() == [.list(number: 1, query: "", projectOnly: true)])
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
  }

  @Test func tabAsksForAllProjects() {
    var desk = Desk.withSessions()
    desk.listSessions()
    _ = desk.takeEffects()
    desk.press(.tab)
    #expect(desk.takeRequests() == [.list(number: 2, query: "", projectOnly: false)])
    desk.answerList(Fixtures.sessions)
    let screen = desk.screen().joined(separator: "\n")
    #expect(screen.contains("all projects · 4 sessions") && screen.contains("lighthouse"))
  }

  @Test func aTitleIsWrittenInPlace() {
    var desk = Desk.withSessions()
    desk.listSessions()
    desk.press(.down)
    desk.press(.character("r"), .control)
    desk.press(.character("u"), .control)
    desk.type("Storr")
    desk.press(.backspace)
    desk.type("e plan")
    _ = desk.takeEffects()
    desk.press(.enter)
    #expect(desk.takeRequests() == [.rename(Fixtures.sessions[1].id, "Store plan")])
    #expect(desk.screen().joined().contains("Store plan (cut off)"))
    desk.press(.character("r"), .control)
    desk.press(.escape)
    #expect(desk.state.overlay?.sessions?.newTitle == nil)
  }

  @Test func whatIsDeletedCanBeBroughtBack() {
    var desk = Desk.withSessions()
    desk.listSessions()
    desk.press(.down)
    _ = desk.takeEffects()
    let gone = Fixtures.sessions[1]
    desk.press(.character("d"), .control)
    #expect(desk.takeRequests() == [.delete(gone.id)])
    #expect(desk.state.overlay?.sessions?.rows.count == 4)
    desk.library(.deleted(gone.id, title: gone.title))
    #expect(desk.state.overlay?.sessions?.rows.count == 3)
    #expect(desk.screen().joined().contains("Ctrl+Z undoes · deleted “Plan"))
    desk.press(.character("z"), .control)
    #expect(desk.takeRequests() == [.restore(gone.id)])
    #expect(desk.state.overlay?.sessions?.rows == Fixtures.sessions)
    #expect(desk.state.overlay?.sessions?.chosen == gone)
    desk.press(.character("z"), .control)
    #expect(desk.takeRequests() == [])
  }

  @Test func theOpenSessionIsNeitherOpenedNorDeleted() {
    var desk = Desk.withSessions()
    desk.library(.opened(RecordedDesk.threeTurns().opened(Fixtures.sessions[0])))
    desk.listSessions()
    _ = desk.takeEffects()
    desk.press(.delete)
    #expect(desk.screen().joined().contains("this session is open here"))
    desk.press(.enter)
    #expect(desk.takeRequests() == [])
    #expect(!desk.state.session.isOpening)
  }

  @Test func whileATurnRunsOneOnlyLooks() {
    var desk = Desk.withSessions()
    desk.submit("Hello")
    desk.listSessions()
    _ = desk.takeEffects()
    _ = desk.screen()
    desk.press(.enter)
    #expect(desk.takeRequests() == [])
    #expect(desk.screen().joined().contains("a turn is running"))
    desk.press(.escape)
    #expect(desk.state.overlay == nil)
    #expect(desk.state.isBusy)
  }

  @Test(arguments: [
    ("", true, "no session of this project yet"),
    ("", false, "no session yet"),
    ("x", true, "no session of this project holds these words · Tab asks all"),
    ("x", false, "no session holds these words"),
  ])
  func anEmptyListSaysSo(query: String, projectOnly: Bool, words: String) {
    var desk = Desk.withSessions()
    desk.submit("/resume")
    if !projectOnly { desk.press(.tab) }
    desk.type(query)
    desk.answerList([])
    #expect(desk.screen()[2] == "  \(words)")
  }

  @Test func aFailureIsSaidInTheList() {
    var desk = Desk.withSessions()
    desk.listSessions()
    desk.library(.failed("The session is locked."))
    #expect(desk.screen()[22].contains("The session is locked."))
  }

  @Test(arguments: [
    ("", SessionExportFormat.markdown, nil), ("html", .html, nil),
    ("markdown notes.md", .markdown, "notes.md"), ("jsonl ~/a b.jsonl", .jsonl, "~/a b.jsonl"),
    ("report.html", .html, "report.html"), ("plain.txt", .text, "plain.txt"),
    ("text", .text, nil), ("a.b/c", .markdown, "a.b/c"),
  ])
  func exportNamesAFormatOrAPath(argument: String, format: SessionExportFormat, path: String?) {
    var desk = Desk.withSessions()
    desk.submit("/export \(argument)")
    #expect(desk.takeRequests() == [.export(format, path: path)])
  }

  @Test func newForkAndRename() {
    var desk = Desk.withSessions()
    desk.submit("/new")
    #expect(desk.takeRequests() == [.begin])
    desk.library(
      .opened(
        OpenedSession(
          summary: SessionSummary(id: SessionID("a"), title: ""), turns: [], tree: [], head: nil,
          lastTurnNumber: 0)))
    #expect(!desk.state.session.isOpening)
    desk.submit("/rename  A better name")
    desk.submit("/rename")
    #expect(desk.takeRequests() == [.rename(nil, "A better name")])
    desk.library(.titled("A better name"))
    #expect(desk.screen()[0].contains("· A better name"))
    desk.submit("/fork")
    #expect(desk.takeRequests() == [.fork])
  }

  @Test(arguments: [(80, 24), (120, 40), (40, 10)])
  func golden(columns: Int, rows: Int) {
    var desk = Desk.withSessions()
    desk.listSessions()
    desk.press(.tab)
    desk.answerList(Fixtures.sessions)
    desk.press(.down)
    Golden.check(desk.frame(columns, rows), "sessions-\(columns)x\(rows)")
  }

  @Test(arguments: [(80, 24), (120, 40), (40, 10)])
  func goldenOfASearch(columns: Int, rows: Int) {
    var desk = Desk.withSessions()
    desk.submit("/resume")
    desk.type("ring buf")
    var found = Fixtures.sessions[0]
    found.snippet = SearchSnippet(
      role: .assistant, text: "… while the ring still holds a Größe of the buffer …",
      matches: [12..<16, 44..<47])
    desk.answerList([found], isWhole: false)
    Golden.check(desk.frame(columns, rows), "sessions-search-\(columns)x\(rows)")
  }

  @Test func theTurnThatRunsHereIsNotCutOff() {
    var desk = Desk.withSessions()
    desk.state.session.id = Fixtures.sessions[1].id
    desk.startAnswer()
    desk.listSessions()
    #expect(!desk.screen().joined().contains("cut off"))
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    #expect(desk.screen().joined().contains("cut off"))
  }

  @Test func controlUClearsTheFilter() {
    var desk = Desk.withSessions()
    desk.listSessions()
    desk.type("stor")
    _ = desk.takeEffects()
    desk.press(.character("u"), .control)
    #expect(desk.state.overlay?.selection?.filter == "")
    #expect(
      desk.takeRequests() == [
        .list(number: desk.state.session.lastListNumber, query: "", projectOnly: true)
      ])
  }
}
