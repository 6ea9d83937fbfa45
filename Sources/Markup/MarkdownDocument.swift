/// A Markdown text that grows at its end, as blocks that are rendered one by
/// one when they come into view.
///
/// The source is the truth. Law: for every split of a text into deltas the
/// blocks and their lines equal those of the text appended whole. So
/// everything here is a function of the source: a revision is the place in the
/// source where the change was decided, never a count of calls.
///
/// Blocks that are closed are never read again until they are drawn; the open
/// one is cut into pieces when it grows beyond `maximumParsedBytes`.
public struct MarkdownDocument: Sendable {
  /// The largest piece of a block: what one drawing may cost, since cmark is
  /// quadratic on some inputs. Lists, tables and quotes are cut where an item,
  /// a row, or something new in the quote begins.
  public static let maximumParsedBytes = 16 << 10
  /// The most lines of a piece of a block that is not given to cmark.
  public static let maximumPieceLines = 256

  /// The text so far.
  var text = DocumentSource()
  /// The blocks, in order; the last may still grow.
  public internal(set) var blocks: [Block] = []
  /// What any block may name.
  var defined = KnownDefinitions()

  var scanner = BlockScanner()
  /// The block that is open, or what is not yet one.
  var tail = OpenBlock()
  /// The line that is not yet complete.
  var line = OpenLine()
  /// Up to here nothing of the tail is more than blank: blank lines before the
  /// first block must not be read again with each further one.
  var blankEnd = 0
  /// Whether the last of `blocks` is the open one.
  private var hasTail = false

  /// An empty document.
  public init() {}

  /// A finished document of `text`.
  public init(_ text: String) {
    append(text)
    finish()
  }

  /// Adds `delta` at the end.
  public mutating func append(_ delta: String) {
    guard !delta.isEmpty else { return }
    text.append(delta)
    withdrawTail()
    while let (end, next) = nextLineEnd() { readLine(end: end, next: next) }
    readUnfinishedLine(upTo: text.bytes.count)
    noteDefinitions()
    if scanner.isOpen || line.ink != nil { publishTail(revision: 2 * text.bytes.count) }
  }

  /// Says that nothing more comes.
  public mutating func finish() {
    guard !text.isShared else { return }
    withdrawTail()
    if line.start < text.bytes.count {
      let isCarriageReturn = text.bytes.last == Byte.carriageReturn
      readLine(end: text.bytes.count - (isCarriageReturn ? 1 : 0), next: text.bytes.count)
    }
    let isOpen = scanner.isOpen
    scanner.finish()
    define(at: text.bytes.count)
    noteDefinitions()
    if isOpen { publishTail(revision: 2 * text.bytes.count + 1) }
    text.fit()
  }

  // MARK: Source

  /// Bytes of the source.
  public var byteCount: Int { text.count }

  /// The bytes of `range`, which must lie within the source.
  public func source(in range: Range<Int>) -> ArraySlice<UInt8> { text[range] }

