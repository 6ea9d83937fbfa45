import Engine
import Markup
import Testing
import TextModel

@testable import Interface

/// Sessions that come back on the screen.
@Suite struct OpeningReducerTests {
  /// What is shown of a session that was opened is what was shown when it ran.
  @Test(arguments: [(80, 24), (120, 40), (40, 10)], [false, true])
  func theScreenIsAsItWas(size: (columns: Int, rows: Int), showsDetails: Bool) {
    var recorded = RecordedDesk.threeTurns()
    var reopened = Desk.withSessions()
    reopened.library(.opened(recorded.opened()))
    recorded.desk.state.presentation.showsDetails = showsDetails
    reopened.state.presentation.showsDetails = showsDetails
    #expect(!reopened.state.session.isOpening)
    for steps in 0..<12 {
      let live = recorded.desk.screen(size.columns, size.rows).dropFirst().dropLast()
      let rebuilt = reopened.screen(size.columns, size.rows).dropFirst().dropLast()
      #expect(Array(live) == Array(rebuilt), "\(steps) pages up")
      recorded.desk.press(.pageUp)
      reopened.press(.pageUp)
    }
  }

  /// What was said of drafts at the start stands out of sight above it.
  @Test(arguments: [true, false])
  func draftsOfEarlierRunsAreToldBelowTheTurns(draftsComeFirst: Bool) {
    let recorded = RecordedDesk.threeTurns()
    var desk = Desk.withSessions()
    if draftsComeFirst { desk.send(.drafts(["left behind"])) }
    desk.library(.opened(recorded.opened()))
    if !draftsComeFirst { desk.send(.drafts(["left behind"])) }
    #expect(
      desk.screen(80, 24).contains { $0.contains("was not sent in an earlier run lies aside") })
  }

  /// However the work is cut into pieces.
  @Test(arguments: [1, 7, 300, 5_000])
  func piecesMakeTheSameTranscript(bytes: Int) {
    var recorded = RecordedDesk()
    recorded.begin("Go")
    let text = String(repeating: "Größe – *mehr* `x`\n\n", count: 300)
    recorded.say { .blockStarted($0, block: 0, .text) }
    recorded.say { .delta($0, block: 0, text) }
    recorded.say { .blockEnded($0, block: 0) }
    recorded.end(.completed(.endTurn), Desk.usage)
    func rebuild() -> TranscriptRebuild {
      TranscriptRebuild(
        recorded.turns, behind: Transcript(), models: [Fixtures.sonnet], localOffsetSeconds: 0)
    }
    var whole = rebuild()
    whole.finish()
    var pieces = rebuild()
    while !pieces.isDone { pieces.work(bytes: bytes) }
    let shown = pieces.transcript.items.last?.parts.first?.markdown
    #expect(shown?.blocks == whole.transcript.items.last?.parts.first?.markdown.blocks)
    #expect(shown?.byteCount == text.utf8.count)
  }

  /// A session of several pieces has begun to come back.
  private static func openingALargeSession() -> Desk {
    var recorded = RecordedDesk()
    recorded.begin("Go")
    recorded.say { .blockStarted($0, block: 0, .text) }
    let text = String(repeating: "line\n", count: TranscriptRebuild.pieceBytes / 2)
    recorded.say { .delta($0, block: 0, text) }
    recorded.say { .blockEnded($0, block: 0) }
    recorded.end(.completed(.endTurn), Desk.usage)
    var desk = Desk.withSessions()
    desk.library(.opened(recorded.opened()))
    return desk
  }

  /// What is said and done while a session comes back is on the screen below
  /// it, and nothing is taken for something else.
  @Test func whatComesMeanwhileStays() {
    var desk = Self.openingALargeSession()
    desk.send(.drafts(["not sent"]))
    desk.submit("!ls")
    for _ in 0..<100 where desk.state.session.isOpening { desk.send(.tick) }
    let items = desk.state.transcript.items
    #expect(items.suffix(3).map(\.kind) == [.answer, .shell, .notice(.dim)])
    let serials = items.flatMap { [$0.serial] + $0.parts.map(\.serial) }
    #expect(Set(serials).count == serials.count)
  }

  @Test func aLargeSessionComesInPiecesAndPromptsWaitForIt() {
    var desk = Self.openingALargeSession()
    #expect(desk.state.nextDeadline(after: desk.now) == desk.now)
    desk.submit("And now?")
    #expect(desk.state.queue.map(\.text) == ["And now?"])
    #expect(desk.screen().last?.hasPrefix(" opening …") == true)
    var ticks = 0
    while desk.state.session.isOpening, ticks < 100 {
      desk.send(.tick)
      ticks += 1
    }
    #expect((2..<20).contains(ticks))
    guard case .submit(TurnID(2), "And now?", _, _) = desk.takeCommands().last else {
      Issue.record("not sent")
      return
    }
  }

  @Test func countersAreTheSessions() {
    var desk = Desk.withSessions()
    let recorded = RecordedDesk.threeTurns()
    var summary = Fixtures.sessions[0]
    summary.spent = SpentTotals(
      tokens: TokenUsage(input: 9), cost: NanoDollars(2_500_000_000), isLowerBound: true,
      requests: 3)
    desk.library(.opened(recorded.opened(summary)))
    #expect(desk.state.lastTurnNumber == 3)
    #expect(desk.state.meter.shown?.contextTokens == 12_000)
    #expect(desk.state.meter.shown?.sessionTokens == TokenUsage(input: 9))
    #expect(desk.screen().last?.contains("Σ≥$2.50") == true)
    #expect(desk.screen()[0].contains("· Decoder drops"))
  }

  /// What a session had cost before it was opened is in the ledger already.
  @Test func openingSpendsNothing() {
    var desk = Desk.withSessions()
    desk.startAnswer()
    desk.library(.spending(SpendingTotals(day: NanoDollars(8_000_000_000))))
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    let spent = desk.state.spending.spent(of: .day, desk.state.sessionUsage)
    var summary = Fixtures.sessions[0]
    summary.spent = SpentTotals(cost: NanoDollars(2_500_000_000), requests: 3)
    desk.library(.opened(RecordedDesk.threeTurns().opened(summary)))
    #expect(desk.state.meter.shown?.sessionCost == NanoDollars(2_500_000_000))
    #expect(desk.state.spending.spent(of: .day, desk.state.sessionUsage) == spent)
    #expect(desk.state.spending.spent(of: .project, desk.state.sessionUsage) != nil)
  }

  @Test func aTurnThatWasCutOffSaysSo() {
    var recorded = RecordedDesk()
    recorded.begin("Go")
    recorded.say { .blockStarted($0, block: 0, .text) }
    recorded.say { .delta($0, block: 0, "Half an ans") }
    recorded.cutOff()
    var desk = Desk.withSessions()
    desk.library(.opened(recorded.opened()))
    let screen = desk.screen().joined(separator: "\n")
    #expect(screen.contains("Half an ans\n"))
    #expect(screen.contains(" — cut off: the program ended here —  /continue to go on"))
    desk.submit("/continue")
    guard case .continueAnswer(TurnID(2), _) = desk.takeCommands().last else {
      Issue.record("not sent")
      return
    }
  }

  @Test func theDraftStaysAndTheSessionBeforeIsNamed() {
    var desk = Desk.withSessions()
    desk.submit("Hello")
    desk.answer("Good day.", turn: 1)
    desk.library(.titled("Greetings"))
    desk.type("a draft")
    desk.library(.opened(RecordedDesk.threeTurns().opened()))
    #expect(desk.state.composer.buffer.text == "a draft")
    let screen = desk.screen().joined(separator: "\n")
    #expect(!screen.contains("Good day."))
    #expect(screen.contains("“Greetings” is kept: /resume finds it."))
  }

  @Test func aForkOfAnOpenSessionAndAnotherModelAreTold() {
    var desk = Desk.withSessions()
    var opened = RecordedDesk.threeTurns().opened(Fixtures.sessions[1])
    opened.isForkOfOpenOne = true
    desk.library(.opened(opened))
    let screen = desk.screen().joined(separator: "\n")
    #expect(screen.contains("Another program has this session open"))
    #expect(screen.contains("Claude Opus 4.8 answered last: /model claude-opus-4-8"))
  }

  @Test func nothingIsOpenedOverATurnThatRuns() {
    var desk = Desk.withSessions()
    desk.submit("Hello")
    desk.library(.opened(RecordedDesk.threeTurns().opened()))
    #expect(desk.state.isBusy)
    #expect(desk.state.lastTurnNumber == 1)
    #expect(desk.screen().joined().contains("was not opened: a turn is running."))
  }

  /// `adit --continue` and a prompt that was quicker than the disk.
  @Test func promptsWaitForTheSessionOfTheStart() {
    var configuration = Fixtures.sessionConfiguration()
    configuration.opensSession = true
    var desk = Desk(configuration)
    desk.submit("Hello")
    #expect(desk.takeCommands().isEmpty)
    desk.library(.failed("There is no session to continue."))
    guard case .submit(TurnID(1), "Hello", _, _) = desk.takeCommands().first else {
      Issue.record("not sent")
      return
    }
  }

  @Test func escEndsTheWaiting() {
    var configuration = Fixtures.sessionConfiguration()
    configuration.opensSession = true
    var desk = Desk(configuration)
    desk.press(.escape)
    desk.submit("Hello")
    #expect(desk.takeCommands().count == 1)
  }

  @Test(arguments: [(80, 24), (120, 40), (40, 10)])
  func golden(columns: Int, rows: Int) {
    var desk = Desk.withSessions()
    var recorded = RecordedDesk.threeTurns()
    recorded.begin("And then?")
    recorded.say { .blockStarted($0, block: 0, .text) }
    recorded.say { .delta($0, block: 0, "Then it is") }
    recorded.cutOff()
    desk.library(.opened(recorded.opened()))
    Golden.check(desk.frame(columns, rows), "opened-\(columns)x\(rows)")
  }
}
