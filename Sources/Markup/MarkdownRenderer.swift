internal import TextModel

/// A parsed piece of Markdown as logical lines.
///
/// Not responsible for wrapping: only tables and rules are made for a width.
struct MarkdownRenderer {
  /// Containers nested deeper than this are flattened: rendering recurses.
  static let maximumDepth = 32

  private let width: Int
  private let known: Known
  /// Lines of the source, and the number of the first of them in the tree.
  private let source: [SourceLines.Line]
  private let bytes: ArraySlice<UInt8>
  private let firstLine: Int
  private var lines: [StyledLine] = []
  /// What stands before every line of the containers entered.
  private var prefix: [StyledRun] = []
  /// What stands before the next line only: a list marker not yet written.
  private var pending: [StyledRun]?

  /// What a piece of Markdown refers to and does not define itself.
  struct Known {
    var definitions: [LinkDefinition] = []
    /// Labels of footnotes, in lower case.
    var footnotes: Set<String> = []
    /// Of the rest of a list: the number of its first item.
    var firstNumber: Int?
    /// Of the rest of a table: its header and the line below it, and how wide
    /// its columns are.
    var tableHead: ArraySlice<UInt8> = []
    var tableColumns: TableRenderer.Columns?
  }

  /// The lines of Markdown source.
  static func render(
    _ source: ArraySlice<UInt8>, knowing known: Known, width: Int
  ) -> [StyledLine] {
    let (text, headLine, ownLine) = text(of: source, knowing: known)
    let tree = MarkdownTree(text, footnotes: true)
    var renderer = MarkdownRenderer(
      width: max(1, width), known: known, source: SourceLines(source).lines, bytes: source,
      firstLine: ownLine)
    withExtendedLifetime(tree) {
      renderer.renderAll(
        tree.children.filter { $0.sourceLines.first >= headLine }, isTight: false, depth: 0)
    }
    return renderer.lines
  }

  /// The links of Markdown source and the text between them.
  static func linkPieces(_ source: ArraySlice<UInt8>, knowing known: Known) -> [LinkPiece] {
    let tree = MarkdownTree(text(of: source, knowing: known).text, footnotes: true)
    var collector = LinkCollector()
    withExtendedLifetime(tree) {
      guard let root = tree.root else { return }
      MarkdownNode(pointer: root).walk { node, isEntering in collector.visit(node, isEntering) }
    }
    collector.flush()
    return collector.pieces
  }

  /// How wide the columns of the table are with which `source` ends.
  static func tableColumns(
    _ source: ArraySlice<UInt8>, knowing known: Known
  ) -> TableRenderer.Columns? {
    let tree = MarkdownTree(text(of: source, knowing: known).text, footnotes: true)
    return withExtendedLifetime(tree) {
      guard let last = tree.children.last, case .table = last.kind else { return nil }
      return TableRenderer.Columns(
        of: cells(of: last, footnotes: known.footnotes), count: last.alignments.count)
    }
  }

  /// `source` behind what it needs to be read, and the lines on which a table's
  /// header and the source itself begin.
  private static func text(
    of source: ArraySlice<UInt8>, knowing known: Known
  ) -> (text: [UInt8], headLine: Int, ownLine: Int) {
    var text: [UInt8] = []
    for definition in known.definitions { text += definition.source }
    if !text.isEmpty { text.append(Byte.lineFeed) }
    let headLine = SourceLines(text[...]).lines.count + 1
    text += known.tableHead
    let ownLine = headLine + SourceLines(known.tableHead).lines.count
    return (text + source, headLine, ownLine)
  }

  /// The empty line between a piece of a list or a quote and the next one,
  /// where there is one in its source.
  static func space(behindPiece source: ArraySlice<UInt8>) -> StyledLine? {
    let isQuote = source.first { !Byte.isBlank($0) } == Byte.greater
    var line = source
    if line.last == Byte.lineFeed { line.removeLast() }
    if line.last == Byte.carriageReturn { line.removeLast() }
    while let last = line.last, Byte.isBlank(last) || isQuote && last == Byte.greater {
      line.removeLast()
    }
    guard line.last == Byte.lineFeed || line.last == Byte.carriageReturn else { return nil }
    return StyledLine(isQuote ? [quoteBar] : [])
  }

  private static let quoteBar = StyledRun("> ", TextStyle(.quote, .dim))

  private init(
    width: Int, known: Known, source: [SourceLines.Line], bytes: ArraySlice<UInt8>, firstLine: Int
  ) {
    self.width = width
    self.known = known
    self.source = source
    self.bytes = bytes
    self.firstLine = firstLine
  }

