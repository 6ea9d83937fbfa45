internal import Glibc

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
  /// All link definitions of a document: they are parsed again with every
  /// block that may name one. Later ones are not resolved.
  static let maximumDefinitionBytes = 16 << 10
  /// The longest character that a cut keeps whole: families of emoji take 40.
  static let maximumCharacterBytes = 256
  /// The largest header of a table that is read again with each piece of it.
  static let maximumTableHeadBytes = 1_024
  /// How far into an unfinished line is looked for its first character.
  static let maximumLookAheadBytes = 64

  /// The source as it came; empty while `shared` holds it.
  private var source: [UInt8] = []
  /// The source of a finished document, held by somebody else too.
  private var shared: String?
  /// The blocks, in order; the last may still grow.
  public private(set) var blocks: [Block] = []

  private var scanner = BlockScanner()
  private(set) var definitions: [LinkDefinition] = []
  private var definitionBytes = 0
  /// Labels of footnotes that are defined, in lower case; counted with the
  /// bytes of the definitions.
  private(set) var footnoteLabels: Set<String> = []
  /// Start of the open block, or of what is not yet one.
  private var tailStart = 0
  /// Up to here nothing of the tail is more than blank: blank lines before the
  /// first block must not be read again with each further one.
  private var blankEnd = 0
  private var tailKind = Kind.markdown
  private var tailContinues = false
  private var tailRest = Rest.nothing
  /// The last place behind its start where the open block may be cut.
  private var tailBorder: (start: Int, rest: Rest)?
  /// Of the open table.
  private var tableHead: Range<Int>?
  private var fenceIndent: UInt8 = 0
  private var tailLanguage: CodeLanguage.Name?
  private var tailState = CodeLexer.State()
  /// The open code block names no language, which its first line may tell.
  private var tailIsUnnamed = false
  private var tailStartsInsideLine = false
  /// Complete lines of the open piece.
  private var tailLines = 0
  /// Whether the last of `blocks` is the open one.
  private var hasTail = false
  /// Start of the line that is not yet complete, and of the one before.
  private var lineStart = 0
  private var previousLineStart = 0
  /// Up to here the line is searched for its end.
  private var searched = 0
  /// Behind the first byte of the line that is no blank, once there is one.
  private var lineInk: Int?
  private var inkSearched = 0
  /// Where the last definition was decided.
  private var definedAt = 0

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
    takeBackSource()
    source.append(contentsOf: delta.utf8)
    withdrawTail()
    while let (end, next) = nextLineEnd() { readLine(end: end, next: next) }
    readUnfinishedLine(upTo: source.count)
    noteDefinitions()
    if scanner.isOpen || lineInk != nil { publishTail(revision: 2 * source.count) }
  }

  /// Says that nothing more comes.
  public mutating func finish() {
    guard shared == nil else { return }
    withdrawTail()
    if lineStart < source.count {
      let isCarriageReturn = source.last == Byte.carriageReturn
      readLine(end: source.count - (isCarriageReturn ? 1 : 0), next: source.count)
    }
    let isOpen = scanner.isOpen
    scanner.finish()
    define(at: source.count)
    noteDefinitions()
    if isOpen { publishTail(revision: 2 * source.count + 1) }
    if source.capacity > source.count + source.count / 8 { source = source.map { $0 } }
  }

  // MARK: Source

  /// Bytes of the source.
  public var byteCount: Int { shared?.utf8.count ?? source.count }

  /// The bytes of `range`, which must lie within the source.
  public func source(in range: Range<Int>) -> ArraySlice<UInt8> {
    guard let utf8 = shared?.utf8 else { return source[range] }
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    return ArraySlice(utf8[start..<utf8.index(start, offsetBy: range.count)])
  }

  /// The whole source in place.
  func withSource<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard var text = shared else { return source.withUnsafeBufferPointer(body) }
    return text.withUTF8(body)
  }

  /// Holds the source of this finished document as `text`, which must be the
  /// same text and is then shared with whoever holds it too; another text
  /// changes nothing. Halves the memory of long answers.
  public mutating func share(_ text: String) {
    guard shared == nil, MarkdownDocument.isSame(text, source) else { return }
    shared = text
    source = []
  }

  /// Compared as memory: ten megabytes element by element would cost a frame.
  private static func isSame(_ text: String, _ bytes: [UInt8]) -> Bool {
    guard text.utf8.count == bytes.count else { return false }
    let isSame = text.utf8.withContiguousStorageIfAvailable { left in
      bytes.withUnsafeBytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return memcmp(first, second, right.count) == 0
      }
    }
    return isSame ?? text.utf8.elementsEqual(bytes)
  }

  private mutating func takeBackSource() {
    guard let text = shared else { return }
    source = Array(text.utf8)
    shared = nil
  }

  // MARK: Lines

  /// The end of the line at `lineStart` and the start of the next. A carriage
  /// return at the very end may be half of one line end: it waits.
  private mutating func nextLineEnd() -> (end: Int, next: Int)? {
    while searched < source.count {
      switch source[searched] {
      case Byte.lineFeed: return (searched, searched + 1)
      case Byte.carriageReturn:
        guard searched + 1 < source.count else { return nil }
        return (searched, source[searched + 1] == Byte.lineFeed ? searched + 2 : searched + 1)
      default: searched += 1
      }
    }
    return nil
  }

  private mutating func readLine(end: Int, next: Int) {
    readUnfinishedLine(upTo: next)
    let line = lineStart
    let startsBlock = scanner.scan(source[line..<end])
    // A line that was cut already stays the plain text that it is.
    if startsBlock, line >= tailStart {
      closeTail(at: line, decided: next)
      if scanner.isTopLevelFence { beginCode(source[line..<end]) }
    } else if tailIsUnnamed {
      tailIsUnnamed = false
      if DiffLines.isStart(source[line..<end]) { tailLanguage = .diff }
    }
    noteBorder(before: line, next: next)
    define(at: next)
    previousLineStart = line
    lineStart = next
    searched = next
    inkSearched = next
    lineInk = nil
    tailLines += 1
    if !scanner.isOpen {
      endBlock(at: next)
    } else if tailKind != .markdown, tailLines >= MarkdownDocument.maximumPieceLines {
      cutTail(at: next, decided: next)
    }
  }

  private mutating func beginCode(_ fence: ArraySlice<UInt8>) {
    let info = CodeLines.info(ofFence: fence)
    tailKind = .code
    fenceIndent = UInt8(clamping: LineCursor(fence).ahead.indent)
    tailLanguage = CodeLanguage.Name(info: info)
    tailIsUnnamed = info.isEmpty
  }

  /// Decides what can be decided of the line before its end, in the order in
  /// which it would be decided byte by byte.
  private mutating func readUnfinishedLine(upTo end: Int) {
    findInk(upTo: end)
    if let ink = lineInk, !scanner.isOpen, let last = blocks.indices.last {
      blocks[last].revision = max(blocks[last].revision, 2 * ink)
    }
    while true {
      if let ink = lineInk, ink <= tailStart + MarkdownDocument.maximumParsedBytes {
        closeBefore(ink: ink)
      }
      let overflow = tailStart + MarkdownDocument.maximumParsedBytes + 1
      guard scanner.isOpen || lineInk != nil, end >= overflow else { return }
      cutTail(decided: overflow)
    }
  }

  private mutating func findInk(upTo end: Int) {
    while lineInk == nil, inkSearched < end {
      let byte = source[inkSearched]
      inkSearched += 1
      if !MarkdownDocument.isBlank(byte) { lineInk = inkSearched }
    }
  }

  /// Closes the open block when the first character of the line tells.
  private mutating func closeBefore(ink: Int) {
    guard scanner.isOpen, ink - lineStart <= MarkdownDocument.maximumLookAheadBytes else { return }
    let ahead = LineCursor(source[lineStart..<ink]).ahead
    guard let byte = ahead.byte, scanner.certainlyEnds(before: byte, indent: ahead.indent) else {
      return
    }
    closeTail(at: lineStart, decided: ink)
    scanner.finish()
    define(at: ink)
  }

  /// The last place up to `index` that is not inside of a character.
  private func characterBorder(before index: Int) -> Int {
    let least = tailStart + 1
    var end = index
    while end > least, source[end] & 0xC0 == 0x80 { end -= 1 }
    var start = max(least, end - MarkdownDocument.maximumCharacterBytes)
    while start < end, source[start] & 0xC0 == 0x80 { start += 1 }
    let before = String(decoding: source[start..<end], as: UTF8.self)
    // The last one may go on behind the place.
    guard let last = before.last, last.utf8.count < end - start else { return end }
    return end - last.utf8.count
  }

  /// Behind the last blank of the line shortly before `index`, so that no word
  /// is cut; where there is none, between two characters.
  private func wordBorder(before index: Int) -> Int {
    let least = max(tailStart + 1, lineStart + 1, index - MarkdownDocument.maximumWordBytes)
    var border = index
    while border > least, source[border - 1] != Byte.space { border -= 1 }
    return border > least ? border : characterBorder(before: index)
  }

  /// A longer word is cut where a piece ends, bytes.
  private static let maximumWordBytes = 256

  // MARK: Blocks

  /// Ends a block that nothing can continue; blank lines behind it join it.
  private mutating func endBlock(at end: Int) {
    guard source[max(tailStart, blankEnd)..<end].allSatisfy(MarkdownDocument.isBlank) else {
      let isFence = tailKind == .code
      closeTail(at: end, decided: end)
      guard let last = blocks.indices.last else { return }
      if isFence { blocks[last].isFenceClosed = true }
      if let level = scanner.underlinedLevel { blocks[last].headingLevel = level }
      return
    }
    blankEnd = end
    guard let last = blocks.indices.last else { return }
    blocks[last].range = blocks[last].range.lowerBound..<end
    tailStart = end
    endPieces(decided: end)
  }

  private mutating func closeTail(at end: Int, decided: Int) {
    // Blank lines before the first block are part of it.
    let isLeading = blocks.isEmpty && source[tailStart..<end].allSatisfy(MarkdownDocument.isBlank)
    if end > tailStart, !isLeading {
      appendTail(upTo: end, revision: 2 * decided + 1)
      countCodeBlocks()
      tailStart = end
      tailContinues = false
    }
    endPieces(decided: decided)
  }

  /// The next byte is not of the open block; the piece cut last was the end
  /// of it if nothing followed.
  private mutating func endPieces(decided: Int) {
    if tailContinues, let last = blocks.indices.last {
      blocks[last].isContinued = false
      blocks[last].revision = max(blocks[last].revision, 2 * decided + 1)
    }
    tailKind = .markdown
    tailContinues = false
    tailRest = .nothing
    tailBorder = nil
    tailLines = 0
    tailLanguage = nil
    tailState = CodeLexer.State()
    tailIsUnnamed = false
    tailStartsInsideLine = false
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    Byte.isBlank(byte) || byte == Byte.lineFeed || byte == Byte.carriageReturn
  }

  /// The open block has grown too large for one piece.
  private mutating func cutTail(decided: Int) {
    if tailKind == .markdown, let border = tailBorder {
      return cutTail(at: border.start, decided: decided, before: border.rest)
    }
    // What is complete is shown as it was; where the rest of it stands cannot
    // be told without it.
    let isInsideLine = lineStart <= tailStart
    if tailKind == .markdown, isInsideLine { tailKind = .plain }
    cutTail(
      at: isInsideLine ? wordBorder(before: decided - 1) : lineStart, decided: decided)
    if tailKind == .markdown { tailKind = .plain }
  }

  /// Makes a piece of the open block a block of its own; `rest`: what is left
  /// is Markdown again.
  private mutating func cutTail(at end: Int, decided: Int, before rest: Rest = .nothing) {
    appendTail(upTo: end, revision: 2 * decided + 1)
    countCodeBlocks()
    blocks[blocks.count - 1].isContinued = true
    let isInsideLine = end > lineStart
    if tailKind == .code {
      tailState = CodeLines.state(
        behind: blocks[blocks.count - 1], source[tailStart..<end], endsInsideLine: isInsideLine)
    }
    if rest != .nothing { tailKind = .markdown }
    tailRest = rest
    tailBorder = nil
    tailStartsInsideLine = isInsideLine
    tailStart = end
    tailContinues = true
    tailLines = 0
  }

  /// Remembers that the open block may be cut before the line at `line`, which
  /// was read last; what was too large before it is Markdown again behind it.
  private mutating func noteBorder(before line: Int, next: Int) {
    if !scanner.isTopLevelTable {
      tableHead = nil
    } else if tableHead == nil, next - previousLineStart <= MarkdownDocument.maximumTableHeadBytes {
      tableHead = previousLineStart..<next
    }
    guard let border = scanner.border, line >= tailStart, let rest = rest(behind: border) else {
      return
    }
    if tailKind == .markdown {
      if line > tailStart { tailBorder = (line, rest) }
    } else if line > tailStart {
      cutTail(at: line, decided: next, before: rest)
    } else {
      tailKind = .markdown
      tailRest = rest
    }
  }

  private func rest(behind border: BlockScanner.Border) -> Rest? {
    switch border {
    case .item(let number): .items(from: number)
    case .row: tableHead.map { .rows(head: $0) }
    case .quoted: .quote
    }
  }

  /// Counts the code blocks of the block that was closed last.
  private mutating func countCodeBlocks() {
    guard let last = blocks.indices.last else { return }
    blocks[last].codeBlocks = codeBlocks(beginningIn: last)
  }

  private mutating func appendTail(upTo end: Int, revision: Int) {
    var block = Block(range: tailStart..<end, revision: revision, kind: tailKind)
    block.continues = tailContinues
    block.rest = tailRest
    if tailKind == .markdown, !tailContinues { block.headingLevel = headingLevel(upTo: end) }
    if tailKind == .code {
      block.fenceIndent = fenceIndent
      block.language = tailLanguage
      block.lexerState = tailState
    }
    block.startsInsideLine = tailStartsInsideLine
    block.mayReference = tailMayReference(upTo: end)
    block.codeBlocksBefore = blocks.last.map { $0.codeBlocksBefore + $0.codeBlocks } ?? 0
    blocks.append(block)
  }

  private func tailMayReference(upTo end: Int) -> Bool {
    guard tailKind == .markdown else { return false }
    if source[tailStart..<end].contains(Byte.leftBracket) { return true }
    guard case .rows(let head) = tailRest else { return false }
    return blocks[firstPiece(ofTable: head, before: blocks.count)].mayReference
  }

  /// How many marks begin the open block, if it is a heading.
  private func headingLevel(upTo end: Int) -> UInt8 {
    var start = tailStart
    while start < end, MarkdownDocument.isBlank(source[start]) { start += 1 }
    guard start - max(tailStart, lineStart(of: start)) < LineCursor.tabStop else { return 0 }
    let marks = source[start..<end].prefix(7).prefix { $0 == Byte.hash }
    guard (1...6).contains(marks.count), marks.endIndex < end,
      Byte.isBlank(source[marks.endIndex])
    else { return 0 }
    return UInt8(marks.count)
  }

  private func lineStart(of place: Int) -> Int {
    var start = place
    while start > tailStart, Byte.isBlank(source[start - 1]) { start -= 1 }
    return start
  }

  private mutating func withdrawTail() {
    if hasTail { blocks.removeLast() }
    hasTail = false
  }

  private mutating func publishTail(revision: Int) {
    guard tailStart < source.count else { return }
    appendTail(upTo: source.count, revision: revision)
    hasTail = true
  }

  // MARK: Definitions

  private mutating func define(at decided: Int) {
    for definition in scanner.definitions {
      guard !definitions.contains(where: { $0.label == definition.label }),
        definitionBytes + definition.source.count <= MarkdownDocument.maximumDefinitionBytes
      else { continue }
      definitions.append(definition)
      definitionBytes += definition.source.count
      definedAt = decided
    }
    for label in scanner.footnotes where !footnoteLabels.contains(label) {
      guard definitionBytes + label.utf8.count <= MarkdownDocument.maximumDefinitionBytes else {
        continue
      }
      footnoteLabels.insert(label)
      definitionBytes += label.utf8.count
      definedAt = decided
    }
  }

  /// Blocks that may name a new definition have changed.
  private mutating func noteDefinitions() {
    guard definedAt > 0 else { return }
    for index in blocks.indices where blocks[index].mayReference {
      blocks[index].revision = max(blocks[index].revision, 2 * definedAt + 1)
    }
    definedAt = 0
  }
}
