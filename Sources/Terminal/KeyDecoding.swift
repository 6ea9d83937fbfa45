internal import Interface

/// What sequences mean. Sources: xterm's ctlseqs, kitty's keyboard protocol,
/// rxvt's and the linux console's terminfo entries.
enum KeyDecoding {
  enum Meaning: Equatable {
    case nothing
    case event(InputEvent)
    case pasteStart
    case x10Mouse
  }

  /// The key behind a scalar without a sequence.
  static func key(scalar: Unicode.Scalar) -> Key {
    switch scalar.value {
    case 0x00: Key(.character(" "), .control)
    case 0x08, 0x7f: Key(.backspace)
    case 0x09: Key(.tab)
    case 0x0d: Key(.enter)
    case 0x1b: Key(.escape)
    case 0x01...0x1a:
      Key(.character(Character(Unicode.Scalar(UInt8(scalar.value) + 0x60))), .control)
    case 0x1c...0x1f:
      Key(.character(Character(Unicode.Scalar(UInt8(scalar.value) + 0x40))), .control)
    default: Key(.character(Character(scalar)))
    }
  }

  static func meaning(of sequence: ControlSequence) -> Meaning {
    if sequence.prefix != 0 { return privateMeaning(of: sequence) }
    guard sequence.intermediates.isEmpty else { return .nothing }
    switch sequence.final {
    case UInt8(ascii: "u"): return unicodeKey(sequence)
    case UInt8(ascii: "~"): return tilde(sequence)
    case UInt8(ascii: "^"): return numbered(sequence, .control)
    case UInt8(ascii: "@"): return numbered(sequence, [.control, .shift])
    case UInt8(ascii: "$"): return numbered(sequence, .shift)
    case UInt8(ascii: "I") where sequence.parameters.isEmpty: return .event(.focus(true))
    case UInt8(ascii: "O") where sequence.parameters.isEmpty: return .event(.focus(false))
    case UInt8(ascii: "M") where sequence.parameters.isEmpty: return .x10Mouse
    case UInt8(ascii: "n") where sequence.parameters == [[0]]: return .event(.reply(.caughtUp))
    case UInt8(ascii: "Z"): return .event(.key(Key(.tab, .shift)))
    case UInt8(ascii: "a")...UInt8(ascii: "d"):
      // rxvt: shifted arrows.
      return event(letterCode(sequence.final - 0x20).map { Key($0, .shift) })
    default:
      // A cursor report looks like F3 with a row for its first number.
      guard sequence.number(0) ?? 1 == 1, let code = letterCode(sequence.final) else {
        return .nothing
      }
      return event(modified(code, sequence))
    }
  }

  // MARK: function keys