  private mutating func renderAll(_ nodes: [MarkdownNode], isTight: Bool, depth: Int) {
    var previous: MarkdownNode?
    for node in nodes {
      let start = lines.count
      if let previous, !isTight || needsSpace(previous) || needsSpace(node) { blankLine() }
      let behindSpace = lines.count
      render(node, depth: depth)
      if lines.count > behindSpace {
        previous = node
      } else {
        // An empty code block shows nothing and takes no room.
        lines.removeLast(behindSpace - start)
      }
    }
  }

  private func needsSpace(_ node: MarkdownNode) -> Bool {
    switch node.kind {
    case .code, .table, .heading, .rule, .html, .quote, .footnote: true
    case .paragraph, .list, .item, .taskItem, .other, .text, .softBreak, .lineBreak, .inlineCode,
      .inlineHTML, .emphasis, .strong, .link, .image, .strikethrough:
      false
    }
  }

  private mutating func render(_ node: MarkdownNode, depth: Int) {
    guard depth < MarkdownRenderer.maximumDepth else { return flatten(node) }
    switch node.kind {
    case .heading(let level):
      inline(node, TextStyle(.heading, MarkdownRenderer.emphasis(ofHeading: level)))
    case .quote: renderQuote(node, depth: depth)
    case .list: renderList(node, depth: depth)
    case .item, .taskItem: renderAll(node.children, isTight: true, depth: depth + 1)
    case .code: renderCode(node)
    case .html: text(node.literal, TextStyle(.dim), from: node.startLine)
    case .rule:
      put(
        [StyledRun(String(repeating: "-", count: max(3, room)), TextStyle(.rule))],
        source: range(of: node))
    case .table: renderTable(node)
    case .footnote: renderFootnote(node, depth: depth)
    case .paragraph, .other, .text, .softBreak, .lineBreak, .inlineCode, .inlineHTML, .emphasis,
      .strong, .link, .image, .strikethrough:
      inline(node, .plain)
    }
  }

  private static func emphasis(ofHeading level: Int) -> Emphasis {
    switch level {
    case 1: [.bold, .underline]
    case 2: .bold
    default: .italic
    }
  }

  private mutating func inline(_ node: MarkdownNode, _ style: TextStyle) {
    let base = prefix.last?.style.role == .quote && style == .plain ? TextStyle(.quote) : style
    let inline = InlineRenderer(node, style: base, footnotes: known.footnotes)
    // Text within code may break a line unseen: then nobody knows which.
    let own = node.sourceLines
    let isCounted = inline.lines.last?.lastSourceLine == own.last - own.first
    for line in inline.lines {
      let range =
        isCounted
        ? range(from: own.first + line.firstSourceLine, to: own.first + line.lastSourceLine)
        : range(of: node)
      put(line.runs, source: range)
    }
  }

  // MARK: Containers

  private mutating func renderQuote(_ node: MarkdownNode, depth: Int) {
    let outer = prefix
    if let marker = pending { pending = marker + [MarkdownRenderer.quoteBar] }
    prefix.append(MarkdownRenderer.quoteBar)
    renderAll(node.children, isTight: false, depth: depth + 1)
    if node.children.isEmpty { put([], source: range(of: node)) }
    prefix = outer
  }

  private mutating func renderList(_ node: MarkdownNode, depth: Int) {
    let outer = prefix
    let isTight = node.isTight
    var numbering = node.numbering
    if depth == 0, lines.isEmpty, let first = known.firstNumber { numbering?.first = first }
    for (index, item) in node.children.enumerated() {
      if index > 0, !isTight { blankLine() }
      let marker = MarkdownRenderer.marker(of: item, index: index, numbering)
      pending = (pending ?? prefix) + [StyledRun(marker, TextStyle(.listMarker))]
      let indent = String(repeating: " ", count: TextLayout.width(of: marker))
      prefix.append(StyledRun(indent))
      renderAll(item.children, isTight: isTight, depth: depth + 1)
      if pending != nil { put([], source: range(of: item)) }
      prefix = outer
    }
  }

  /// Shown where it stands, behind its label.
  private mutating func renderFootnote(_ node: MarkdownNode, depth: Int) {
    let outer = prefix
    let marker = "[^\(label(of: node))]: "
    pending = (pending ?? prefix) + [StyledRun(marker, TextStyle(.listMarker))]
    prefix.append(StyledRun("  "))
    renderAll(node.children, isTight: false, depth: depth + 1)
    if pending != nil { put([], source: range(of: node)) }
    prefix = outer
  }

