import Engine
import Testing
import TextModel

@testable import Interface

/// Writing, sending, queueing, leaving.
@Suite struct ComposerReducerTests {
  @Test func enterSendsAndRemembers() {
    var desk = Desk()
    desk.submit("Hello")
    let settings = TurnSettings(
      model: Fixtures.sonnet, api: .invoke, system: "Be brief.", maxTokens: 16_384,
      task: "chat")
    #expect(
      desk.effects == [
        .prewarm, .recordHistory("Hello"),
        .engine(.submit(TurnID(1), text: "Hello", settings)),
      ])
    #expect(desk.state.composer.buffer.isEmpty)
    #expect(desk.state.isBusy)
  }

  @Test(arguments: [
    (KeyCode.character("j"), Modifiers.control), (.enter, .alt), (.enter, .shift),
  ])
  func newlineKeys(code: KeyCode, modifiers: Modifiers) {
    var desk = Desk()
    desk.type("a")
    desk.press(code, modifiers)
    desk.type("b")
    #expect(desk.state.composer.buffer.text == "a\nb")
    #expect(desk.effects == [.prewarm])
  }

  @Test func backslashBeforeEnterIsANewline() {
    var desk = Desk()
    desk.submit("a\\")
    #expect(desk.state.composer.buffer.text == "a\n")
    #expect(!desk.state.isBusy)
  }

  @Test(arguments: ["", "   ", "\n \n"])
  func nothingIsNotSent(text: String) {
    var desk = Desk()
    desk.send(.input(.paste(text)))
    desk.press(.enter)
    #expect(!desk.state.isBusy)
  }

  @Test func oneCharacterIsSent() {
    var desk = Desk()
    desk.submit("x")
    #expect(desk.state.isBusy)
  }

  /// What is inside a folded paste is told while the caret is at it; the one
  /// it stands on is opened, and folded again by undo.
  @Test func aChipShowsWhatIsInside() {
    var desk = Desk()
    let lines = { (name: String) in
      "\n  " + (1...20).map { "\(name) \($0)" }.joined(separator: "\n") + "\n"
    }
    desk.send(.input(.paste(lines("first"))))
    #expect(desk.screen().contains { $0.contains("#1 (21 lines, 174 B): first 1 … first 20") })
    #expect(desk.screen().contains { $0.contains("Alt+E opens") })
    desk.send(.input(.paste(lines("second"))))
    desk.press(.left)
    #expect(desk.screen().contains { $0.contains("#2 (21 lines, 194 B): second 1 … second 20") })
    desk.press(.character("e"), .alt)
    #expect(desk.state.composer.buffer.text == lines("first") + lines("second"))
    #expect(desk.state.composer.buffer.count == 1 + lines("second").count)
    desk.press(.character("_"), .control)
    #expect(desk.state.composer.buffer.count == 2)
    desk.press(.end)
    desk.type("!")
    #expect(!desk.screen().contains { $0.contains("Alt+E opens") })
    desk.press(.backspace)
    desk.press(.backspace)
    #expect(desk.state.composer.buffer.text == lines("first"))
  }

  /// What was sent or waits in the queue comes back with its pastes folded,
  /// under numbers of their own beside those of the draft.
  @Test func aPromptComesBackWithItsPastesFolded() {
    var desk = Desk()
    let text = { (name: String) in (1...20).map { "\(name) \($0)" }.joined(separator: "\n") }
    desk.type("see ")
    desk.send(.input(.paste(text("sent"))))
    desk.submit(" now")
    desk.send(.input(.paste(text("queued"))))
    desk.submit("!")
    desk.send(.input(.paste(text("draft"))))
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == text("queued") + "!\n" + text("draft"))
    #expect(desk.state.composer.buffer.count == 4)
    #expect(desk.screen().contains { $0.contains("[Pasted #2 +20 lines]!") })
    #expect(desk.screen().contains { $0.contains("[Pasted #1 +20 lines]") })
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    desk.press(.character("c"), .control)
    // The one that was cleared has two rows.
    for _ in 0..<4 { desk.strike(.up) }
    #expect(desk.state.composer.buffer.text == "see " + text("sent") + " now")
    #expect(desk.screen().contains { $0.contains("see [Pasted #1 +20 lines] now") })
  }

  @Test func aMegabyteIsPastedAsAChipAndSentWhole() {
    var desk = Desk()
    let text = String(repeating: "let x = 1 // nothing\n", count: 50_000)
    desk.send(.input(.paste(text)))
    _ = desk.frame(80, 24)
    #expect(desk.screen().joined().contains("Pasted"))
    desk.press(.enter)
    guard case .engine(.submit(_, let sent, _, _)) = desk.effects.last else {
      Issue.record("nothing was sent")
      return
    }
    #expect(sent == String(text.dropLast()))
    _ = desk.frame(80, 24)
    // The prompt fills the screen; only what is seen of it is laid out.
    #expect(desk.cache.layoutCount < 10)
  }

  @Test func enterInsideABurstIsANewlineAndTheLastOneSends() {
    var desk = Desk()
    for character in "first line\nsecond line\n" {
      desk.press(character == "\n" ? .enter : .character(character))
    }
    #expect(desk.state.composer.buffer.text == "first line\nsecond line")
    #expect(!desk.state.isBusy)
    let due = desk.state.nextDeadline(after: desk.now)
    #expect(due == desk.now.adding(milliseconds: TypingBurst.gapMilliseconds))
    desk.wait(milliseconds: TypingBurst.gapMilliseconds)
    desk.send(.tick)
    #expect(desk.state.isBusy)
    #expect(desk.state.nextDeadline(after: desk.now) != nil)
  }

  @Test func anotherKeyBehindAHeldEnterSendsFirst() {
    var desk = Desk()
    for character in "hello" { desk.press(.character(character)) }
    desk.press(.enter)
    desk.press(.escape)
    #expect(desk.effects.contains(.engine(.interrupt(TurnID(1)))))
  }

  @Test func whileBusyEnterQueuesAndTheQueueGoesOut() {
    var desk = Desk()
    desk.submit("one")
    desk.submit("@opus two")
    desk.submit("three")
    #expect(
      desk.state.queue == [
        QueuedPrompt(text: "two", modelKey: "claude-opus-4-8", modelWord: "@opus"),
        QueuedPrompt(text: "three"),
      ])
    desk.press(.up)
    #expect(desk.state.composer.buffer.text == "three")
    desk.effects = []
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    guard case .engine(.submit(TurnID(2), "two", _, let settings)) = desk.effects.last else {
      Issue.record("the queued prompt was not sent")
      return
    }
    #expect(settings.model == Fixtures.opus)
    #expect(desk.state.composer.buffer.text == "three")
  }

  @Test func aStoppedTurnKeepsTheQueueUntilEnter() {
    var desk = Desk()
    desk.submit("one")
    desk.submit("two")
    desk.press(.escape)
    desk.engine(.turnEnded(TurnID(1), .interrupted(hasText: false)))
    #expect(desk.state.queue == [QueuedPrompt(text: "two")])
    #expect(!desk.state.isBusy)
    desk.press(.enter)
    #expect(desk.state.queue.isEmpty)
    #expect(desk.state.isBusy)
  }

  @Test func upAndDownWalkTheHistoryAtTheEdge() {
    var desk = Desk(Fixtures.configuration(history: ["one", "two"]))
    desk.type("draft")
    desk.press(.character("a"), .control)
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "two")
    desk.strike(.up)
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "one")
    desk.strike(.down)
    desk.strike(.down)
    #expect(desk.state.composer.buffer.text == "draft")
  }

  @Test func searchFindsKeepsAndSendsOnlyOnTheSecondEnter() {
    var desk = Desk(Fixtures.configuration(history: ["first apple", "pear", "second apple"]))
    desk.press(.character("r"), .control)
    desk.type("apple")
    #expect(desk.state.composer.buffer.text == "second apple")
    desk.press(.character("r"), .control)
    #expect(desk.state.composer.buffer.text == "first apple")
    desk.wait(milliseconds: 100)
    desk.press(.enter)
    #expect(!desk.state.isBusy)
    desk.press(.enter)
    #expect(desk.state.isBusy)
  }

  @Test func escapeGivesTheDraftBackFromASearch() {
    var desk = Desk(Fixtures.configuration(history: ["apple"]))
    desk.type("draft")
    desk.press(.character("r"), .control)
    desk.type("app")
    desk.press(.escape)
    #expect(desk.state.composer.buffer.text == "draft")
  }

  @Test func controlCClearsThenQuitsOnTheSecondPress() {
    var desk = Desk()
    desk.type("draft")
    desk.press(.character("c"), .control)
    #expect(desk.state.composer.buffer.isEmpty)
    #expect(desk.takeEffects() == [.prewarm, .recordHistory("draft")])
    desk.press(.character("c"), .control)
    #expect(desk.screen().last == " Ctrl+C again to quit  ? help")
    #expect(desk.takeEffects() == [])
    desk.wait(milliseconds: EscapeReducer.secondPressMilliseconds)
    desk.send(.tick)
    #expect(desk.screen().last == " ready  ? help")
    desk.press(.character("c"), .control)
    desk.press(.character("c"), .control)
    #expect(desk.takeEffects() == [.quit])
  }

  @Test func controlCStopsARunningTurnAndNeverQuits() {
    var desk = Desk()
    desk.submit("Hello")
    desk.effects = []
    for _ in 0..<3 { desk.press(.character("c"), .control) }
    #expect(desk.effects == Array(repeating: .engine(.interrupt(TurnID(1))), count: 3))
  }

  @Test func controlDQuitsOnlyWhenEmpty() {
    var desk = Desk()
    desk.type("ab")
    desk.press(.home)
    desk.press(.character("d"), .control)
    #expect(desk.state.composer.buffer.text == "b")
    desk.press(.character("d"), .control)
    desk.effects = []
    desk.press(.character("d"), .control)
    #expect(desk.effects == [.quit])
  }

  @Test func escapeTwiceClearsTheDraftIntoTheHistory() {
    var desk = Desk()
    desk.type("draft")
    desk.press(.escape)
    #expect(desk.state.composer.buffer.text == "draft")
    desk.press(.escape)
    #expect(desk.state.composer.buffer.isEmpty)
    desk.press(.up)
    #expect(desk.state.composer.buffer.text == "draft")
  }

  @Test(arguments: [
    (KeyCode.character("z"), Modifiers.control, AppEffect.suspend),
    (.character("l"), .control, .redraw), (.character("g"), .control, .editExternally("text")),
  ])
  func keysThatOnlyAsk(code: KeyCode, modifiers: Modifiers, effect: AppEffect) {
    var desk = Desk()
    desk.type("text")
    desk.effects = []
    desk.press(code, modifiers)
    #expect(desk.effects == [effect])
    #expect(desk.state.composer.buffer.text == "text")
  }

  @Test func whatTheEditorWroteReplacesThePrompt() {
    var desk = Desk()
    desk.type("old")
    desk.send(.effectResult(.edited("new\ntext")))
    #expect(desk.state.composer.buffer.text == "new\ntext")
  }

  @Test func questionMarkHelpsOnlyOnAnEmptyPrompt() {
    var desk = Desk()
    desk.type("a?")
    #expect(desk.state.overlay == nil)
    desk.press(.backspace)
    desk.press(.backspace)
    desk.type("?")
    #expect(desk.state.overlay == .help(ListSelection()))
    desk.press(.escape)
    #expect(desk.state.overlay == nil)
  }

  @Test func tabCompletesElseGoesToTheTranscript() {
    var desk = Desk()
    desk.type("/mo")
    desk.press(.tab)
    #expect(desk.state.composer.buffer.text == "/model ")
    desk.press(.character("u"), .control)
    desk.press(.tab)
    #expect(desk.state.focus == .transcript)
    desk.press(.character("q"))
    #expect(desk.state.focus == .composer)
  }
}
