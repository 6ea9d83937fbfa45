internal import TextModel

/// The inline content of a node as runs, one array a line.
struct InlineRenderer {
  /// A logical line of inline content.
  struct Line {
    var runs: [StyledRun] = []
    /// Lines of the source before it and up to its end, counted by breaks.
    var firstSourceLine = 0
    var lastSourceLine = 0
  }

  private(set) var lines = [Line()]
  private let footnotes: Set<String>
  /// Styles of what is entered, innermost last.
  private var styles: [TextStyle]
  /// Text of the links and images entered, for comparing it with the address.
  private var linkTexts: [String] = []
  /// Ends of source lines so far.
  private var breaks = 0

  /// Reads `node`, in `style` where its text has none of its own; references
  /// to `footnotes` are links.
  init(_ node: MarkdownNode, style: TextStyle, footnotes: Set<String>) {
    self.footnotes = footnotes
    styles = [style]
    node.walk { child, isEntering in visit(child, isEntering) }
  }

  private var style: TextStyle { styles.last ?? .plain }

  private mutating func visit(_ node: MarkdownNode, _ isEntering: Bool) {
    switch node.kind {
    case .text: if isEntering { putText(node.literal) }
    case .softBreak:
      if isEntering {
        put(" ", style)
        noteBreak()
      }
    case .lineBreak:
      if isEntering {
        breaks += 1
        newLine()
      }
    case .inlineCode: if isEntering { put(node.literal, TextStyle(.code, style.emphasis)) }
    case .inlineHTML: if isEntering { putHTML(node.literal) }
    case .emphasis: nest(isEntering, TextStyle(style.role, style.emphasis.union(.italic)))
    case .strong: nest(isEntering, TextStyle(style.role, style.emphasis.union(.bold)))
    case .strikethrough:
      let dim = TextStyle(style.role, style.emphasis.union(.dim))
      if isEntering { nest(true, dim) }
      put("~~", dim)
      if !isEntering { nest(false, dim) }
    case .link: isEntering ? enterLink() : leaveLink(node.url)
    case .image: isEntering ? enterImage() : leaveImage(node.url)
    case .paragraph, .heading, .quote, .list, .item, .taskItem, .code, .html, .rule, .table,
      .footnote, .other:
      break
    }
  }

  private mutating func noteBreak() {
    breaks += 1
    lines[lines.count - 1].lastSourceLine = breaks
  }

  private mutating func newLine() {
    lines.append(Line(firstSourceLine: breaks, lastSourceLine: breaks))
  }

  private mutating func put(_ text: String, _ style: TextStyle) {
    guard !text.isEmpty else { return }
    for index in linkTexts.indices { linkTexts[index] += text }
    let line = lines.count - 1
    if let last = lines[line].runs.indices.last, lines[line].runs[last].style == style {
      lines[line].runs[last].text += text
    } else {
      lines[line].runs.append(StyledRun(text, style))
    }
  }

  /// Text in which a reference to a footnote that is there is a link.
  private mutating func putText(_ text: String) {
    guard !footnotes.isEmpty, text.contains("[^") else { return put(text, style) }
    var rest = text[...]
    while let open = rest.firstIndex(of: "[") {
      let inner = rest[open...].dropFirst()
      guard inner.first == "^", let close = inner.firstIndex(of: "]"),
        footnotes.contains(inner[inner.index(after: inner.startIndex)..<close].lowercased())
      else {
        put(String(rest[...open]), style)
        rest = inner
        continue
      }
      put(String(rest[..<open]), style)
      put(String(rest[open...close]), TextStyle(.link, style.emphasis))
      rest = rest[close...].dropFirst()
    }
    put(String(rest), style)
  }

  /// HTML is shown, not obeyed; only a line break is one.
  private mutating func putHTML(_ html: String) {
    let tag = html.lowercased().filter { $0 != " " && $0 != "/" }
    if tag == "<br>" { newLine() } else { put(html, TextStyle(.dim, style.emphasis)) }
  }

  private mutating func nest(_ isEntering: Bool, _ style: TextStyle) {
    if isEntering { styles.append(style) } else { styles.removeLast() }
  }

  private mutating func enterLink() {
    nest(true, TextStyle(.link, style.emphasis.union(.underline)))
    linkTexts.append("")
  }

  /// The address stands behind the text unless it is the text.
  private mutating func leaveLink(_ url: String) {
    nest(false, style)
    let text = linkTexts.popLast() ?? ""
    let shown = [text, "mailto:" + text, "http://" + text]
    if !url.isEmpty, !shown.contains(url) { put(" <\(url)>", TextStyle(.dim)) }
  }

  private mutating func enterImage() {
    put("[image: ", TextStyle(.dim, style.emphasis))
    linkTexts.append("")
  }

  private mutating func leaveImage(_ url: String) {
    linkTexts.removeLast()
    put("]", TextStyle(.dim, style.emphasis))
    if !url.isEmpty { put(" <\(url)>", TextStyle(.dim)) }
  }
}
