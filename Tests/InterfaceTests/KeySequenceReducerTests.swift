import Engine
import Testing
import TextModel

@testable import Interface

/// Keys that begin something: what follows, what ends it, what is shown.
@Suite struct KeySequenceReducerTests {
  private static func begun() -> Desk {
    var desk = Desk()
    desk.press(.character("x"), .control)
    return desk
  }

  @Test func theKeyBehindTheLeaderDecides() {
    var desk = Self.begun()
    #expect(desk.state.pendingKeys != nil)
    desk.press(.character("m"))
    #expect(desk.state.pendingKeys == nil)
    #expect(desk.state.keyContext == .list)
    #expect(desk.state.composer.buffer.isEmpty)
  }

  @Test(arguments: [Key(.escape), Key(.character("c"), .control)])
  func escapeEndsTheSequenceAndNothingElse(key: Key) {
    var desk = Desk()
    desk.submit("Hello")
    _ = desk.takeEffects()
    desk.type("draft")
    desk.press(.character("x"), .control)
    desk.press(key.code, key.modifiers)
    #expect(desk.state.pendingKeys == nil)
    #expect(desk.takeEffects() == [])
    #expect(desk.state.toast == nil)
    #expect(desk.state.composer.buffer.text == "draft")
    #expect(desk.state.turn?.isStopping == false)
  }

  @Test func aKeyThatIsBoundToNothingIsSwallowedAndSaid() {
    var desk = Self.begun()
    desk.press(.character("j"))
    #expect(desk.state.composer.buffer.isEmpty)
    #expect(desk.state.toast?.text == "Ctrl+X j is bound to nothing")
    desk.type("j")
    #expect(desk.state.composer.buffer.text == "j")
  }

  /// Also where a character was expected, as behind `m` in the transcript.
  @Test func theProgramIsSuspendedWhateverWasBegun() {
    var desk = Self.begun()
    desk.press(.character("z"), .control)
    #expect(desk.takeEffects().contains(.suspend))
    desk.answer("Something to read.", turn: 1)
    desk.press(.tab)
    desk.press(.character("m"))
    #expect(desk.state.pendingKeys != nil)
    desk.press(.character("z"), .control)
    #expect(desk.takeEffects().contains(.suspend))
    #expect(desk.state.pendingKeys == nil)
  }

  @Test func aPasteEndsIt() {
    var desk = Self.begun()
    desk.send(.input(.paste("m")))
    #expect(desk.state.pendingKeys == nil)
    #expect(desk.state.composer.buffer.text == "m")
  }

  @Test func whatCanFollowIsShownAfterAWhileAndThenNothingIsDue() {
    var desk = Self.begun()
    let due = desk.now.adding(milliseconds: PendingKeys.popupDelayMilliseconds)
    #expect(desk.state.nextDeadline(after: desk.now) == due)
    #expect(!desk.screen().contains { $0.contains("Ctrl+X …") })
    desk.wait(milliseconds: 600)
    desk.send(.tick)
    #expect(desk.screen().contains { $0.contains("Ctrl+X …") })
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
    desk.press(.escape)
    #expect(!desk.screen().contains { $0.contains("Ctrl+X …") })
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
  }

  @Test(arguments: [(80, 24), (40, 10), (20, 5), (200, 60)])
  func whatCanFollowFits(columns: Int, rows: Int) {
    var desk = Self.begun()
    desk.wait(milliseconds: 600)
    desk.send(.tick)
    Golden.check(desk.frame(columns, rows), "leader-\(columns)x\(rows)")
  }

  /// On the smallest screen that everything is made for, no word is cut.
  @Test func wordsOfTheLeaderAreWholeInSmallWindows() {
    var desk = Self.begun()
    desk.wait(milliseconds: 600)
    desk.send(.tick)
    let rows = desk.screen(40, 10)
    let words = rows.drop { !$0.contains("Ctrl+X …") }.dropFirst()
    #expect(words.count > 2)
    #expect(!words.contains { $0.contains("…") })
  }

  @Test func nothingBehindADialogIsOpened() {
    var desk = DialogReducerTests.asked()
    desk.press(.character("x"), .control)
    desk.press(.character("m"))
    #expect(desk.state.overlay == nil)
    #expect(desk.state.dialog == .question)
  }

  @Test func theModelUsedBeforeComesBack() {
    var desk = Desk()
    desk.press(.function(2), .shift)
    #expect(desk.state.toast?.text == "no other model was used yet")
    desk.submit("/model opus")
    desk.press(.function(2), .shift)
    #expect(desk.state.choice.modelKey == "claude-sonnet-4-5")
    desk.press(.function(2), .shift)
    #expect(desk.state.choice.modelKey == "claude-opus-4-8")
  }
}
