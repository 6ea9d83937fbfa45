/// The block structure of Markdown, line by line: which lines begin a new
/// top-level block. It follows the first phase of CommonMark's parsing
/// strategy (0.29, appendix) and keeps only what is open, no tree.
///
/// What it calls one block may hold more than cmark would call one; a border
/// that it reports is always one of the whole document.
struct BlockScanner: Sendable {
  /// Containers nested deeper than this are read as text: a line of a million
  /// `>` must not cost a million steps for every line after it.
  static let maximumDepth = 100
  /// Bytes of a paragraph looked at for link definitions.
  static let maximumDefinitionBytes = 4_096

  enum Container: Sendable {
    case quote
    /// `offset` columns of indentation belong to the item.
    case item(offset: Int, isEmpty: Bool)
    case footnote
  }

  enum Leaf: Sendable {
    case none, paragraph, table, indentedCode
    case fence(marker: UInt8, length: Int)
    case html(HTMLBlock)
  }

  /// Where a block that is too long for one piece may be cut: before the line
  /// that was read last.
  enum Border: Hashable, Sendable {
    /// An item of the top-level list, by its number.
    case item(number: Int)
    /// A row of the top-level table.
    case row
    /// Something new in the top-level quote.
    case quoted
  }

  private(set) var containers: [Container] = []
  private(set) var leaf = Leaf.none
  /// The kind of the top-level list that a further item would join.
  private(set) var openList: UInt8?
  private(set) var lastLineWasBlank = false
  /// Whether the block may be cut before the last line.
  private(set) var border: Border?
  /// The level of the heading that the last line underlines.
  private(set) var underlinedLevel: UInt8?
  /// The number of the last item of the top-level list.
  private var itemNumber = 0
  /// Definitions that the last line closed.
  private(set) var definitions: [LinkDefinition] = []
  /// Labels of footnotes that the last line defined, in lower case.
  private(set) var footnotes: [String] = []

  /// The text of an open paragraph that starts with `[`.
  private var definitionText: [UInt8] = []
  /// The last line of an open paragraph: the header, should it become a table.
  /// A copy: a slice would keep the source from growing in place.
  private var lastParagraphLine: [UInt8] = []

  /// Whether the next line may belong to the block of the last one.
  var isOpen: Bool {
    if !containers.isEmpty || openList != nil { return true }
    if case .none = leaf { return false }
    return true
  }

  /// The indentation of the fence that is open at the top level.
  var isTopLevelFence: Bool {
    guard containers.isEmpty, case .fence = leaf else { return false }
    return true
  }

  /// Whether a table is open at the top level.
  var isTopLevelTable: Bool {
    guard containers.isEmpty, case .table = leaf else { return false }
    return true
  }

  /// Reads a whole line, without its end; returns whether it begins a new
  /// top-level block.
  mutating func scan(_ bytes: ArraySlice<UInt8>) -> Bool {
    definitions.removeAll(keepingCapacity: true)
    footnotes.removeAll(keepingCapacity: true)
    border = nil
    underlinedLevel = nil
    var line = Line(cursor: LineCursor(bytes))
    matchContainers(&line)
    let isBlank = line.cursor.ahead.byte == nil
    defer { lastLineWasBlank = isBlank }
    if line.matched == containers.count, continueLeaf(&line) { return line.startsBlock }
    let mayBeginInQuote = lastLineWasBlank && !isBlank && line.matched == 1 && hasNoLeaf
    while openBlock(&line) {}
    if !line.isDone { addText(line.cursor, &line) }
    if mayBeginInQuote, isInNothingButQuotes { border = .quoted }
    return line.startsBlock
  }

  private var hasNoLeaf: Bool {
    if case .none = leaf { return true }
    return false
  }

  private var isInNothingButQuotes: Bool {
    !containers.isEmpty
      && containers.allSatisfy { container in
        if case .quote = container { return true }
        return false
      }
  }

  /// Says that nothing more comes.
  mutating func finish() {
    definitions.removeAll(keepingCapacity: true)
    footnotes.removeAll(keepingCapacity: true)
    closeLeaf()
    containers.removeAll()
    openList = nil
  }

