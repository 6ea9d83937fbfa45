internal import CCmark
internal import Synchronization

/// A parsed piece of Markdown: owns cmark's tree and hands out its nodes.
final class MarkdownTree {
  private static let extensionNames = ["table", "strikethrough", "autolink", "tasklist"]

  /// Whether the extensions are registered in the process. Held while parsing:
  /// cmark-gfm keeps the characters that its extensions react to in globals,
  /// set at the start of a parse and reset at its end.
  private static let isRegistered = Mutex(false)

  let root: UnsafeMutablePointer<cmark_node>?

  /// Parses `text`; never fails, since any text is Markdown. With footnotes
  /// their definitions are blocks where they stand, references stay text.
  init(_ text: [UInt8], footnotes: Bool = false) {
    root = MarkdownTree.isRegistered.withLock { isRegistered in
      if !isRegistered { cmark_gfm_core_extensions_ensure_registered() }
      isRegistered = true
      return MarkdownTree.parse(text, footnotes: footnotes)
    }
  }

  /// The autolink extension is quadratic in the `@` of one word: half a second
  /// for 16 KiB of `a@b.`, nothing up to here.
  private static let maximumSignsInAWord = 64

  private static func isHostile(_ text: [UInt8]) -> Bool {
    var signs = 0
    for byte in text {
      if byte <= Byte.space {
        signs = 0
      } else if byte == UInt8(ascii: "@") {
        signs += 1
        if signs > maximumSignsInAWord { return true }
      }
    }
    return false
  }

  private static func parse(_ text: [UInt8], footnotes: Bool)
    -> sending UnsafeMutablePointer<cmark_node>?
  {
    let options = CMARK_OPT_VALIDATE_UTF8 | (footnotes ? CMARK_OPT_FOOTNOTES : 0)
    guard let parser = cmark_parser_new(options) else { return nil }
    defer { cmark_parser_free(parser) }
    for name in extensionNames where name != "autolink" || !isHostile(text) {
      if let found = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, found)
      }
    }
    text.withUnsafeBytes { buffer in
      cmark_parser_feed(
        parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    if footnotes {
      // The last line is read only when it ends.
      if let last = text.last, last != Byte.lineFeed, last != Byte.carriageReturn {
        cmark_parser_feed(parser, "\n", 1)
      }
      adit_cmark_keep_footnotes(parser)
    }
    return cmark_parser_finish(parser)
  }

  deinit { if let root { cmark_node_free(root) } }

  /// The top-level nodes.
  var children: [MarkdownNode] { root.map { MarkdownNode(pointer: $0).children } ?? [] }
}

/// A node of a tree; valid as long as its tree.
struct MarkdownNode {
  enum Kind {
    case paragraph, heading(level: Int), quote, list, item, taskItem(isDone: Bool)
    case code, html, rule, table, footnote, other
    case text, softBreak, lineBreak, inlineCode, inlineHTML, emphasis, strong, link, image
    case strikethrough
  }

  let pointer: UnsafeMutablePointer<cmark_node>

  var children: [MarkdownNode] {
    var result: [MarkdownNode] = []
    var next = cmark_node_first_child(pointer)
    while let node = next {
      result.append(MarkdownNode(pointer: node))
      next = cmark_node_next(node)
    }
    return result
  }

  /// Line of the source, from 1.
  var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
  /// Last line of the source.
  var endLine: Int { Int(cmark_node_get_end_line(pointer)) }
  /// The first and the last line of the source that it stands on. A paragraph
  /// that goes on as a table has none for cmark, and the table has its lines.
  var sourceLines: (first: Int, last: Int) {
    if startLine == 0, let next = cmark_node_next(pointer).map(MarkdownNode.init) {
      return (next.startLine, max(next.startLine, next.headerLine - 1))
    }
    return (startLine, max(startLine, endLine))
  }
  /// Of a table: the line of its header.
  var headerLine: Int {
    let rows = children
    return max(startLine, rows.count > 1 ? rows[1].startLine - 2 : endLine - 1)
  }
  /// Column of the source, in bytes from 1.
  var startColumn: Int { Int(cmark_node_get_start_column(pointer)) }
  var isFenced: Bool {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    return cmark_node_get_fenced(pointer, &length, &offset, &character) != 0
  }
  var literal: String { MarkdownNode.string(cmark_node_get_literal(pointer)) }
  var fenceInfo: String { MarkdownNode.string(cmark_node_get_fence_info(pointer)) }
  var url: String { MarkdownNode.string(cmark_node_get_url(pointer)) }
  var isTight: Bool { cmark_node_get_list_tight(pointer) != 0 }

  /// The number of the first item and what stands behind it; `nil` for
  /// bullets.
  var numbering: (first: Int, mark: String)? {
    guard cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST else { return nil }
    let isParenthesis = cmark_node_get_list_delim(pointer) == CMARK_PAREN_DELIM
    return (Int(cmark_node_get_list_start(pointer)), isParenthesis ? ")" : ".")
  }

  var kind: Kind {
    switch MarkdownNode.string(cmark_node_get_type_string(pointer)) {
    case "paragraph": .paragraph
    case "heading": .heading(level: Int(cmark_node_get_heading_level(pointer)))
    case "block_quote": .quote
    case "list": .list
    case "item": .item
    case "tasklist": .taskItem(isDone: cmark_gfm_extensions_get_tasklist_item_checked(pointer))
    case "code_block": .code
    case "html_block": .html
    case "thematic_break": .rule
    case "table": .table
    case "text": .text
    case "softbreak": .softBreak
    case "linebreak": .lineBreak
    case "code": .inlineCode
    case "html_inline": .inlineHTML
    case "emph": .emphasis
    case "strong": .strong
    case "link": .link
    case "image": .image
    case "strikethrough": .strikethrough
    default:
      cmark_node_get_type(pointer) == CMARK_NODE_FOOTNOTE_DEFINITION ? .footnote : .other
    }
  }

  /// The alignments of a table's columns: `l`, `c`, `r` or 0.
  var alignments: [UInt8] {
    let count = Int(cmark_gfm_extensions_get_table_columns(pointer))
    guard let bytes = cmark_gfm_extensions_get_table_alignments(pointer) else { return [] }
    return (0..<count).map { bytes[$0] }
  }

  /// Visits everything below the node in order, without recursion: text may
  /// be nested as deeply as it likes.
  func walk(_ visit: (_ node: MarkdownNode, _ isEntering: Bool) -> Void) {
    guard let iterator = cmark_iter_new(pointer) else { return }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      guard event == CMARK_EVENT_ENTER || event == CMARK_EVENT_EXIT,
        let node = cmark_iter_get_node(iterator)
      else { return }
      if node != pointer { visit(MarkdownNode(pointer: node), event == CMARK_EVENT_ENTER) }
    }
  }

  private static func string(_ bytes: UnsafePointer<CChar>?) -> String {
    bytes.map { String(cString: $0) } ?? ""
  }
}
