import Testing

@testable import Interface

/// What a configuration may change about the keys, and what it may not.
@Suite struct KeyOverrideTests {
  private static func row(
    _ context: KeyContext, _ keys: String, _ command: String?
  ) throws -> KeyOverride {
    let command = try command.map { try #require(KeyCommand(named: $0)) }
    return KeyOverride(context, try [Key](named: keys), command)
  }

  private static let standard = KeyMap.standard

  @Test func aKeyIsBoundAnewAndTakenAway() throws {
    let (map, refusals) = Self.standard.overridden(by: [
      try Self.row(.prompt, "Ctrl+K", "edit.undo"), try Self.row(.anywhere, "F2", nil),
    ])
    #expect(refusals.isEmpty)
    #expect(map.match(try [Key](named: "Ctrl+K"), in: .prompt) == .command(.edit(.undo)))
    #expect(map.match(try [Key](named: "F2"), in: .prompt) == .nothing)
    #expect(map.match(try [Key](named: "Alt+P"), in: .prompt) == .command(.global(.pickModel)))
  }

  @Test func sequencesCanBeAddedReplacedAndTakenAway() throws {
    let (map, refusals) = Self.standard.overridden(by: [
      try Self.row(.anywhere, "Ctrl+X g", "prompt.editExternally"),
      try Self.row(.anywhere, "Ctrl+X m", nil),
      try Self.row(.anywhere, "Ctrl+S a b", "global.help"),
    ])
    #expect(refusals.isEmpty)
    #expect(
      map.match(try [Key](named: "Ctrl+X g"), in: .list) == .command(.prompt(.editExternally)))
    #expect(map.match(try [Key](named: "Ctrl+X m"), in: .prompt) == .nothing)
    #expect(map.match(try [Key](named: "Ctrl+S a"), in: .prompt) == .begins)
  }

  @Test func aKeyTakesThePlaceOfAllThatItBegan() throws {
    let (map, refusals) = Self.standard.overridden(by: [
      try Self.row(.anywhere, "Ctrl+X", "global.redraw"), try Self.row(.prompt, "Ctrl+X", nil),
    ])
    #expect(refusals.isEmpty)
    #expect(map.match(try [Key](named: "Ctrl+X"), in: .prompt) == .command(.global(.redraw)))
  }

  @Test(
    arguments: [
      (
        KeyContext.prompt, "a", "edit.undo",
        "a is typed as text in prompt: take a key with Ctrl or Alt"
      ),
      (
        .anywhere, "Space", "edit.undo",
        "Space is typed as text in anywhere: take a key with Ctrl or Alt"
      ),
      (
        .transcript, "g d", "scroll.end",
        "g alone is scroll.top there: take that away first (\"g\": null)"
      ),
      (
        .prompt, "Ctrl+X Esc", "edit.undo",
        "Esc and Ctrl+C end a sequence of keys and cannot be a part of one"
      ),
      (.prompt, "Ctrl+K", "list.choose", "list.choose does nothing in prompt"),
      (.prompt, "F2", nil, "F2 is not bound in prompt, but in anywhere"),
      (.prompt, "F12", nil, "F12 is not bound in prompt"),
      (
        .anywhere, "Esc", nil,
        "Esc is the last key of global.escape in anywhere: bind another to it first"
      ),
      (
        .question, "Esc", "dialog.send",
        "Esc is the last key of global.escape in question: bind another to it first"
      ),
      (
        .anywhere, "Ctrl+C", "edit.undo",
        "Ctrl+C is the last key of global.cancelOrQuit in anywhere: bind another to it first"
      ),
    ] as [(KeyContext, String, String?, String)])
  func refuses(context: KeyContext, keys: String, command: String?, reason: String) throws {
    let (map, refusals) = Self.standard.overridden(by: [try Self.row(context, keys, command)])
    #expect(refusals == [KeyMap.Refusal(index: 0, reason: reason)])
    #expect(map == Self.standard)
  }

  @Test func aWayOutMayMoveWhateverTheOrderOfTheRows() throws {
    let (map, refusals) = Self.standard.overridden(by: [
      try Self.row(.anywhere, "Esc", nil), try Self.row(.anywhere, "F9", "global.escape"),
    ])
    #expect(refusals.isEmpty)
    #expect(map.match(try [Key](named: "F9"), in: .question) == .command(.global(.escape)))
    #expect(map.match(try [Key](named: "Esc"), in: .prompt) == .nothing)
  }

  @Test func whatAKeyOnceWasMayBeginASequenceWhereItIsTakenAway() throws {
    let (map, refusals) = Self.standard.overridden(by: [
      try Self.row(.transcript, "g d", "scroll.end"), try Self.row(.transcript, "g", nil),
    ])
    #expect(refusals.isEmpty)
    #expect(map.match(try [Key](named: "g d"), in: .transcript) == .command(.scroll(.end)))
  }
}