  /// cmark keeps the label for itself: it stands before the note's text.
  private func label(of node: MarkdownNode) -> String {
    let index = node.startLine - firstLine
    guard source.indices.contains(index) else { return "" }
    let line = bytes[source[index].text].prefix(max(0, node.startColumn - 1))
    guard let end = line.lastIndex(of: Byte.rightBracket),
      let start = line[..<end].lastIndex(of: UInt8(ascii: "^"))
    else { return "" }
    return String(decoding: line[(start + 1)..<end], as: UTF8.self)
  }

  private mutating func renderTable(_ node: MarkdownNode) {
    let rows = node.children
    let cells = MarkdownRenderer.cells(of: node, footnotes: known.footnotes)
    // The header of the rest of a table stands in the first piece.
    let header = node.headerLine
    let isRest = header < firstLine
    for line in TableRenderer.lines(
      of: cells, alignments: node.alignments, width: room,
      columns: isRest ? known.tableColumns : nil, isRest: isRest)
    {
      // What is below the header stands for the line of dashes.
      let number = line.row.map { $0 == 0 ? header : rows[$0].startLine } ?? header + 1
      if let continuation = line.continuation {
        lines.append(
          StyledLine(
            (pending ?? prefix) + line.runs, continuation: prefix + continuation,
            source: range(from: number, to: number)))
        pending = nil
      } else {
        put(line.runs, wrapsAtWords: false, source: range(from: number, to: number))
      }
    }
  }

  private static func cells(
    of table: MarkdownNode, footnotes: Set<String>
  ) -> [[[StyledRun]]] {
    table.children.enumerated().map { index, row in
      let style = TextStyle(.text, index == 0 ? .bold : [])
      return row.children.map { node in
        InlineRenderer(node, style: style, footnotes: footnotes).lines.reduce(into: []) {
          $0 += ($0.isEmpty ? [] : [StyledRun(" ")]) + $1.runs
        }
      }
    }
  }

  private static func marker(
    of item: MarkdownNode, index: Int, _ numbering: (first: Int, mark: String)?
  ) -> String {
    if case .taskItem(let isDone) = item.kind { return isDone ? "[x] " : "[ ] " }
    guard let numbering else { return "• " }
    return "\(numbering.first &+ index)\(numbering.mark) "
  }

  /// Code stands flush left whatever it is nested in: a copy of it is code.
  private mutating func renderCode(_ node: MarkdownNode) {
    if pending != nil { put([], source: range(from: node.startLine, to: node.startLine)) }
    let isFenced = node.isFenced
    let first = node.startLine + (isFenced ? 1 : 0)
    let fence = isFenced ? range(from: node.startLine, to: node.startLine) : nil
    let sources = stride(from: first, through: max(first, node.endLine), by: 1).compactMap {
      range(from: $0, to: $0)
    }
    lines += CodeLines.lines(
      ofLiteral: node.literal, info: node.fenceInfo, fence: fence, sources: sources)
  }

  /// What is nested too deeply, as its bare text.
  private mutating func flatten(_ node: MarkdownNode) {
    var flat = ""
    node.walk { child, isEntering in
      if isEntering, !child.literal.isEmpty { flat += (flat.isEmpty ? "" : " ") + child.literal }
    }
    text(flat, .plain, from: node.startLine)
  }

  private mutating func text(_ text: String, _ style: TextStyle, from firstLine: Int) {
    var rest = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    if rest.last == "" { rest.removeLast() }
    for (index, line) in rest.enumerated() {
      put(
        [StyledRun(String(line), style)],
        source: range(from: firstLine + index, to: firstLine + index))
    }
  }

  // MARK: Lines

  /// Columns beside the prefix.
  private var room: Int {
    max(1, width - prefix.reduce(0) { $0 + TextLayout.width(of: $1.text) })
  }

  private mutating func put(
    _ runs: [StyledRun], wrapsAtWords: Bool = true, source: Range<Int>?
  ) {
    lines.append(
      StyledLine(
        (pending ?? prefix) + runs, continuation: prefix, wrapsAtWords: wrapsAtWords,
        source: source))
    pending = nil
  }

  /// Bytes of the source that a node's lines are.
  private func range(of node: MarkdownNode) -> Range<Int>? {
    range(from: node.sourceLines.first, to: node.sourceLines.last)
  }

  /// Bytes of the source from a line of the tree through another.
  private func range(from first: Int, to last: Int) -> Range<Int>? {
    guard source.indices.contains(first - firstLine), last >= first else { return nil }
    let end = min(last - firstLine, source.count - 1)
    return source[first - firstLine].whole.lowerBound - bytes.startIndex..<source[end].whole
      .upperBound - bytes.startIndex
  }

  private mutating func blankLine() {
    guard pending == nil else { return }
    let bars = prefix.lastIndex { $0.style.role == .quote }.map { prefix[...$0] } ?? []
    lines.append(StyledLine(Array(bars)))
  }
}