  /// Whether a line that goes on with `byte` behind `indent` columns certainly
  /// begins a new block: told before the line is complete, so that a long
  /// list or code block is not read again with every word of the next one.
  func certainlyEnds(before byte: UInt8, indent: Int) -> Bool {
    if case .indentedCode = leaf, containers.isEmpty { return indent < LineCursor.tabStop }
    guard openList != nil, lastLineWasBlank, !"-+*".utf8.contains(byte), !Byte.isDigit(byte)
    else { return false }
    guard case .item(let offset, _) = containers.first else { return true }
    return indent < offset
  }

  // MARK: Steps of a line

  /// A line on its way through the steps.
  struct Line {
    var cursor: LineCursor
    /// Containers that the line continues.
    var matched = 0
    /// The paragraph or table that was open is continued so far.
    var continuesText = false
    /// The containers that are not continued are closed, or something is
    /// opened.
    var hasClosed = false
    var startsBlock = false
    /// Nothing is left to read.
    var isDone = false
  }

  private mutating func matchContainers(_ line: inout Line) {
    for container in containers {
      let ahead = line.cursor.ahead
      switch container {
      case .quote:
        guard ahead.indent < LineCursor.tabStop, ahead.byte == Byte.greater else { return }
        BlockScanner.takeQuote(&line.cursor, ahead.index)
      case .item(let offset, let isEmpty):
        if ahead.indent >= offset {
          line.cursor.skip(columns: offset)
        } else if ahead.byte == nil, !isEmpty {
          line.cursor.skip(columns: ahead.indent)
        } else {
          return
        }
      case .footnote:
        // Only a line without anything in it is blank here.
        guard ahead.indent >= LineCursor.tabStop || line.cursor.bytes.isEmpty else { return }
        line.cursor.skip(columns: LineCursor.tabStop)
      }
      line.matched += 1
    }
  }

  /// Continues or ends the open leaf where the line can only be its.
  private mutating func continueLeaf(_ line: inout Line) -> Bool {
    let ahead = line.cursor.ahead
    let isIndented = ahead.indent >= LineCursor.tabStop
    switch leaf {
    case .none: return false
    case .paragraph:
      line.continuesText = ahead.byte != nil
      return false
    case .table:
      line.continuesText = BlockStart.isTableRow(line.cursor.bytes[ahead.index...])
      return false
    case .indentedCode: return isIndented || ahead.byte == nil
    case .fence(let marker, let length):
      let text = line.cursor.bytes[ahead.index...]
      if !isIndented, BlockStart.closesFence(text, marker: marker, length: length) { leaf = .none }
      return true
    case .html(let html):
      if html == .endsAtBlank, ahead.byte == nil { return false }
      if html.ends(with: line.cursor.bytes[line.cursor.position...]) { leaf = .none }
      return true
    }
  }

  /// Opens one container or leaf that the rest of the line starts; `false`
  /// when there is none or the line is used up.
  private mutating func openBlock(_ line: inout Line) -> Bool {
    let (first, index, indent) = line.cursor.ahead
    guard first != nil else { return false }
    let text = line.cursor.bytes[index...]
    let isParagraph = line.continuesText && isOpenParagraph
    guard indent < LineCursor.tabStop else {
      if isOpenParagraph, !line.hasClosed { return false }
      return open(.indentedCode, &line)
    }
    if first == Byte.greater, containers.count < BlockScanner.maximumDepth {
      open(.quote, listKind: nil, &line)
      BlockScanner.takeQuote(&line.cursor, index)
      return true
    }
    if BlockStart.isHeading(text) { return open(.none, &line) }
    if let fence = BlockStart.fence(text) {
      return open(.fence(marker: fence.marker, length: fence.length), &line)
    }
    if let html = HTMLBlock.start(text, interrupting: isParagraph) {
      return open(html.ends(with: text) ? .none : .html(html), &line)
    }
    if isParagraph, BlockStart.isSetextUnderline(text) {
      // Definitions alone are no heading: the underline is text behind them.
      let isText = isOnlyDefinitions
      closeLeaf()
      if isText {
        leaf = .paragraph
      } else if containers.isEmpty {
        underlinedLevel = first == Byte.dash ? 2 : 1
      }
      line.isDone = true
      return false
    }
    if BlockStart.isThematicBreak(text) { return open(.none, &line) }
    if let note = BlockStart.footnote(text), containers.count < BlockScanner.maximumDepth {
      footnotes.append(note.label)
      open(.footnote, listKind: nil, &line)
      line.cursor.skip(to: index)
      line.cursor.skip(to: index + note.length)
      return true
    }
    if let marker = BlockStart.listMarker(text), marker.interrupts || !isParagraph,
      containers.count < BlockScanner.maximumDepth
    {
      openItem(marker, indent, index, &line)
      return true
    }
    if isParagraph, BlockStart.isTableDelimiter(text, header: lastParagraphLine[...]) {
      definitionText.removeAll()
      closeLeaf()
      leaf = .table
      line.isDone = true
    }
    return false
  }

