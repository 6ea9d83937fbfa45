import Engine
import Testing
import TextModel

@testable import Interface

/// Selecting, putting aside, vi's modes, keeping the draft: what the keys do.
@Suite struct EditReducerTests {
  @Test func shiftAndArrowsSelectAndTypingReplaces() {
    var desk = Desk()
    desk.type("one two")
    desk.press(.left, [.control, .shift])
    desk.press(.left, .shift)
    #expect(desk.state.composer.buffer.selectedText == " two")
    desk.type("!")
    #expect(desk.state.composer.buffer.text == "one!")
  }

  @Test func controlCCopiesWhatIsSelectedAndEscapeEndsIt() {
    var desk = Desk()
    desk.type("one")
    desk.press(.home, .shift)
    desk.effects = []
    desk.press(.character("c"), .control)
    #expect(desk.takeEffects() == [.copying(.clipboard("one", name: "the selection"))])
    #expect(desk.state.composer.buffer.text == "one")
    desk.press(.right, .shift)
    desk.press(.escape)
    #expect(desk.state.composer.buffer.selection == nil)
    #expect(desk.state.composer.buffer.text == "one")
    #expect(desk.state.clearArmedUntil == nil)
  }

  @Test func theMarkStaysWhileTheCaretMovesAndControlWKills() {
    var desk = Desk()
    desk.type("one two")
    desk.press(.character("a"), .control)
    desk.press(.character(" "), .control)
    desk.press(.character("f"), .alt)
    desk.press(.character("w"), .control)
    #expect(desk.state.composer.buffer.text == " two")
    desk.press(.character("e"), .control)
    desk.press(.character("y"), .control)
    #expect(desk.state.composer.buffer.text == " twoone")
  }

  @Test func shiftUpSelectsInSeveralRowsAndScrollsFromOne() {
    var desk = Desk()
    desk.type("a")
    desk.press(.up, .shift)
    #expect(desk.state.composer.buffer.selection == nil)
    desk.press(.character("j"), .control)
    desk.type("b")
    desk.press(.up, .shift)
    #expect(desk.state.composer.buffer.selectedText == "\nb")
  }

  @Test func homeTwiceGoesToTheStartOfTheText() {
    var desk = Desk()
    desk.send(.input(.paste("one\ntwo")))
    desk.press(.home)
    #expect(desk.state.composer.buffer.caret == 4)
    desk.press(.home)
    #expect(desk.state.composer.buffer.caret == 0)
    desk.press(.end)
    desk.press(.end)
    #expect(desk.state.composer.buffer.isAtEnd)
  }

  @Test func whatIsKilledInOnePromptCanBeYankedInTheNext() {
    var desk = Desk()
    desk.type("kept words")
    desk.press(.character("w"), .control)
    desk.press(.enter)
    desk.press(.character("y"), .control)
    #expect(desk.state.composer.buffer.text == "words")
  }

  @Test func aDraftIsPutAsideAndTakenUpAgain() {
    var desk = Desk()
    desk.type("first")
    desk.press(.character("s"), .control)
    desk.type("second")
    desk.press(.character("s"), .control)
    #expect(desk.state.composer.buffer.isEmpty)
    #expect(desk.screen().contains { $0.hasPrefix(" aside 2: second") })
    desk.press(.character("s"), .control)
    #expect(desk.state.composer.buffer.text == "second")
    desk.press(.character("c"), .control)
    desk.press(.character("s"), .control)
    #expect(desk.state.composer.buffer.text == "first")
    desk.press(.character("u"), .control)
    desk.press(.character("s"), .control)
    #expect(desk.state.composer.buffer.isEmpty)
  }

  // MARK: vi

  private func viDesk() -> Desk {
    var configuration = Fixtures.configuration(history: ["earlier"])
    configuration.interface.editing = .vi
    return Desk(configuration)
  }

