import Engine
import Testing
import TextModel

@testable import Interface

/// The mouse: nothing unless asked, and never the history.
@Suite struct MouseReducerTests {
  private func mouse(_ action: MouseEvent.Action, _ row: Int, _ column: Int) -> AppAction {
    .input(.mouse(MouseEvent(action, row: row, column: column)))
  }

  private static func long() -> Desk {
    Desk.reading((1...100).map { "Paragraph \($0)" }.joined(separator: "\n\n"))
  }

  @Test func lesson15_oneKeyTogglesAndSaysSo() {
    var desk = Desk()
    let expected: [(InterfaceSettings.Mouse, String)] = [
      (.wheel, "mouse: wheel · Shift+drag selects"), (.full, "mouse: full · Shift+drag selects"),
      (.off, "mouse: off · the terminal's own"),
    ]
    for (mouse, words) in expected {
      desk.press(.function(9))
      #expect(desk.takeEffects() == [.terminal(.mouse(mouse))])
      #expect(desk.state.toast?.text == words)
    }
  }

  @Test func lesson42_arrowsOfAWheelScrollAndSayHowElse() {
    var desk = Self.long()
    desk.press(.tab)
    desk.type("draft")
    let before = desk.state.composer.buffer.text
    for _ in 1...5 { desk.press(.up) }
    #expect(desk.state.composer.buffer.text == before)
    #expect(desk.state.toast?.text.contains("PgUp") == true)
    _ = desk.screen()
    #expect(!desk.state.viewport.isFollowing)
    // A hand gets the history.
    desk.wait(milliseconds: 60)
    desk.press(.character("u"), .control)
    desk.wait(milliseconds: 60)
    desk.press(.up)
    #expect(desk.state.composer.buffer.text == "Why?")
  }

  @Test func theWheelScrollsWhereverTheFocusIs() {
    var desk = Self.long()
    desk.press(.tab)
    desk.send(mouse(.wheelUp, 5, 5))
    _ = desk.screen()
    #expect(!desk.state.viewport.isFollowing)
    #expect(desk.state.focus == .composer)
  }

  @Test func draggingSelectsAndYankCopies() {
    var desk = Desk.reading("First line here.\n")
    desk.press(.function(9))
    desk.press(.function(9))
    let row = desk.screen().firstIndex { $0.contains("First") } ?? 0
    desk.send(mouse(.press(0), row, 1))
    desk.send(mouse(.drag(0), row, 5))
    desk.send(mouse(.release, row, 5))
    _ = desk.screen()
    _ = desk.takeEffects()
    desk.keys("y")
    #expect(desk.takeCopies() == ["First"])
  }

  @Test func aClickPlacesTheCaret() {
    var desk = Desk()
    desk.press(.function(9))
    desk.press(.function(9))
    desk.type("hello world")
    let row = desk.screen().firstIndex { $0.contains("hello") } ?? 0
    desk.send(mouse(.press(0), row, 3 + 5))
    desk.type(",")
    #expect(desk.state.composer.buffer.text == "hello, world")
  }

  /// A click opens and folds what it is on, as Enter does, and nothing else.
  @Test func aClickOpensTheFoldThatItIsOn() {
    var desk = ReadingTests.desk()
    desk.press(.function(9))
    desk.press(.function(9))
    func click(_ text: String, _ desk: inout Desk) {
      let row = desk.screen(80, 50).firstIndex { $0.contains(text) }
      desk.send(mouse(.press(0), row ?? -1, 3))
      desk.send(mouse(.release, row ?? -1, 3))
    }
    func shows(_ text: String, _ desk: inout Desk) -> Bool {
      desk.screen(80, 50).contains { $0.contains(text) }
    }
    #expect(!shows("▾ read", &desk))
    click("▸ read", &desk)
    #expect(shows("▾ read", &desk))
    click("▾ read", &desk)
    #expect(!shows("▾ read", &desk))

    desk.press(.character("z"))
    desk.press(.character("M"))
    click("lines more", &desk)
    #expect(shows("Prompt line 9", &desk))
    #expect(!shows("Some prose", &desk))
    click("lines folded", &desk)
    #expect(shows("Some prose", &desk))
    #expect(!shows("code 3", &desk))
    click("▸ 14 lines swift", &desk)
    #expect(shows("code 3", &desk))
    #expect(!shows("▾ read", &desk))
    // Text is there to be selected.
    click("Some prose", &desk)
    #expect(shows("Some prose", &desk))
  }

  @Test func aClickOnThinkingOpensThatThinking() {
    var desk = Desk()
    desk.submit("Why?")
    let id = TurnID(1)
    desk.engine(.turnStarted(id, modelKey: "claude-sonnet-4-5"))
    for (block, text) in ["first thought", "second thought"].enumerated() {
      desk.engine(.blockStarted(id, block: 2 * block, .thinking))
      desk.engine(.delta(id, block: 2 * block, text))
      desk.engine(.blockEnded(id, block: 2 * block))
      desk.engine(.blockStarted(id, block: 2 * block + 1, .text))
      desk.engine(.delta(id, block: 2 * block + 1, "Answer \(block).\n"))
      desk.engine(.blockEnded(id, block: 2 * block + 1))
    }
    desk.engine(.turnEnded(id, .completed(.endTurn)))
    desk.press(.function(9))
    desk.press(.function(9))
    let folds = desk.screen().indices.filter { desk.screen()[$0].contains("▸ Thought") }
    #expect(folds.count == 2)
    desk.send(mouse(.press(0), folds.last ?? -1, 3))
    let screen = desk.screen()
    #expect(screen.contains { $0.contains("second thought") })
    #expect(!screen.contains { $0.contains("first thought") })
  }

  @Test func theClickThatGivesTheFocusIsEaten() {
    var desk = Desk.reading("First line here.\n")
    desk.press(.function(9))
    desk.press(.function(9))
    let row = desk.screen().firstIndex { $0.contains("First") } ?? 0
    desk.send(.input(.focus(true)))
    desk.send(mouse(.press(0), row, 1))
    desk.send(mouse(.drag(0), row, 5))
    #expect(desk.state.copying.selection == nil)
  }

  /// Keys and clicks that come before the next frame find another text than
  /// was painted.
  @Test func whatWasTakenOffSinceTheLastFrameIsNotLookedAt() {
    var desk = Self.long()
    desk.press(.function(9))
    desk.press(.function(9))
    desk.state.transcript.removeAll()
    desk.send(mouse(.press(0), 3, 3))
    desk.send(mouse(.drag(0), 5, 3))
    for command in [CopyCommand.nearestCode, .openLink, .selectLines] {
      let effects = CopyReducer.run(command, &desk.state, now: desk.now)
      #expect(effects == [])
    }
    #expect(desk.state.copying.selection == nil)
  }
}