  private var isOpenParagraph: Bool {
    if case .paragraph = leaf { return true }
    return false
  }

  private var isOnlyDefinitions: Bool {
    !definitionText.isEmpty && LinkDefinition.all(in: definitionText).isWhole
  }

  private mutating func openItem(
    _ marker: BlockStart.ListMarker, _ indent: Int, _ index: Int, _ line: inout Line
  ) {
    var cursor = line.cursor
    cursor.skip(columns: indent)
    cursor.skip(to: index + marker.length)
    let (byte, _, blanks) = cursor.ahead
    let isEmpty = byte == nil
    // Five columns or more are one blank and an indented code block.
    let padding = isEmpty || blanks > LineCursor.tabStop ? 1 : blanks
    open(
      .item(offset: indent + marker.length + padding, isEmpty: isEmpty), listKind: marker.kind,
      &line)
    if containers.count == 1 {
      itemNumber = line.startsBlock ? marker.number : itemNumber &+ 1
      if !line.startsBlock { border = .item(number: itemNumber) }
    }
    cursor.skip(columns: padding)
    line.cursor = cursor
  }

  private static func takeQuote(_ cursor: inout LineCursor, _ index: Int) {
    cursor.skip(columns: cursor.ahead.indent)
    cursor.skip(to: index + 1)
    if cursor.isAtBlank { cursor.skip(columns: 1) }
  }

  // MARK: What is open

  private mutating func open(_ container: Container, listKind: UInt8?, _ line: inout Line) {
    closeUnmatched(&line)
    adopt(listKind: listKind, &line)
    containers.append(container)
  }

  private mutating func open(_ newLeaf: Leaf, _ line: inout Line) -> Bool {
    closeUnmatched(&line)
    adopt(listKind: nil, &line)
    leaf = newLeaf
    line.isDone = true
    return false
  }

  /// Makes room for something new in the innermost container.
  private mutating func adopt(listKind: UInt8?, _ line: inout Line) {
    if containers.isEmpty {
      if listKind == nil || listKind != openList { line.startsBlock = true }
      openList = listKind
    } else if case .item(let offset, true) = containers[containers.count - 1] {
      containers[containers.count - 1] = .item(offset: offset, isEmpty: false)
    }
  }

  private mutating func closeUnmatched(_ line: inout Line) {
    guard !line.hasClosed else { return }
    line.hasClosed = true
    line.continuesText = false
    closeLeaf()
    containers.removeLast(containers.count - line.matched)
  }

  private mutating func closeLeaf() {
    if !definitionText.isEmpty {
      definitions += LinkDefinition.all(in: definitionText).found
      definitionText.removeAll()
    }
    lastParagraphLine = []
    leaf = .none
  }

  /// Adds the rest of a line that opens nothing more.
  private mutating func addText(_ cursor: LineCursor, _ line: inout Line) {
    let ahead = cursor.ahead
    guard ahead.byte != nil else {
      closeUnmatched(&line)
      return
    }
    if line.continuesText, isTopLevelTable { border = .row }
    let isLazy = !line.hasClosed && line.matched < containers.count && isOpenParagraph
    if !line.continuesText, !isLazy {
      closeUnmatched(&line)
      adopt(listKind: nil, &line)
      leaf = .paragraph
      if ahead.byte == Byte.leftBracket { return collect(cursor.bytes[ahead.index...]) }
    }
    // Only a lazy line keeps its indentation, and with it defines nothing.
    let text = cursor.bytes[(isLazy ? cursor.position : ahead.index)...]
    if definitionText.isEmpty { remember(text) } else { collect(text) }
  }

  private mutating func remember(_ text: ArraySlice<UInt8>) {
    guard isOpenParagraph else { return }
    lastParagraphLine = Array(text.prefix(BlockScanner.maximumDefinitionBytes))
  }

  private mutating func collect(_ text: ArraySlice<UInt8>) {
    remember(text)
    if definitionText.count + text.count < BlockScanner.maximumDefinitionBytes {
      definitionText += text
      definitionText.append(Byte.lineFeed)
    } else {
      definitionText.removeAll()
    }
  }
}
