/// Collects where a piece of Markdown leads, in the order of its text.
struct LinkCollector {
  private(set) var pieces: [LinkPiece] = []
  /// Text since the last link.
  private var text = ""
  /// Links and images that are entered and not left.
  private var depth = 0

  mutating func visit(_ node: MarkdownNode, _ isEntering: Bool) {
    switch node.kind {
    case .link, .image:
      flush()
      depth += isEntering ? 1 : -1
      if !isEntering, !node.url.isEmpty { pieces.append(.link(node.url)) }
    case .text: if isEntering { text += node.literal }
    case .inlineCode, .inlineHTML, .code, .html:
      guard isEntering else { return }
      flush()
      text = node.literal
      flush()
    case .softBreak, .lineBreak, .paragraph, .heading, .quote, .list, .item, .taskItem, .rule,
      .table, .footnote, .other:
      flush()
    case .emphasis, .strong, .strikethrough: break
    }
  }

  /// Ends the text: what follows is another one.
  mutating func flush() {
    if depth == 0, !text.isEmpty { pieces.append(.text(text)) }
    text = ""
  }
}
