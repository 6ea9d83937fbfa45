internal import TextModel

/// The inline content of a node as runs, one array a line.
struct InlineRenderer {
  private var lines: [[StyledRun]] = [[]]
  /// Styles of what is entered, innermost last.
  private var styles: [TextStyle]
  /// Text of the links and images entered, for comparing it with the address.
  private var linkTexts: [String] = []

  private init(style: TextStyle) { styles = [style] }

  /// The lines of `node`, in `style` where its text has none of its own.
  static func lines(of node: MarkdownNode, style: TextStyle) -> [[StyledRun]] {
    var renderer = InlineRenderer(style: style)
    node.walk { child, isEntering in renderer.visit(child, isEntering) }
    return renderer.lines
  }

  private var style: TextStyle { styles.last ?? .plain }

  private mutating func visit(_ node: MarkdownNode, _ isEntering: Bool) {
    switch node.kind {
    case .text: if isEntering { put(node.literal, style) }
    case .softBreak: if isEntering { put(" ", style) }
    case .lineBreak: if isEntering { lines.append([]) }
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
    case .paragraph, .heading, .quote, .list, .item, .taskItem, .code, .html, .rule, .table, .other:
      break
    }
  }

  private mutating func put(_ text: String, _ style: TextStyle) {
    guard !text.isEmpty else { return }
    for index in linkTexts.indices { linkTexts[index] += text }
    let line = lines.count - 1
    if let last = lines[line].indices.last, lines[line][last].style == style {
      lines[line][last].text += text
    } else {
      lines[line].append(StyledRun(text, style))
    }
  }

  /// HTML is shown, not obeyed; only a line break is one.
  private mutating func putHTML(_ html: String) {
    let tag = html.lowercased().filter { $0 != " " && $0 != "/" }
    if tag == "<br>" { lines.append([]) } else { put(html, TextStyle(.dim, style.emphasis)) }
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
