/// A link reference definition (CommonMark 0.29, chapter 4.7), kept as source:
/// cmark reads it again together with a block that may name it.
struct LinkDefinition: Hashable, Sendable {
  /// The label as labels are compared: case folded, blanks collapsed.
  let label: String
  /// The definition on one line, so that it is one wherever it stands.
  let source: [UInt8]

  /// The definitions at the start of a paragraph of `text`, and whether
  /// nothing is left behind them.
  static func all(in text: [UInt8]) -> (found: [LinkDefinition], isWhole: Bool) {
    var found: [LinkDefinition] = []
    var scanner = DefinitionScanner(text: text)
    while scanner.position < text.count {
      let start = scanner.position
      guard let label = scanner.definition() else { return (found, false) }
      let line = text[start..<scanner.position].map { $0 == Byte.lineFeed ? Byte.space : $0 }
      found.append(LinkDefinition(label: label, source: line + [Byte.lineFeed]))
    }
    return (found, true)
  }
}

private struct DefinitionScanner {
  let text: [UInt8]
  var position = 0

  /// Longest label in bytes: CommonMark allows 999 characters.
  private static let maximumLabelBytes = 999 * 4

  private var byte: UInt8? { position < text.count ? text[position] : nil }

  /// Reads one definition with the end of its line; returns its label.
  mutating func definition() -> String? {
    let start = position
    guard let label = label(), byte == Byte.colon else {
      position = start
      return nil
    }
    position += 1
    skipBlanksAndLineEnd()
    guard destination() else {
      position = start
      return nil
    }
    let behindDestination = position
    let hadBlank = skipBlanksAndLineEnd()
    if hadBlank, title(), lineEnd() { return label }
    position = behindDestination
    if lineEnd() { return label }
    position = start
    return nil
  }

  private mutating func label() -> String? {
    guard byte == Byte.leftBracket else { return nil }
    position += 1
    let start = position
    while let byte, byte != Byte.rightBracket {
      guard byte != Byte.leftBracket, position - start <= Self.maximumLabelBytes else {
        return nil
      }
      position += byte == Byte.backslash ? 2 : 1
    }
    guard position < text.count else { return nil }
    let words = text[start..<position]
      .split { Byte.isBlank($0) || $0 == Byte.lineFeed }
      .map { String(decoding: $0, as: UTF8.self).lowercased() }
    position += 1
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  private mutating func destination() -> Bool {
    if byte == Byte.less {
      position += 1
      while let byte, byte != Byte.greater {
        guard byte != Byte.lineFeed, byte != Byte.less else { return false }
        position += byte == Byte.backslash ? 2 : 1
      }
      guard position < text.count else { return false }
      position += 1
      return true
    }
    let start = position
    var depth = 0
    while let byte, byte > Byte.space, byte != 0x7F {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if depth < 0 { return false }
      position +=
        byte == Byte.backslash && position + 1 < text.count
          && text[position + 1] > Byte.space ? 2 : 1
    }
    return position > start && depth == 0
  }

  private mutating func title() -> Bool {
    guard let open = byte, "\"'(".utf8.contains(open) else { return false }
    let close = open == UInt8(ascii: "(") ? UInt8(ascii: ")") : open
    position += 1
    while let byte, byte != close {
      position += byte == Byte.backslash ? 2 : 1
    }
    guard position < text.count else { return false }
    position += 1
    return true
  }

  private mutating func lineEnd() -> Bool {
    skipBlanks()
    guard let byte else { return true }
    guard byte == Byte.lineFeed else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte, Byte.isBlank(byte) { position += 1 }
  }

  @discardableResult
  private mutating func skipBlanksAndLineEnd() -> Bool {
    let start = position
    skipBlanks()
    if byte == Byte.lineFeed { position += 1 }
    skipBlanks()
    return position > start
  }
}