  /// Keys that end in a letter, after CSI or SS3.
  private static func letterCode(_ final: UInt8) -> KeyCode? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final) - 0x4f)
    default: nil
    }
  }

  /// Keys that end in `~` (or rxvt's `^ @ $`), by number.
  private static func numberedCode(_ number: Int) -> KeyCode? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  private static func tilde(_ sequence: ControlSequence) -> Meaning {
    switch sequence.number(0) {
    case 200: .pasteStart
    case 27 where sequence.parameters.count >= 3:
      // modifyOtherKeys: CSI 27 ; modifiers ; code ~
      event(
        modifiers(sequence.number(1)).flatMap { modifiers in
          sequence.number(2).flatMap { unicodeKey(code: $0, shifted: nil, modifiers) }
        })
    case .some(let number): event(numberedCode(number).flatMap { modified($0, sequence) })
    case nil: .nothing
    }
  }

  private static func numbered(_ sequence: ControlSequence, _ modifiers: Modifiers) -> Meaning {
    event(sequence.number(0).flatMap(numberedCode).map { Key($0, modifiers) })
  }

  /// `code` with the modifiers of the second parameter; `nil` for releases.
  private static func modified(_ code: KeyCode, _ sequence: ControlSequence) -> Key? {
    guard sequence.number(1, sub: 1) != releaseEvent else { return nil }
    return modifiers(sequence.number(1)).map { Key(code, $0) }
  }

  static func singleShift(_ final: UInt8, modifier: Int) -> Key? {
    guard let modifiers = modifiers(modifier) else { return nil }
    if let code = letterCode(final) { return Key(code, modifiers) }
    switch final {
    case UInt8(ascii: "a")...UInt8(ascii: "d"):
      // rxvt: arrows with Control.
      return letterCode(final - 0x20).map { Key($0, modifiers.union(.control)) }
    case UInt8(ascii: "M"): return Key(.enter, modifiers)
    case UInt8(ascii: "I"): return Key(.tab, modifiers)
    case UInt8(ascii: " "): return Key(.character(" "), modifiers)
    case UInt8(ascii: "X"): return Key(.character("="), modifiers)
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      // The keypad in application mode: `*+,-./0123456789`.
      return Key(.character(Character(Unicode.Scalar(final - 0x40))), modifiers)
    default: return nil
    }
  }

  private static func event(_ key: Key?) -> Meaning {
    key.map { .event(.key($0)) } ?? .nothing
  }

  // MARK: unicode keys

  private static let releaseEvent = 3

  /// Modifiers of a parameter: 1 + shift 1, alt 2, control 4, super 8, hyper
  /// 16, meta 32, locks 64 and 128. `nil` where super or hyper is held: those
  /// chords belong to the window system.
  private static func modifiers(_ parameter: Int?) -> Modifiers? {
    let bits = max(0, (parameter ?? 1) - 1)
    guard bits & 0x18 == 0 else { return nil }
    var modifiers: Modifiers = []
    if bits & 1 != 0 { modifiers.insert(.shift) }
    if bits & (2 | 32) != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.control) }
    return modifiers
  }

  /// kitty: CSI code : shifted : base ; modifiers : event ; text u
  private static func unicodeKey(_ sequence: ControlSequence) -> Meaning {
    guard let code = sequence.number(0), sequence.number(1, sub: 1) != releaseEvent,
      let modifiers = modifiers(sequence.number(1))
    else { return .nothing }
    let shifted = sequence.number(0, sub: 1) ?? sequence.number(2)
    return event(unicodeKey(code: code, shifted: shifted, modifiers))
  }

  private static func unicodeKey(code: Int, shifted: Int?, _ modifiers: Modifiers) -> Key? {
    if let code = functionalCode(code) { return Key(code, modifiers) }
    // Private use: keys that we have no use for, as modifiers and media keys.
    guard code >= 0x20, !(0x80..<0xa0).contains(code), !(57_344...63_743).contains(code),
      let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init)
    else { return nil }
    var modifiers = modifiers
    var character = Character(scalar)
    if modifiers.contains(.control) {
      if character.isUppercase { modifiers.insert(.shift) }
      character = simple(character.lowercased(), else: character)
      return legacyControl(character).map { Key($0, modifiers.subtracting(.control)) }
        ?? Key(.character(character), modifiers)
    }
    if modifiers.contains(.shift) {
      let printed = shifted.flatMap { UInt32(exactly: $0) }.flatMap(Unicode.Scalar.init)
      if let printed, printed.value >= 0x20, !(0x7f..<0xa0).contains(printed.value) {
        character = Character(printed)
      } else {
        character = simple(character.uppercased(), else: character)
      }
      modifiers.remove(.shift)
    }
    return Key(.character(character), modifiers)
  }

  private static func simple(_ text: String, else character: Character) -> Character {
    text.count == 1 ? text.first ?? character : character
  }

  /// Ctrl+I, M, H and [ are Tab, Enter, Backspace and Escape on every other
  /// terminal; so they are here.
  private static func legacyControl(_ character: Character) -> KeyCode? {
    switch character {
    case "i": .tab
    case "m": .enter
    case "h": .backspace
    case "[": .escape
    default: nil
    }
  }

  private static func functionalCode(_ code: Int) -> KeyCode? {
    switch code {
    case 9: .tab
    case 13, 57_414: .enter
    case 27: .escape
    case 8, 127: .backspace
    case 57_376...57_398: .function(code - 57_363)
    case 57_399...57_408: .character(Character(Unicode.Scalar(UInt8(code - 57_399 + 0x30))))
    case 57_409: .character(".")
    case 57_410: .character("/")
    case 57_411: .character("*")
    case 57_412: .character("-")
    case 57_413: .character("+")
    case 57_415: .character("=")
    case 57_416: .character(",")
    case 57_417: .left
    case 57_418: .right
    case 57_419: .up
    case 57_420: .down
    case 57_421: .pageUp
    case 57_422: .pageDown
    case 57_423: .home
    case 57_424: .end
    case 57_425: .insert
    case 57_426: .delete
    default: nil
    }
  }
}
