/// Reading what comes, line by line: what of it can be decided when.
extension MarkdownDocument {
  /// How far into an unfinished line is looked for its first character.
  static let maximumLookAheadBytes = 64

  /// The end of the line at `line.start` and the start of the next. A carriage
  /// return at the very end may be half of one line end: it waits.
  mutating func nextLineEnd() -> (end: Int, next: Int)? {
    while line.searched < text.bytes.count {
      switch text.bytes[line.searched] {
      case Byte.lineFeed: return (line.searched, line.searched + 1)
      case Byte.carriageReturn:
        guard line.searched + 1 < text.bytes.count else { return nil }
        return (
          line.searched,
          text.bytes[line.searched + 1] == Byte.lineFeed ? line.searched + 2 : line.searched + 1
        )
      default: line.searched += 1
      }
    }
    return nil
  }

  mutating func readLine(end: Int, next: Int) {
    readUnfinishedLine(upTo: next)
    let start = line.start
    let startsBlock = scanner.scan(text.bytes[start..<end])
    // A line that was cut already stays the plain text that it is.
    if startsBlock, start >= tail.start {
      closeTail(at: start, decided: next)
      if scanner.isTopLevelFence { beginCode(text.bytes[start..<end]) }
    } else if tail.isUnnamed {
      tail.isUnnamed = false
      if DiffLines.isStart(text.bytes[start..<end]) { tail.language = .diff }
    }
    noteBorder(before: start, next: next)
    define(at: next)
    line.begin(at: next)
    tail.lines += 1
    if !scanner.isOpen {
      endBlock(at: next)
    } else if tail.kind != .markdown, tail.lines >= MarkdownDocument.maximumPieceLines {
      cutTail(at: next, decided: next)
    }
  }

  private mutating func beginCode(_ fence: ArraySlice<UInt8>) {
    let info = CodeLines.info(ofFence: fence)
    tail.kind = .code
    tail.fenceIndent = UInt8(clamping: LineCursor(fence).ahead.indent)
    tail.language = CodeLanguage.Name(info: info)
    tail.isUnnamed = info.isEmpty
  }

  /// Decides what can be decided of the line before its end, in the order in
  /// which it would be decided byte by byte.
  mutating func readUnfinishedLine(upTo end: Int) {
    findInk(upTo: end)
    if let ink = line.ink, !scanner.isOpen, let last = blocks.indices.last {
      blocks[last].revision = max(blocks[last].revision, 2 * ink)
    }
    while true {
      if let ink = line.ink, ink <= tail.start + MarkdownDocument.maximumParsedBytes {
        closeBefore(ink: ink)
      }
      let overflow = tail.start + MarkdownDocument.maximumParsedBytes + 1
      guard scanner.isOpen || line.ink != nil, end >= overflow else { return }
      cutTail(decided: overflow)
    }
  }

  private mutating func findInk(upTo end: Int) {
    while line.ink == nil, line.inkSearched < end {
      let byte = text.bytes[line.inkSearched]
      line.inkSearched += 1
      if !MarkdownDocument.isBlank(byte) { line.ink = line.inkSearched }
    }
  }

  /// Closes the open block when the first character of the line tells.
  private mutating func closeBefore(ink: Int) {
    guard scanner.isOpen, ink - line.start <= MarkdownDocument.maximumLookAheadBytes else { return }
    let ahead = LineCursor(text.bytes[line.start..<ink]).ahead
    guard let byte = ahead.byte, scanner.certainlyEnds(before: byte, indent: ahead.indent) else {
      return
    }
    closeTail(at: line.start, decided: ink)
    scanner.finish()
    define(at: ink)
  }
}
