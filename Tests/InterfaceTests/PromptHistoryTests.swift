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
    desk.press(.up)
    #expect(desk.state.composer.buffer.text == "explain c")
    desk.press(.up)
    #expect(desk.state.composer.buffer.text == "explain a")
    desk.press(.up)
    #expect(desk.state.composer.buffer.text == "explain a")
    desk.press(.down)
    desk.press(.down)
    #expect(desk.state.composer.buffer.text == "ex")
  }

  @Test func upStaysInTheProjectAndControlSWidensTheSearch() {
    var desk = Self.desk([
      PastPrompt("old, nobody knows where"), PastPrompt("word of another", project: "/other"),
      PastPrompt("word of this", project: "/p"), PastPrompt("last of another", project: "/other"),
    ])
    desk.press(.up)
    #expect(desk.state.composer.buffer.text == "word of this")
    desk.press(.up)
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
    desk.press(.up)
    #expect(desk.state.composer.buffer.text == "earlier")
    desk.press(.down)
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
    desk.press(.up)
    #expect(desk.state.composer.buffer.text == "three\ndraft")
    desk.press(.up)
    desk.press(.up)
    #expect(desk.state.composer.buffer.text == "two\nthree\ndraft")
    #expect(desk.state.queue.isEmpty)
  }
}