  @Test func viEditsSendsAndLeavesOtherKeysAlone() {
    var desk = viDesk()
    desk.type("one two")
    desk.press(.escape)
    desk.type("bcwthree")
    #expect(desk.state.composer.buffer.text == "one three")
    #expect(desk.screen().last?.hasSuffix("-- INSERT --") == true)
    desk.press(.escape)
    #expect(desk.screen().last?.hasSuffix("NORMAL") == true)
    desk.type("u")
    #expect(desk.state.composer.buffer.text == "one two")
    desk.press(.character("r"), .control)
    #expect(desk.state.composer.buffer.text == "one three")
    desk.press(.enter)
    #expect(desk.state.isBusy)
    #expect(desk.state.composer.vi?.mode == .insert)
    desk.type("next")
    desk.press(.escape)
    #expect(desk.state.composer.vi?.mode == .normal)
    desk.effects = []
    desk.press(.escape)
    #expect(desk.takeEffects() == [.engine(.interrupt(TurnID(1)))])
  }

  @Test func inViEscapeStopsAtOnceFromAnEmptyPromptAndClearsNothing() {
    var desk = viDesk()
    desk.submit("one")
    desk.effects = []
    desk.press(.escape)
    #expect(desk.takeEffects() == [.engine(.interrupt(TurnID(1)))])
    desk.engine(.turnEnded(TurnID(1), .interrupted(hasText: false)))
    desk.type("kept")
    for _ in 0..<4 { desk.press(.escape) }
    #expect(desk.state.composer.buffer.text == "kept")
  }

  @Test func viGoesThroughTheHistoryAtTheEdgeAndTakesPastesAsText() {
    var desk = viDesk()
    desk.press(.escape)
    desk.type("k")
    #expect(desk.state.composer.buffer.text == "earlier")
    desk.send(.input(.paste("dd ")))
    #expect(desk.state.composer.buffer.text.contains("dd "))
    desk.press(.character("c"), .control)
    #expect(desk.state.composer.buffer.isEmpty)
  }

  @Test func viIsTurnedOnAndOffByACommand() {
    var desk = Desk()
    desk.submit("/vi")
    #expect(desk.state.composer.vi != nil)
    desk.submit("/vi")
    #expect(desk.state.composer.vi == nil)
  }

  // MARK: The draft

  @Test func theDraftIsKeptWhenTypingRests() {
    var configuration = Fixtures.configuration()
    configuration.keepsDrafts = true
    var desk = Desk(configuration)
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
    desk.press(.character("a"))
    let due = desk.state.nextDeadline(after: desk.now)
    #expect(due == desk.now.adding(milliseconds: DraftKeeping.restMilliseconds))
    desk.effects = []
    desk.wait(milliseconds: DraftKeeping.restMilliseconds)
    desk.send(.tick)
    #expect(desk.takeEffects() == [.keepDrafts(["a"])])
    // Nothing more happens until something is typed.
    desk.press(.left)
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
    // While an earlier prompt is shown, the draft is what is kept.
    desk.press(.character("r"), .control)
    desk.wait(milliseconds: DraftKeeping.restMilliseconds)
    desk.send(.tick)
    #expect(desk.state.unkeptDrafts == nil)
  }

  @Test func aDraftThatWasLeftBehindLiesAside() {
    var desk = Desk()
    desk.type("now")
    desk.send(.drafts(["older", "left behind"]))
    #expect(desk.takeEffects().last == .takeOverDrafts(["older", "left behind", "now"]))
    #expect(desk.screen().joined().contains("2 prompts that were not sent"))
    desk.press(.character("c"), .control)
    desk.press(.character("s"), .control)
    #expect(desk.state.composer.buffer.text == "left behind")
    desk.send(.drafts(["oldest"]))
    #expect(desk.screen().joined().contains("Ctrl+S takes it up"))
    #expect(desk.takeEffects().last == .takeOverDrafts(["oldest", "older", "left behind"]))
  }

  /// What waits for the running turn is kept as well, and comes back as a
  /// draft: nothing is sent by itself.
  @Test func queuedPromptsAreKeptWithTheDrafts() {
    var configuration = Fixtures.configuration()
    configuration.keepsDrafts = true
    var desk = Desk(configuration)
    desk.submit("first")
    desk.submit("@opus second")
    desk.type("third")
    desk.effects = []
    desk.wait(milliseconds: DraftKeeping.restMilliseconds)
    desk.send(.tick)
    #expect(desk.takeEffects().last == .keepDrafts(["@opus second", "third"]))
    desk.press(.character("u"), .control)
    desk.wait(milliseconds: DraftKeeping.restMilliseconds)
    desk.send(.tick)
    #expect(desk.takeEffects().last == .keepDrafts(["@opus second"]))
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    desk.wait(milliseconds: DraftKeeping.restMilliseconds)
    desk.send(.tick)
    #expect(desk.takeEffects().last == .keepDrafts([]))
  }

