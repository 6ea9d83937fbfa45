/// Cutting the open block into pieces when it grows too large for one.
extension MarkdownDocument {
  /// The longest character that a cut keeps whole: families of emoji take 40.
  private static let maximumCharacterBytes = 256
  /// A longer word is cut where a piece ends, bytes.
  private static let maximumWordBytes = 256
  /// The largest header of a table that is read again with each piece of it.
  private static let maximumTableHeadBytes = 1_024

  /// The open block has grown too large for one piece.
  mutating func cutTail(decided: Int) {
    if tail.kind == .markdown, let border = tail.border {
      return cutTail(at: border.start, decided: decided, before: border.rest)
    }
    // What is complete is shown as it was; where the rest of it stands cannot
    // be told without it.
    let isInsideLine = line.start <= tail.start
    if tail.kind == .markdown, isInsideLine { tail.kind = .plain }
    cutTail(
      at: isInsideLine ? wordBorder(before: decided - 1) : line.start, decided: decided)
    if tail.kind == .markdown { tail.kind = .plain }
  }

  /// Makes a piece of the open block a block of its own; `rest`: what is left
  /// is Markdown again.
  mutating func cutTail(at end: Int, decided: Int, before rest: Rest = .nothing) {
    appendTail(upTo: end, revision: 2 * decided + 1)
    countCodeBlocks()
    blocks[blocks.count - 1].isContinued = true
    let isInsideLine = end > line.start
    if tail.kind == .code {
      tail.lexerState = CodeLines.state(
        behind: blocks[blocks.count - 1], text.bytes[tail.start..<end], endsInsideLine: isInsideLine
      )
    }
    if rest != .nothing { tail.kind = .markdown }
    tail.rest = rest
    tail.border = nil
    tail.startsInsideLine = isInsideLine
    tail.start = end
    tail.continues = true
    tail.lines = 0
  }

  /// Remembers that the open block may be cut before the line at `line`, which
  /// was read last; what was too large before it is Markdown again behind it.
  mutating func noteBorder(before start: Int, next: Int) {
    if !scanner.isTopLevelTable {
      tail.tableHead = nil
    } else if tail.tableHead == nil,
      next - line.previousStart <= MarkdownDocument.maximumTableHeadBytes
    {
      tail.tableHead = line.previousStart..<next
    }
    guard let border = scanner.border, start >= tail.start, let rest = rest(behind: border) else {
      return
    }
    if tail.kind == .markdown {
      if start > tail.start { tail.border = (start, rest) }
    } else if start > tail.start {
      cutTail(at: start, decided: next, before: rest)
    } else {
      tail.kind = .markdown
      tail.rest = rest
    }
  }

  private func rest(behind border: BlockScanner.Border) -> Rest? {
    switch border {
    case .item(let number): .items(from: number)
    case .row: tail.tableHead.map { .rows(head: $0) }
    case .quoted: .quote
    }
  }

  // MARK: Places

  /// The last place up to `index` that is not inside of a character.
  private func characterBorder(before index: Int) -> Int {
    let least = tail.start + 1
    var end = index
    while end > least, text.bytes[end] & 0xC0 == 0x80 { end -= 1 }
    var start = max(least, end - MarkdownDocument.maximumCharacterBytes)
    while start < end, text.bytes[start] & 0xC0 == 0x80 { start += 1 }
    let before = String(decoding: text.bytes[start..<end], as: UTF8.self)
    // The last one may go on behind the place.
    guard let last = before.last, last.utf8.count < end - start else { return end }
    return end - last.utf8.count
  }

  /// Behind the last blank of the line shortly before `index`, so that no word
  /// is cut; where there is none, between two characters.
  private func wordBorder(before index: Int) -> Int {
    let least = max(tail.start + 1, line.start + 1, index - MarkdownDocument.maximumWordBytes)
    var border = index
    while border > least, text.bytes[border - 1] != Byte.space { border -= 1 }
    return border > least ? border : characterBorder(before: index)
  }
}
