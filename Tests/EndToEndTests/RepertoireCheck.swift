/// Reads a terminal's bytes against a list of what curses and our modes are
/// made of; everything else is a problem. On purpose it shares nothing with
/// the screen emulator.
enum RepertoireCheck {
  /// Final bytes of CSI sequences of curses on xterm-256color without prefix.
  private static let finals = Set("ABCDGHJKLMPSTXdfhlmr@b".utf8)
  /// Private modes that the program or curses uses.
  private static let modes: Set<String> = [
    "1", "7", "12", "25", "1000", "1002", "1004", "1006", "1034", "1049", "2004", "2026", "2031",
    "12;25",
  ]
  /// Whole sequences of ours, and of terminfo's strings for start and end.
  private static let whole: Set<String> = [
    "[>4;1m", "[>4m", "[>1u", "[<u", "[?u", "[?2026$p", "[?1004$p", "[c", "[5n",
    "[22;0;0t", "[23;0;0t", "[22;0t", "[23;0t", "[!p", "]11;?\u{1b}\\",
  ]
  /// Attributes that attacks use and the program does not.
  private static let strangeAttributes: Set<String> = ["5", "6", "8", "9", "28"]

  /// What does not belong there, at most ten.
  static func problems(in bytes: [UInt8]) -> [String] {
    var problems: [String] = []
    var index = 0
    while index < bytes.count, problems.count < 10 {
      switch bytes[index] {
      case 0x1b:
        let sequence = escape(in: bytes, at: index + 1)
        if !isAllowed(sequence) { problems.append("ESC \(sequence) at \(index)") }
        index += 1 + sequence.utf8.count
      // Backspace, line feed, return.
      case 0x08, 0x0a, 0x0d: index += 1
      case 0..<0x20, 0x7f:
        problems.append("control \(bytes[index]) at \(index)")
        index += 1
      default: index += 1
      }
    }
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where isHidden(scalar) {
      problems.append("U+\(String(scalar.value, radix: 16))")
      if problems.count > 10 { break }
    }
    return problems
  }

  /// The sequence behind an ESC, whole.
  private static func escape(in bytes: [UInt8], at start: Int) -> String {
    guard start < bytes.count else { return "" }
    var end = start
    if bytes[start] == 0x5b {
      end += 1
      while end < bytes.count, !(0x40..<0x7f).contains(bytes[end]) { end += 1 }
    } else if bytes[start] == 0x5d {
      // A command to the terminal, to its end.
      while end < bytes.count, bytes[end] != 0x07, bytes[end] != 0x5c { end += 1 }
    } else {
      while end < bytes.count, (0x20..<0x30).contains(bytes[end]) { end += 1 }
    }
    return String(decoding: bytes[start...min(end, bytes.count - 1)], as: UTF8.self)
  }

  private static func isAllowed(_ sequence: String) -> Bool {
    // Character set, saved cursor, keypad, reverse index.
    if ["(B", "7", "8", "=", ">", "M"].contains(sequence) || whole.contains(sequence) {
      return true
    }
    if sequence.hasPrefix("]2;adit"), sequence.hasSuffix("\u{1b}\\") {
      return sequence.dropLast(2).unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
    }
    guard sequence.hasPrefix("["), let final = sequence.utf8.last else { return false }
    let body = sequence.dropFirst().dropLast()
    if body.hasPrefix("?") {
      return (final == UInt8(ascii: "h") || final == UInt8(ascii: "l"))
        && modes.contains(String(body.dropFirst()))
    }
    guard finals.contains(final), body.allSatisfy({ $0.isNumber || $0 == ";" }) else {
      return false
    }
    guard final == UInt8(ascii: "m") else { return true }
    // 38;5;n and 48;5;n carry numbers that are no attributes.
    return body.contains("8;5;")
      || strangeAttributes.isDisjoint(with: body.split(separator: ";").map(String.init))
  }

  /// Controls of the second set, directions, invisible ones.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x80..<0xa0, 0xad, 0x61c, 0x180e, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f,
      0xfe00...0xfe0f, 0xfeff, 0xfff9...0xfffb, 0x115f, 0x1160, 0x3164, 0xffa0, 0xe0000...0xe0fff:
      true
    default: false
    }
  }
}

extension [UInt8] {
  /// Whether `part` occurs.
  func containsPart(_ part: [UInt8]) -> Bool {
    guard let first = part.first, part.count <= count else { return false }
    for start in 0...(count - part.count) where self[start] == first {
      if self[start..<start + part.count].elementsEqual(part) { return true }
    }
    return false
  }
}
