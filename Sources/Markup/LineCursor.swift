/// A place in a line, in bytes and in columns: Markdown counts indentation in
/// columns, with tab stops every four.
struct LineCursor {
  static let tabStop = 4

  let bytes: ArraySlice<UInt8>
  private(set) var position: Int
  private(set) var column = 0
  /// Whether the tab at `position` is used up in part.
  private(set) var isInsideTab = false

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The first byte that is no blank, its index, and the columns up to it;
  /// `byte` is `nil` in a blank rest.
  var ahead: (byte: UInt8?, index: Int, indent: Int) {
    var index = position
    var reached = column
    while index < bytes.endIndex {
      switch bytes[index] {
      case Byte.space: reached += 1
      case Byte.tab: reached += LineCursor.tabStop - reached % LineCursor.tabStop
      default: return (bytes[index], index, reached - column)
      }
      index += 1
    }
    return (nil, index, reached - column)
  }

  /// Whether a blank comes next.
  var isAtBlank: Bool {
    position < bytes.endIndex && (bytes[position] == Byte.space || bytes[position] == Byte.tab)
  }

  /// Goes on by `count` columns, into the middle of a tab if need be.
  mutating func skip(columns count: Int) {
    var left = count
    while left > 0, position < bytes.endIndex {
      let step =
        bytes[position] == Byte.tab ? LineCursor.tabStop - column % LineCursor.tabStop : 1
      if step > left {
        column += left
        isInsideTab = true
        return
      }
      isInsideTab = false
      column += step
      left -= step
      position += 1
    }
  }

  /// Goes on to `index`, over bytes that are one column each.
  mutating func skip(to index: Int) {
    column += index - position
    position = index
  }
}

/// Bytes that mean something in Markdown.
enum Byte {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let hash = UInt8(ascii: "#")
  static let greater = UInt8(ascii: ">")
  static let less = UInt8(ascii: "<")
  static let backtick = UInt8(ascii: "`")
  static let tilde = UInt8(ascii: "~")
  static let backslash = UInt8(ascii: "\\")
  static let bar = UInt8(ascii: "|")
  static let colon = UInt8(ascii: ":")
  static let dash = UInt8(ascii: "-")
  static let leftBracket = UInt8(ascii: "[")
  static let rightBracket = UInt8(ascii: "]")

  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
