import Engine
import Testing
import TextModel

@testable import Interface

@Suite struct PromptHistoryTests {
  private static func desk(_ history: [PastPrompt]) -> Desk {
    var configuration = Fixtures.configuration()
    configuration.project = "/p"
    configuration.history = history
    return Desk(configuration)
  }

  @Test func upFindsWhatBeginsLikeTheTextBeforeTheCaret() {
    var desk = Self.desk([
      PastPrompt("explain a"), PastPrompt("fix b"), PastPrompt("explain c"), PastPrompt("fix d"),
    ])
    desk.type("ex")
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "explain c")
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "explain a")
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "explain a")
    desk.strike(.down)
    desk.strike(.down)
    #expect(desk.state.composer.buffer.text == "ex")
  }

  @Test func upStaysInTheProjectAndControlSWidensTheSearch() {
    var desk = Self.desk([
      PastPrompt("old, nobody knows where"), PastPrompt("word of another", project: "/other"),
      PastPrompt("word of this", project: "/p"), PastPrompt("last of another", project: "/other"),
    ])
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "word of this")
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "old, nobody knows where")
    desk.press(.character("c"), .control)
    desk.press(.character("r"), .control)
    desk.type("word")
    #expect(desk.state.composer.buffer.text == "word of this")
    #expect(desk.screen().contains { $0.hasPrefix(" search this project: word") })
    desk.press(.character("r"), .control)
    #expect(desk.screen().contains { $0.contains("nothing found") })
    desk.press(.character("s"), .control)
    desk.press(.character("r"), .control)
    #expect(desk.state.composer.buffer.text == "word of another")
    desk.press(.character("s"), .control)
    #expect(desk.screen().contains { $0.contains("this session: word  nothing found") })
  }

  @Test func whatOtherProgramsWroteIsFoundWhenItHasCome() {
    var desk = Self.desk([PastPrompt("mine")])
    desk.press(.character("r"), .control)
    #expect(desk.takeEffects() == [.refreshHistory])
    desk.send(.history([PastPrompt("theirs", project: "/p")]))
    desk.type("thei")
    #expect(desk.state.composer.buffer.text == "theirs")
    desk.press(.escape)
    #expect(desk.state.composer.buffer.isEmpty)
  }

  @Test func theDraftComesBackWithItsChipsAndCaret() {
    var desk = Self.desk([PastPrompt("earlier")])
    let long = String(repeating: "line\n", count: 20)
    desk.send(.input(.paste(long)))
    desk.press(.left)
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "earlier")
    desk.strike(.down)
    #expect(desk.state.composer.buffer.text == long)
    #expect(desk.state.composer.buffer.count == 1)
    #expect(desk.state.composer.buffer.caret == 0)
  }

  @Test func theHitsOfASearchAreMarked() {
    var desk = Self.desk([PastPrompt("an apple, an APPLE")])
    desk.press(.character("r"), .control)
    desk.type("apple")
    #expect(
      desk.state.composer.highlights == [
        EditBuffer.Highlight(3..<8, .match), EditBuffer.Highlight(13..<18, .match),
      ])
  }

  @Test func severalQueuedPromptsComeBackLastFirstBeforeTheDraft() {
    var desk = Desk()
    desk.submit("one")
    desk.submit("two")
    desk.submit("three")
    desk.type("draft")
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "three\ndraft")
    desk.strike(.up)
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "two\nthree\ndraft")
    #expect(desk.state.queue.isEmpty)
  }

  /// A model asked for, files and output held for a prompt come back with it.
  @Test func whatGoesWithAQueuedPromptComesBackWithIt() {
    var desk = Desk()
    desk.submit("one")
    let held = ShellState.Held(command: "ls", words: "code 0", output: "a", lineCount: 1)
    desk.state.shell.held = [held]
    desk.submit("@opus two")
    #expect(desk.state.shell.held == [])
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "@opus two")
    #expect(desk.state.shell.held == [held])
    desk.press(.enter)
    desk.effects = []
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    guard case .engine(.submit(TurnID(2), "two", let attachments, let settings)) = desk.effects.last
    else {
      Issue.record("the queued prompt was not sent")
      return
    }
    #expect(settings.model == Fixtures.opus)
    #expect(attachments == [held.attachment])
  }

  @Test func theModelOfALaterPromptComesToTheFront() {
    var desk = Desk()
    desk.submit("one")
    desk.submit("two")
    desk.submit("@opus three")
    desk.strike(.up)
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "@opus two\nthree")
  }

  /// An editor that failed on a chip does not put the next text into it.
  @Test func aChipIsForgottenWithItsEditor() {
    var desk = Desk()
    let long = String(repeating: "line\n", count: 20)
    desk.send(.input(.paste(long)))
    desk.press(.left)
    desk.press(.character("g"), .control)
    desk.send(.effectResult(.failed("no editor")))
    desk.press(.right)
    desk.type("!")
    desk.press(.character("g"), .control)
    desk.send(.effectResult(.edited("all new")))
    #expect(desk.state.composer.buffer.text == "all new")
  }

  /// A turn of the wheel in a prompt of several rows: the caret stays where it
  /// was, with what was selected and the column aimed at.
  @Test(arguments: [KeyCode.up, .down])
  func aWheelInATextPutsTheCaretBack(code: KeyCode) {
    var desk = Desk()
    desk.type("draft of an earlier day")
    desk.press(.enter)
    desk.send(.input(.paste("one\ntwo\nthree\nfour\nfive")))
    for _ in 0..<2 {
      desk.wait(milliseconds: 100)
      desk.press(.up)
    }
    desk.press(.right, [.shift])
    let place = desk.state.composer.buffer.place
    desk.wait(milliseconds: 100)
    for _ in 0..<3 { desk.press(code) }
    #expect(desk.state.composer.buffer.place == place)
    #expect(desk.state.composer.buffer.text == "one\ntwo\nthree\nfour\nfive")
    // From an edge, where the first arrows go through earlier prompts.
    desk.wait(milliseconds: 100)
    desk.press(code == .up ? .home : .end, .control)
    desk.press(code == .up ? .up : .down)
    desk.press(code == .up ? .up : .down)
    desk.wait(milliseconds: 100)
    let edge = desk.state.composer.buffer
    for _ in 0..<3 { desk.press(code) }
    #expect(desk.state.composer.buffer == edge)
  }

  /// With a letter more nothing fits either; the next older one is another
  /// question.
  @Test func aSearchGoesOnFromWhatItFound() {
    var desk = Desk()
    for text in ["fox one", "dog", "Fox two"] {
      desk.submit(text)
      desk.engine(.turnEnded(TurnID(desk.state.lastTurnNumber), .completed(.endTurn)))
    }
    desk.press(.character("r"), .control)
    desk.type("fo")
    #expect(desk.state.composer.buffer.text == "Fox two")
    desk.press(.character("r"), .control)
    #expect(desk.state.composer.buffer.text == "fox one")
    desk.press(.character("r"), .control)
    #expect(desk.state.composer.search?.isFailing == true)
    desk.type("x")
    #expect(desk.state.composer.search?.isFailing == false)
    desk.type("yz")
    #expect(desk.state.composer.search?.isFailing == true)
    desk.press(.backspace)
    desk.press(.backspace)
    #expect(desk.state.composer.buffer.text == "Fox two")
  }

  /// A turn of the wheel comes as arrows: it takes nothing out of the queue.
  @Test func theWheelTakesNoQueuedPromptBack() {
    var desk = Desk()
    desk.submit("one")
    desk.submit("two")
    desk.submit("three")
    let queue = desk.state.queue
    desk.type("draft")
    for _ in 0..<3 { desk.press(.up) }
    #expect(desk.state.queue == queue)
    #expect(desk.state.composer.buffer.text == "draft")
  }

  /// In the list of commands an arrow moves, however fast they come.
  @Test func aBurstOfArrowsGoesThroughTheListOfCommands() {
    var desk = Desk()
    desk.type("/")
    for _ in 0..<4 { desk.press(.down) }
    #expect(desk.state.composer.completionIndex == 4)
    #expect(desk.state.toast == nil)
  }

  @Test func whereNothingBeginsLikeTheDraftUpShowsTheLastPrompt() {
    var desk = Self.desk([PastPrompt("one"), PastPrompt("two")])
    desk.type("draft")
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "two")
    desk.strike(.up)
    #expect(desk.state.composer.buffer.text == "one")
    desk.strike(.down)
    desk.strike(.down)
    #expect(desk.state.composer.buffer.text == "draft")
  }
}
