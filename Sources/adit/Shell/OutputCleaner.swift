/// Makes lines of text of what a command writes for a terminal: escape
/// sequences and other controls are left out, a carriage return begins the line
/// anew, a backspace takes a character back. Total: takes any bytes.
struct OutputCleaner: Sendable {
  /// A line longer than this is passed on in pieces.
  private static let maximumLineBytes = 8_192

  private enum Scanning {
    case text, escape, control, string, stringEscape
  }

  /// The line that has not ended.
  private var line: [UInt8] = []
  /// Whether a part of it was passed on already.
  private var isLineBegun = false
  private var isBehindReturn = false
  private var scanning = Scanning.text

  /// What can be passed on of everything taken so far, with `piece`.
  mutating func take(_ piece: some Sequence<UInt8>) -> [UInt8] {
    let bytes = ArraySlice(piece)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var position = bytes.startIndex
    while position < bytes.endIndex {
      // Nearly all of it is text: taken as a whole, a hundred megabytes pass
      // several times as fast.
      let end = scanning == .text && !isBehindReturn ? endOfText(bytes, from: position) : position
      if end > position {
        line += bytes[position..<end]
        if line.count >= Self.maximumLineBytes { out += flush() }
        position = end
      } else {
        take(bytes[position], &out)
        position += 1
      }
    }
    return out
  }

  /// The end of what is passed on as it is, as far as the line has room.
  private func endOfText(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int {
    let limit = min(bytes.endIndex, start + max(1, Self.maximumLineBytes - line.count))
    return bytes[start..<limit].firstIndex { $0 < 0x20 || $0 == 0x7F } ?? limit
  }

  /// The unfinished line too, whole characters of it.
  mutating func flush() -> [UInt8] {
    let count = Self.wholeCharacters(line)
    guard count > 0 else { return [] }
    isLineBegun = true
    defer { line.removeFirst(count) }
    return Array(line[..<count])
  }

  /// Everything that is left; for the end.
  mutating func finish() -> [UInt8] {
    defer { line = [] }
    return line
  }

  private mutating func take(_ byte: UInt8, _ out: inout [UInt8]) {
    switch scanning {
    case .text: takeText(byte, &out)
    case .escape:
      switch byte {
      case 0x5B: scanning = .control
      case 0x5D, 0x50, 0x58, 0x5E, 0x5F: scanning = .string
      // An intermediate byte: the final one follows.
      case 0x20...0x2F: break
      default: scanning = .text
      }
    case .control:
      if byte >= 0x40 && byte <= 0x7E {
        scanning = .text
      } else if byte == 0x1B {
        scanning = .escape
      }
      // Nothing of a sequence is that long: it was cut off.
      if byte == 0x0A {
        scanning = .text
        takeText(byte, &out)
      }
    case .string:
      switch byte {
      case 0x07: scanning = .text
      case 0x1B: scanning = .stringEscape
      case 0x0A:
        scanning = .text
        takeText(byte, &out)
      default: break
      }
    case .stringEscape: scanning = .text
    }
  }

  private mutating func takeText(_ byte: UInt8, _ out: inout [UInt8]) {
    if isBehindReturn, byte != 0x0A, byte != 0x0D {
      isBehindReturn = false
      if isLineBegun { out.append(0x0A) }
      line = []
      isLineBegun = false
    }
    switch byte {
    case 0x0A:
      out += line
      out.append(0x0A)
      line = []
      isLineBegun = false
      isBehindReturn = false
    case 0x0D: isBehindReturn = true
    case 0x1B: scanning = .escape
    case 0x08:
      while let last = line.popLast(), last & 0xC0 == 0x80 {}
    case 0x09, 0x20...0x7E, 0x80...:
      line.append(byte)
      if line.count >= Self.maximumLineBytes { out += flush() }
    default: break
    }
  }

  /// Bytes of `text` up to the beginning of a character that is not whole.
  static func wholeCharacters(_ text: [UInt8]) -> Int {
    var start = text.count
    while start > 0, text.count - start < 3, text[start - 1] & 0xC0 == 0x80 { start -= 1 }
    guard start > 0 else { return text.count }
    let length: Int
    switch text[start - 1] {
    case 0xC0...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF7: length = 4
    default: return text.count
    }
    return text.count - (start - 1) < length ? start - 1 : text.count
  }
}
