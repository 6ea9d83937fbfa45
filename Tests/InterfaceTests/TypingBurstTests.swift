import Engine
import Testing
import TextModel

@testable import Interface

/// An Enter among keys that come faster than a hand types.
@Suite struct TypingBurstTests {
  private static func burst() -> Desk {
    var desk = Desk()
    for character in "first" { desk.press(.character(character)) }
    desk.press(.enter)
    return desk
  }

  @Test func behindWhichAPasteBeginsIsALineEnd() {
    var desk = Self.burst()
    desk.wait(milliseconds: 5)
    desk.send(.input(.paste("")))
    desk.wait(milliseconds: 100)
    desk.send(.input(.paste("second\nthird")))
    desk.send(.tick)
    #expect(desk.state.composer.buffer.text == "first\nsecond\nthird")
    #expect(desk.state.transcript.items.allSatisfy { $0.kind != .prompt })
  }

  /// The key that comes next may be there before the time is noticed.
  @Test(arguments: [InputEvent.paste("x"), .key(Key(.character("x")))])
  func sendsOnceNothingCame(next: InputEvent) {
    var desk = Self.burst()
    desk.wait(milliseconds: TypingBurst.gapMilliseconds + 1)
    desk.send(.input(next))
    #expect(desk.state.transcript.items.contains { $0.kind == .prompt })
    #expect(desk.state.composer.buffer.text == "x")
  }
}
