internal import TextModel

/// Code and other text that is shown as it stands: flush left, without a
/// gutter, so that a terminal's own selection copies it clean.
enum CodeLines {
  private static let style = TextStyle(.codeBlock)

  /// The lines of a fenced code block or of a piece of one.
  static func lines(of block: MarkdownDocument.Block, _ bytes: ArraySlice<UInt8>) -> [StyledLine] {
    var rest = split(bytes)[...]
    var lines: [StyledLine] = []
    if !block.continues {
      while let first = rest.first, first.allSatisfy(Byte.isBlank) { rest.removeFirst() }
      if let fence = rest.popFirst() { lines += languageLine(of: info(ofFence: fence)) }
    }
    if block.isFenceClosed {
      while let last = rest.last, last.allSatisfy(Byte.isBlank) { rest.removeLast() }
      _ = rest.popLast()
    }
    for line in rest {
      lines.append(codeLine(unindented(line, by: Int(block.fenceIndent))))
    }
    return lines
  }

  /// The lines of a code block that cmark has read.
  static func lines(ofLiteral literal: String, info: String) -> [StyledLine] {
    languageLine(of: info) + split(Array(literal.utf8)[...]).map(codeLine)
  }

  /// Text that is too large for cmark.
  static func plainLines(of bytes: ArraySlice<UInt8>) -> [StyledLine] {
    split(bytes).map { StyledLine(String(decoding: $0, as: UTF8.self)) }
  }

  private static func codeLine(_ bytes: ArraySlice<UInt8>) -> StyledLine {
    StyledLine([StyledRun(String(decoding: bytes, as: UTF8.self), style)], wrapsAtWords: false)
  }

  /// The language by itself, so that a copy of the code does not have it.
  private static func languageLine(of info: String) -> [StyledLine] {
    let word = info.prefix { $0 != " " && $0 != "\t" }
    return word.isEmpty ? [] : [StyledLine(String(word), TextStyle(.dim))]
  }

  /// `line` without the blanks that its fence had before it; a tab cut in the
  /// middle leaves spaces.
  private static func unindented(_ line: ArraySlice<UInt8>, by indent: Int) -> ArraySlice<UInt8> {
    guard indent > 0 else { return line }
    var cursor = LineCursor(line)
    cursor.skip(columns: min(indent, cursor.ahead.indent))
    let rest = line[cursor.position...]
    guard cursor.isInsideTab else { return rest }
    let left = LineCursor.tabStop - cursor.column % LineCursor.tabStop
    return Array(repeating: Byte.space, count: left) + rest.dropFirst()
  }

  private static func info(ofFence line: ArraySlice<UInt8>) -> String {
    let text = line.drop(while: Byte.isBlank)
    let info = text.drop { $0 == text.first }.drop(while: Byte.isBlank)
    return String(decoding: info, as: UTF8.self)
  }

  /// The lines of `bytes`, without their ends; nothing behind the last end.
  private static func split(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      let byte = bytes[index]
      guard byte == Byte.lineFeed || byte == Byte.carriageReturn else {
        index += 1
        continue
      }
      lines.append(bytes[start..<index])
      index += 1
      if byte == Byte.carriageReturn, index < bytes.endIndex, bytes[index] == Byte.lineFeed {
        index += 1
      }
      start = index
    }
    if start < bytes.endIndex { lines.append(bytes[start...]) }
    return lines
  }
}
