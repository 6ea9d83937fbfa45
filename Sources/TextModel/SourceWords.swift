/// Whether words of a source are shown as they stand there.
///
/// A word of ASCII letters and digits that is shown and does not stand in the
/// source was put together: what stood between its parts has gone (emphasis,
/// the end of a link, a character without width), or was written otherwise
/// (an entity), or comes from elsewhere (a label, an address).
public enum SourceWords {
  /// Whether that is certain to have happened nowhere in `source`;
  /// `isMarkdown`: whether its signs mean something.
  public static func standAsShown(
    in source: UnsafeBufferPointer<UInt8>, isMarkdown: Bool
  ) -> Bool {
    var scan = Scan(isMarkdown: isMarkdown)
    return kinds.withUnsafeBufferPointer { kinds in
      var index = 0
      while index < source.count {
        let byte = source[index]
        switch kinds[Int(byte)] {
        case .word:
          guard scan.takeWord() else { return false }
          index += 1
        case .apart:
          scan.takeApart(byte)
          index += 1
        case .tick:
          guard scan.takeTick(isDouble: index + 1 < source.count && source[index + 1] == byte)
          else { return false }
          index += 1
        case .lineEnd:
          guard scan.endLine() else { return false }
          index += 1
        case .underscore:
          scan.takeUnderscore()
          index += 1
        case .joining:
          if isMarkdown || byte < 0x20 || byte == 0x7F {
            scan.takeJoining()
          } else {
            scan.takeApart(byte)
          }
          index += 1
        case .meaning:
          if isMarkdown { return false }
          scan.takeApart(byte)
          index += 1
        case .beyond:
          let rest = UnsafeBufferPointer(rebasing: source[index...])
          guard let length = scan.takeBeyond(rest) else { return false }
          index += length
        }
      }
      return scan.endLine()
    }
  }

  private enum Kind: UInt8 {
    /// A letter or a digit.
    case word
    /// Stays between two words whatever it is.
    case apart
    case tick, lineEnd, underscore
    /// Two words that it alone parts may become one.
    case joining
    /// May stand for something else: entities, HTML, links, escapes.
    case meaning
    /// Not ASCII.
    case beyond
  }

  private static let kinds: [Kind] = (0..<256).map { value in
    let byte = UInt8(value)
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .word
    case UInt8(ascii: "`"): return .tick
    case 0x0A, 0x0D: return .lineEnd
    case UInt8(ascii: "_"): return .underscore
    case UInt8(ascii: "*"), UInt8(ascii: "~"): return .joining
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "\\"):
      return .meaning
    case 0x20, 0x09: return .apart
    case 0..<0x20, 0x7F: return .joining
    case 0x80...: return .beyond
    default: return .apart
    }
  }

  /// What stands between the last word and the next.
  private struct Scan {
    let isMarkdown: Bool
    /// Nothing; signs that may go; something that stays.
    private enum Gap { case none, underscores, joining, apart }
    /// Before the first word nothing can be joined.
    private var gap = Gap.apart
    /// Of code within a line: whether it is open, and whether it begins with a
    /// blank, which goes where one ends it too.
    private var isCode = false
    private var isCodeStart = false
    private var startsWithBlank = false
    private var endsWithBlank = false

    init(isMarkdown: Bool) { self.isMarkdown = isMarkdown }

    mutating func takeWord() -> Bool {
      defer { gap = .none }
      if isCode { noteCode(isBlank: false) }
      return gap != .joining
    }

    mutating func takeApart(_ byte: UInt8) {
      if isCode { noteCode(isBlank: byte == 0x20) }
      gap = .apart
    }

    mutating func takeUnderscore() {
      if isCode { noteCode(isBlank: false) }
      // Within a word it is a letter.
      switch gap {
      case .none, .underscores: gap = .underscores
      case .joining, .apart: break
      }
    }

    mutating func takeJoining() {
      if isCode { noteCode(isBlank: false) }
      switch gap {
      case .none, .underscores, .joining: gap = .joining
      case .apart: break
      }
    }

    private mutating func noteCode(isBlank: Bool) {
      if isCodeStart { startsWithBlank = isBlank }
      isCodeStart = false
      endsWithBlank = isBlank
    }

    /// Code within a line that is opened and closed on it by one tick each is
    /// understood; nothing else is.
    mutating func takeTick(isDouble: Bool) -> Bool {
      guard isMarkdown else {
        gap = .apart
        return true
      }
      if isDouble { return false }
      if isCode, startsWithBlank, endsWithBlank { return false }
      isCode.toggle()
      isCodeStart = isCode
      startsWithBlank = false
      takeGap()
      return true
    }

    private mutating func takeGap() {
      switch gap {
      case .none, .underscores, .joining: gap = .joining
      case .apart: break
      }
    }

    mutating func endLine() -> Bool {
      gap = .apart
      return !isCode
    }

    /// Takes a character that is not ASCII: its bytes; `nil`: it may be shown
    /// in other words.
    mutating func takeBeyond(_ rest: UnsafeBufferPointer<UInt8>) -> Int? {
      let lead = rest[0]
      let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      guard length <= rest.count else { return nil }
      var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
      for index in 1..<length {
        // What is no UTF-8 is not looked into.
        guard rest[index] & 0xC0 == 0x80 else { return nil }
        value = value << 6 | UInt32(rest[index] & 0x3F)
      }
      guard lead >= 0xC0 else { return nil }
      switch WidthTable.widthClass(of: value) {
      case .narrow, .wide: takeApart(lead)
      case .combining: takeJoining()
      // It is shown by its code.
      case .hidden: return nil
      }
      return length
    }
  }
}
