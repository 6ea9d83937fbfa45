import Engine
import Testing
import TextModel

@testable import Interface

/// What the keeper of sessions tells beside lists and sessions.
@Suite struct LibraryReducerTests {
  static let diskFull = SavingState.unsaved(
    reason: "disk full", rescue: "/run/user/1000/adit-rescue.jsonl")

  @Test func anUnsavedSessionIsMarkedAsLongAsItIs() {
    var desk = Desk.withSessions()
    desk.library(.saving(Self.diskFull))
    desk.library(.saving(Self.diskFull))
    let screen = desk.screen()
    #expect(screen.last?.hasPrefix(" not saved: disk full  ready") == true)
    let notices = screen.filter { $0.contains("This session is not being saved: disk full.") }
    #expect(notices.count == 1)
    desk.submit("Hello")
    desk.wait(milliseconds: 60_000)
    desk.send(.tick)
    #expect(desk.screen().last?.contains("not saved: disk full") == true)
    desk.library(.saving(.saved))
    #expect(desk.screen().last?.contains("not saved") == false)
  }

  /// The mark stays at every width, shorter where it must be.
  @Test(arguments: 1...100)
  func theMarkStays(columns: Int) {
    var desk = Desk.withSessions()
    desk.startAnswer()
    desk.library(.saving(Self.diskFull))
    let text = StatusLine(state: desk.state, now: desk.now).runs(fitting: columns).map(\.text)
      .joined()
    #expect(text.hasPrefix(columns < 44 ? "!" : "not saved") || text.hasPrefix("not saved"))
    #expect(TextLayout.width(of: text) <= max(3, columns))
  }

  @Test func anOfferIsOneQuietLine() {
    var desk = Desk.withSessions()
    desk.library(.offered(Fixtures.sessions[1]))
    #expect(
      desk.screen().contains(
        " “Plan of the new store, …” was cut off 3 h ago. /resume last goes on with it."))
    #expect(desk.effects == [])
  }

  @Test func reportsAreLines() {
    var desk = Desk.withSessions()
    desk.library(.report(["today  $1.27", "all    $4.00"]))
    #expect(desk.screen().contains(" all    $4.00"))
  }

  @Test(arguments: [(80, 24), (120, 40), (40, 10)])
  func golden(columns: Int, rows: Int) {
    var desk = Desk.withSessions()
    desk.submit("Hello")
    desk.answer("Good day.", turn: 1)
    desk.library(.saving(Self.diskFull))
    Golden.check(desk.frame(columns, rows), "unsaved-\(columns)x\(rows)")
  }

  @Test func wordsOfSeveralSessionsOpenTheList() {
    var configuration = Fixtures.sessionConfiguration()
    configuration.opensSession = true
    var desk = Desk(configuration)
    desk.submit("And now?")
    _ = desk.takeEffects()
    desk.library(.ambiguous("decoder ring"))
    #expect(
      desk.takeRequests() == [.list(number: 1, query: "decoder ring", projectOnly: false)])
    #expect(desk.state.overlay?.selection?.filter == "decoder ring")
    // What was written waits for the session.
    #expect(desk.state.queue.map(\.text) == ["And now?"])
  }
}
