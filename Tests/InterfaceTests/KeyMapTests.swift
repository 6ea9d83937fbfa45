import Testing

@testable import Interface

/// The table of keys.
@Suite struct KeyMapTests {
  @Test func noKeyIsBoundTwiceInOneContext() {
    let bindings = KeyMap.standard.bindings
    let pairs = bindings.map { "\($0.context.rawValue) \($0.name)" }
    #expect(Set(pairs).count == pairs.count)
  }

  @Test func theNearerContextWins() {
    let map = KeyMap.standard
    #expect(map.command(for: Key(.pageUp), in: .prompt) == .scroll(.halfPageUp))
    #expect(map.command(for: Key(.pageUp), in: .transcript) == .scroll(.pageUp))
    #expect(map.command(for: Key(.pageUp), in: .list) == .list(.pageUp))
    #expect(map.command(for: Key(.character("f"), .control), in: .prompt) == .edit(.moveRight))
    #expect(map.command(for: Key(.character("f"), .control), in: .transcript) == .scroll(.pageDown))
    #expect(map.command(for: Key(.character("x")), in: .prompt) == nil)
  }

  @Test(arguments: [
    (Key(.character("j"), .control), "Ctrl+J"), (Key(.enter, .alt), "Alt+Enter"),
    (Key(.function(2)), "F2"), (Key(.character(" ")), "Space"), (Key(.character("G")), "G"),
    (Key(.up, .shift), "Shift+Up"),
  ])
  func names(key: Key, name: String) { #expect(key.name == name) }
}
