internal import TextModel

/// A parsed piece of Markdown as logical lines.
///
/// Not responsible for wrapping: only tables and rules are made for a width.
struct MarkdownRenderer {
  /// Containers nested deeper than this are flattened: rendering recurses.
  static let maximumDepth = 32

  private let width: Int
  private let footnotes: Set<String>
  /// Lines of the source, and the number of the first of them in the tree.
  private let source: [SourceLines.Line]
  private let bytes: ArraySlice<UInt8>
  private let firstLine: Int
  private var lines: [StyledLine] = []
  private var links: [MarkdownLink] = []
  /// What stands before every line of the containers entered.
  private var prefix: [StyledRun] = []
  /// What stands before the next line only: a list marker not yet written.
  private var pending: [StyledRun]?

  /// What a piece of Markdown refers to and does not define itself.
  struct Known {
    var definitions: [LinkDefinition] = []
    /// Labels of footnotes, in lower case.
    var footnotes: Set<String> = []
  }

  /// The lines of Markdown source and its links.
  static func render(
    _ source: ArraySlice<UInt8>, knowing known: Known, width: Int
  ) -> (lines: [StyledLine], links: [MarkdownLink]) {
    var text: [UInt8] = []
    for definition in known.definitions { text += definition.source }
    if !text.isEmpty { text.append(Byte.lineFeed) }
    let ownLine = text.reduce(1) { $0 + ($1 == Byte.lineFeed ? 1 : 0) }
    text += source
    let tree = MarkdownTree(text, footnotes: true)
    var renderer = MarkdownRenderer(
      width: max(1, width), footnotes: known.footnotes, source: SourceLines(source).lines,
      bytes: source, firstLine: ownLine)
    renderer.renderAll(tree.children.filter { $0.startLine >= ownLine }, isTight: false, depth: 0)
    return (renderer.lines, renderer.links)
  }

  private init(
    width: Int, footnotes: Set<String>, source: [SourceLines.Line], bytes: ArraySlice<UInt8>,
    firstLine: Int
  ) {
    self.width = width
    self.footnotes = footnotes
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
    let inline = InlineRenderer(node, style: base, footnotes: footnotes)
    let first = lines.count
    // Text within code may break a line unseen: then nobody knows which.
    let isCounted = inline.lines.last?.lastSourceLine == node.endLine - node.startLine
    for line in inline.lines {
      let range =
        isCounted
        ? range(
          from: node.startLine + line.firstSourceLine, to: node.startLine + line.lastSourceLine)
        : range(of: node)
      put(line.runs, source: range)
    }
    note(inline.links, from: first)
  }

  private mutating func note(_ found: [MarkdownLink], from first: Int) {
    for link in found {
      links.append(MarkdownLink(text: link.text, url: link.url, line: first + link.line))
    }
  }

  // MARK: Containers

  private mutating func renderQuote(_ node: MarkdownNode, depth: Int) {
    let outer = prefix
    let bar = StyledRun("> ", TextStyle(.quote, .dim))
    if let marker = pending { pending = marker + [bar] }
    prefix.append(bar)
    renderAll(node.children, isTight: false, depth: depth + 1)
    if node.children.isEmpty { put([], source: range(of: node)) }
    prefix = outer
  }

  private mutating func renderList(_ node: MarkdownNode, depth: Int) {
    let outer = prefix
    let isTight = node.isTight
    let numbering = node.numbering
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
    var cells: [[[StyledRun]]] = []
    var found: [(row: Int, link: MarkdownLink)] = []
    for (index, row) in rows.enumerated() {
      let style = TextStyle(.text, index == 0 ? .bold : [])
      let inline = row.children.map { InlineRenderer($0, style: style, footnotes: footnotes) }
      for link in inline.flatMap(\.links) { found.append((index, link)) }
      cells.append(
        inline.map { cell in
          cell.lines.reduce(into: []) { $0 += ($0.isEmpty ? [] : [StyledRun(" ")]) + $1.runs }
        })
    }
    var lastLine: [Int: Int] = [:]
    for line in TableRenderer.lines(of: cells, alignments: node.alignments, width: room) {
      // What is below the header stands for the line of dashes.
      let number = line.row.map { rows[$0].startLine } ?? node.startLine + 1
      if let row = line.row { lastLine[row] = lines.count }
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
    for (row, link) in found {
      links.append(
        MarkdownLink(text: link.text, url: link.url, line: lastLine[row] ?? lines.count - 1))
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
    range(from: node.startLine, to: max(node.startLine, node.endLine))
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
