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
