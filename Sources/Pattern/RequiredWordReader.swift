/// Reads the text that a pattern cannot do without. What it does not know
/// ends it: then nothing is required.
struct RequiredWordReader {
  let pattern: [UInt8]
  let ignoresCase: Bool
  private var index = 0
  /// Of each alternative, its words.
  private var found: [[[UInt8]]] = [[]]
  private var word: [UInt8] = []

  init(pattern: [UInt8], ignoresCase: Bool) {
    self.pattern = pattern
    self.ignoresCase = ignoresCase
  }

  mutating func alternatives() -> [[[UInt8]]]? {
    while index < pattern.count {
      let byte = pattern[index]
      index += 1
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: ")"): return nil
      case UInt8(ascii: "|"):
        endWord()
        found.append([])
      case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "{"):
        // What stands before it may be left out.
        _ = word.popLast()
        endWord()
      case UInt8(ascii: "["): guard skipClass() else { return nil }
      case UInt8(ascii: "\\"): guard skipEscape() else { return nil }
      default: take(byte)
      }
    }
    endWord()
    return found
  }

  private mutating func take(_ byte: UInt8) {
    let isDigit = byte &- 0x30 < 10
    guard isDigit || RequiredWord.isLetter(byte) else { return endWord() }
    guard ignoresCase else { return word.append(byte) }
    let small = isDigit ? byte : byte | 0x20
    // Beyond ASCII there are a long s and the sign for Kelvin.
    if small == UInt8(ascii: "k") || small == UInt8(ascii: "s") { return endWord() }
    word.append(small)
  }

  private mutating func endWord() {
    if !word.isEmpty { found[found.count - 1].append(word) }
    word = []
  }

  /// Behind `[`; `false`: it has no end, or none that is told easily.
  private mutating func skipClass() -> Bool {
    endWord()
    if index < pattern.count, pattern[index] == UInt8(ascii: "^") { index += 1 }
    if index < pattern.count, pattern[index] == UInt8(ascii: "]") { index += 1 }
    while index < pattern.count {
      let byte = pattern[index]
      index += 1
      switch byte {
      case UInt8(ascii: "]"): return true
      // A class by name, or one whose end is escaped.
      case UInt8(ascii: "["), UInt8(ascii: "\\"): return false
      default: break
      }
    }
    return false
  }

  /// Escapes without arguments, and those of signs.
  private static let knownEscapes = Set("dDwWsSbBhHvVtnrfAzZ".utf8)

  private mutating func skipEscape() -> Bool {
    endWord()
    guard index < pattern.count else { return false }
    let byte = pattern[index]
    index += 1
    let isSign = byte < 0x80 && !RequiredWord.isLetter(byte) && byte &- 0x30 >= 10
    return isSign || Self.knownEscapes.contains(byte)
  }
}