  /// The whole source in place.
  func withSource<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    text.withBytes(body)
  }

  /// Holds the source of this finished document as `string`, which must be the
  /// same text and is then shared with whoever holds it too; another text
  /// changes nothing. Halves the memory of long answers.
  public mutating func share(_ string: String) { text.share(string) }

  // MARK: The open block

  /// Ends a block that nothing can continue; blank lines behind it join it.
  mutating func endBlock(at end: Int) {
    guard text.bytes[max(tail.start, blankEnd)..<end].allSatisfy(MarkdownDocument.isBlank) else {
      let isFence = tail.kind == .code
      closeTail(at: end, decided: end)
      guard let last = blocks.indices.last else { return }
      if isFence { blocks[last].isFenceClosed = true }
      if let level = scanner.underlinedLevel { blocks[last].headingLevel = level }
      return
    }
    blankEnd = end
    guard let last = blocks.indices.last else { return }
    blocks[last].range = blocks[last].range.lowerBound..<end
    tail.start = end
    endPieces(decided: end)
  }

  mutating func closeTail(at end: Int, decided: Int) {
    // Blank lines before the first block are part of it.
    let isLeading =
      blocks.isEmpty && text.bytes[tail.start..<end].allSatisfy(MarkdownDocument.isBlank)
    if end > tail.start, !isLeading {
      appendTail(upTo: end, revision: 2 * decided + 1)
      countCodeBlocks()
      tail.start = end
      tail.continues = false
    }
    endPieces(decided: decided)
  }

  /// The next byte is not of the open block; the piece cut last was the end
  /// of it if nothing followed.
  private mutating func endPieces(decided: Int) {
    if tail.continues, let last = blocks.indices.last {
      blocks[last].isContinued = false
      blocks[last].revision = max(blocks[last].revision, 2 * decided + 1)
    }
    tail = OpenBlock(start: tail.start)
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    Byte.isBlank(byte) || byte == Byte.lineFeed || byte == Byte.carriageReturn
  }

  /// Counts the code blocks of the block that was closed last.
  mutating func countCodeBlocks() {
    guard let last = blocks.indices.last else { return }
    blocks[last].codeBlocks = codeBlocks(beginningIn: last)
  }

  mutating func appendTail(upTo end: Int, revision: Int) {
    var block = Block(range: tail.start..<end, revision: revision, kind: tail.kind)
    block.continues = tail.continues
    block.rest = tail.rest
    if tail.kind == .markdown, !tail.continues { block.headingLevel = headingLevel(upTo: end) }
    if tail.kind == .code {
      block.fenceIndent = tail.fenceIndent
      block.language = tail.language
      block.lexerState = tail.lexerState
    }
    block.startsInsideLine = tail.startsInsideLine
    block.mayReference = tailMayReference(upTo: end)
    block.codeBlocksBefore = blocks.last.map { $0.codeBlocksBefore + $0.codeBlocks } ?? 0
    blocks.append(block)
  }

  private func tailMayReference(upTo end: Int) -> Bool {
    guard tail.kind == .markdown else { return false }
    if text.bytes[tail.start..<end].contains(Byte.leftBracket) { return true }
    guard case .rows(let head) = tail.rest else { return false }
    return blocks[firstPiece(ofTable: head, before: blocks.count)].mayReference
  }

  /// How many marks begin the open block, if it is a heading.
  private func headingLevel(upTo end: Int) -> UInt8 {
    var start = tail.start
    while start < end, MarkdownDocument.isBlank(text.bytes[start]) { start += 1 }
    guard start - max(tail.start, lineStart(of: start)) < LineCursor.tabStop else { return 0 }
    let marks = text.bytes[start..<end].prefix(7).prefix { $0 == Byte.hash }
    guard (1...6).contains(marks.count), marks.endIndex < end,
      Byte.isBlank(text.bytes[marks.endIndex])
    else { return 0 }
    return UInt8(marks.count)
  }

  private func lineStart(of place: Int) -> Int {
    var start = place
    while start > tail.start, Byte.isBlank(text.bytes[start - 1]) { start -= 1 }
    return start
  }

  private mutating func withdrawTail() {
    if hasTail { blocks.removeLast() }
    hasTail = false
  }

  private mutating func publishTail(revision: Int) {
    guard tail.start < text.bytes.count else { return }
    appendTail(upTo: text.bytes.count, revision: revision)
    hasTail = true
  }

  // MARK: Definitions

  /// Keeps what the line defines that was read last.
  mutating func define(at decided: Int) {
    defined.add(scanner.definitions, footnotes: scanner.footnotes, decided: decided)
  }

  /// Blocks that may name a new definition have changed.
  private mutating func noteDefinitions() {
    guard let decided = defined.takeChange() else { return }
    for index in blocks.indices where blocks[index].mayReference {
      blocks[index].revision = max(blocks[index].revision, 2 * decided + 1)
    }
  }
}
