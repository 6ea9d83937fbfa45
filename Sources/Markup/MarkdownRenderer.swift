internal import TextModel

/// A parsed piece of Markdown as logical lines.
///
/// Not responsible for wrapping: only tables and rules are made for a width.
struct MarkdownRenderer {
  /// Containers nested deeper than this are flattened: rendering recurses.
  static let maximumDepth = 32

  private let width: Int
  private var lines: [StyledLine] = []
  /// What stands before every line of the containers entered.
  private var prefix: [StyledRun] = []
  /// What stands before the next line only: a list marker not yet written.
  private var pending: [StyledRun]?

  private init(width: Int) { self.width = width }

  /// The lines of Markdown source; `definitions` may be named in it.
  static func lines(
    of source: ArraySlice<UInt8>, definitions: [LinkDefinition], width: Int
  ) -> [StyledLine] {
    var text: [UInt8] = []
    for definition in definitions { text += definition.source }
    if !text.isEmpty { text.append(Byte.lineFeed) }
    let ownLine = text.reduce(1) { $0 + ($1 == Byte.lineFeed ? 1 : 0) }
    text += source
    let tree = MarkdownTree(text)
    var renderer = MarkdownRenderer(width: max(1, width))
    renderer.renderAll(tree.children.filter { $0.startLine >= ownLine }, isTight: false, depth: 0)
    return renderer.lines
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
    case .code, .table, .heading, .rule, .html, .quote: true
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
    case .html: text(node.literal, TextStyle(.dim))
    case .rule: put([StyledRun(String(repeating: "-", count: max(3, room)), TextStyle(.rule))])
    case .table:
      for line in TableRenderer.lines(of: node, width: room) { put(line, wrapsAtWords: false) }
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
    for line in InlineRenderer.lines(of: node, style: base) { put(line) }
  }

  private mutating func renderQuote(_ node: MarkdownNode, depth: Int) {
    let outer = prefix
    let bar = StyledRun("> ", TextStyle(.quote, .dim))
    if let marker = pending { pending = marker + [bar] }
    prefix.append(bar)
    renderAll(node.children, isTight: false, depth: depth + 1)
    if node.children.isEmpty { put([]) }
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
      if pending != nil { put([]) }
      prefix = outer
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
    if pending != nil { put([]) }
    lines += CodeLines.lines(ofLiteral: node.literal, info: node.fenceInfo)
  }

  /// What is nested too deeply, as its bare text.
  private mutating func flatten(_ node: MarkdownNode) {
    var flat = ""
    node.walk { child, isEntering in
      if isEntering, !child.literal.isEmpty { flat += (flat.isEmpty ? "" : " ") + child.literal }
    }
    text(flat, .plain)
  }

  private mutating func text(_ text: String, _ style: TextStyle) {
    var rest = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    if rest.last == "" { rest.removeLast() }
    for line in rest { put([StyledRun(String(line), style)]) }
  }

  // MARK: Lines

  /// Columns beside the prefix.
  private var room: Int {
    max(1, width - prefix.reduce(0) { $0 + TextLayout.width(of: $1.text) })
  }

  private mutating func put(_ runs: [StyledRun], wrapsAtWords: Bool = true) {
    lines.append(
      StyledLine((pending ?? prefix) + runs, continuation: prefix, wrapsAtWords: wrapsAtWords))
    pending = nil
  }

  private mutating func blankLine() {
    guard pending == nil else { return }
    let bars = prefix.lastIndex { $0.style.role == .quote }.map { prefix[...$0] } ?? []
    lines.append(StyledLine(Array(bars)))
  }
}
