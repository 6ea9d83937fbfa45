internal import Interface

/// Mouse reports and answers to our questions.
extension KeyDecoding {
  static func privateMeaning(of sequence: ControlSequence) -> Meaning {
    switch (sequence.prefix, sequence.intermediates, sequence.final) {
    case (UInt8(ascii: "?"), [], UInt8(ascii: "u")):
      return .event(.reply(.kittyKeyboard(flags: sequence.number(0) ?? 0)))
    case (UInt8(ascii: "?"), [], UInt8(ascii: "c")): return .event(.reply(.deviceAttributes))
    case (UInt8(ascii: "?"), [UInt8(ascii: "$")], UInt8(ascii: "y")):
      guard let mode = sequence.number(0), let state = sequence.number(1) else { return .nothing }
      return .event(.reply(.mode(mode, state: state)))
    case (UInt8(ascii: "?"), [], UInt8(ascii: "n")) where sequence.number(0) == 997:
      switch sequence.number(1) {
      case 1: return .event(.reply(.colorScheme(isDark: true)))
      case 2: return .event(.reply(.colorScheme(isDark: false)))
      default: return .nothing
      }
    case (UInt8(ascii: "<"), [], UInt8(ascii: "M")), (UInt8(ascii: "<"), [], UInt8(ascii: "m")):
      return mouse(sequence)
    default: return .nothing
    }
  }

  /// SGR reports (mode 1006): button, column, row; `m` for releases.
  private static func mouse(_ sequence: ControlSequence) -> Meaning {
    guard let button = sequence.number(0), let column = sequence.number(1),
      let row = sequence.number(2), column >= 1, row >= 1
    else { return .nothing }
    let action: MouseEvent.Action
    switch (button & ~0x1c, sequence.final == UInt8(ascii: "m")) {
    case (64, false): action = .wheelUp
    case (65, false): action = .wheelDown
    case (0...2, false): action = .press(button & 3)
    case (0...2, true): action = .release
    case (32...34, false): action = .drag(button & 3)
    // Motion without a button, further wheels and buttons.
    default: return .nothing
    }
    return .event(.mouse(MouseEvent(action, row: row - 1, column: column - 1)))
  }

  /// `11;rgb:RRRR/GGGG/BBBB`, one to four digits a channel.
  static func colorReply(_ text: String) -> TerminalReply? {
    let start = "11;rgb:"
    guard text.hasPrefix(start) else { return nil }
    let channels = text.dropFirst(start.count).split(separator: "/").map(channel)
    guard channels.count == 3, let red = channels[0], let green = channels[1],
      let blue = channels[2]
    else { return nil }
    return .backgroundColor(red: red, green: green, blue: blue)
  }

  private static func channel(_ digits: Substring) -> Int? {
    guard (1...4).contains(digits.count), let value = Int(digits, radix: 16), value >= 0 else {
      return nil
    }
    return value * 0xffff / ((1 << (4 * digits.count)) - 1)
  }
}