  /// A large draft is written when typing rests, or else after some seconds.
  @Test func aLargeDraftWaitsForTypingToRest() {
    var keeping = DraftKeeping()
    var now = MonotonicTime(nanoseconds: 0)
    let (large, last) = (DraftKeeping.largeBytes + 1, DraftKeeping.longestMilliseconds)
    for revision in 1...last / 500 {
      keeping.note(.init(revision: revision, queued: 0), bytes: large, at: now)
      let isWritten = keeping.takeDue(at: now)
      #expect(!isWritten)
      now = now.adding(milliseconds: 500)
    }
    let isWritten = keeping.takeDue(at: now)
    #expect(isWritten)
    keeping.note(.init(revision: 100, queued: 0), bytes: large, at: now)
    #expect(keeping.due == now.adding(milliseconds: DraftKeeping.restMilliseconds))
  }

  @Test func aFullPromptSaysSo() {
    var desk = Desk()
    desk.send(.input(.paste(String(repeating: "x", count: EditBuffer.maximumBytes))))
    desk.type("y")
    #expect(desk.state.toast?.text == "the prompt is full: 8 MB")
    #expect(desk.state.composer.buffer.byteCount == EditBuffer.maximumBytes)
  }

  // MARK: The user's editor

  /// A chip that was killed and put in twice: the editor has the one on which
  /// the caret stands.
  @Test func ofTwoEqualChipsTheOneAtTheCaretIsEdited() {
    var desk = Desk()
    let long = (1...20).map { "line \($0)" }.joined(separator: "\n")
    desk.send(.input(.paste(long)))
    desk.press(.character("u"), .control)
    desk.press(.character("y"), .control)
    desk.press(.character("y"), .control)
    desk.press(.left)
    desk.press(.character("g"), .control)
    desk.send(.effectResult(.edited("short")))
    #expect(desk.state.composer.buffer.text == long + "short")
  }

  @Test func chipsSurviveTheUsersEditor() {
    var desk = Desk()
    let long = (1...20).map { "line \($0)" }.joined(separator: "\n")
    desk.type("see ")
    desk.send(.input(.paste(long)))
    desk.effects = []
    desk.press(.character("g"), .control)
    #expect(desk.takeEffects() == [.editExternally("see " + long)])
    desk.send(.effectResult(.edited("look at \(long)!")))
    #expect(desk.state.composer.buffer.count == "look at ".count + 2)
    desk.press(.left)
    desk.press(.left)
    desk.effects = []
    desk.press(.character("g"), .control)
    #expect(desk.takeEffects() == [.editExternally(long)])
    desk.send(.effectResult(.edited("short")))
    #expect(desk.state.composer.buffer.text == "look at short!")
  }

  @Test func anEditorThatFailsLeavesTheDraftAndOpensNoChipLater() {
    var desk = Desk()
    desk.type("draft")
    desk.press(.character("g"), .control)
    desk.send(.effectResult(.failed("no editor")))
    #expect(desk.state.composer.buffer.text == "draft")
  }

  /// A cut is between characters, never within one: in the strip, in labels.
  @Test(arguments: [20, 21, 22, 23, 24, 31, 40, 79])
  func lesson19_previewsAreCutBetweenCharacters(columns: Int) {
    var desk = Desk()
    desk.submit("first")
    let text = "漢👩‍👩‍👧e\u{301}🇩🇪👍🏽 "
    desk.type(String(repeating: text, count: 20))
    desk.press(.enter)
    let whole = Set(TextLayout.glyphs(of: Substring(text), style: .plain).map(\.glyph.scalar))
    let strip = desk.frame(columns, 24).lines.first { $0.hasPrefix(" queued 1: ") }
    let shown = strip?.dropFirst(" queued 1: ".count).prefix { $0 != "…" } ?? ""
    #expect(strip != nil)
    for character in shown where !"↑ takesback".contains(character) {
      for scalar in TextLayout.glyphs(of: Substring(String(character)), style: .plain) {
        #expect(whole.contains(scalar.glyph.scalar))
      }
    }
    #expect(!(strip ?? "").unicodeScalars.contains("\u{FFFD}"))
  }
}
