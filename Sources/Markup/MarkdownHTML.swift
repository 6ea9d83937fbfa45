internal import CCmark
internal import Glibc

/// Markdown as HTML of which nothing can be run and nothing is loaded: raw
/// HTML is shown as the text that it is, an image is a link to it, and
/// addresses that could run something are dropped.
public enum MarkdownHTML {
  /// The HTML of `text`, without a page around it.
  public static func html(_ text: String) -> String {
    let tree = MarkdownTree(Array(text.utf8))
    guard let root = tree.root else { return "" }
    makeHarmless(MarkdownNode(pointer: root))
    guard let rendered = cmark_render_html(root, CMARK_OPT_DEFAULT, nil) else { return "" }
    defer { free(rendered) }
    return String(cString: rendered)
  }

  private static func makeHarmless(_ root: MarkdownNode) {
    var raw: [(node: MarkdownNode, type: cmark_node_type)] = []
    var images: [MarkdownNode] = []
    root.walk { node, isEntering in
      guard isEntering else { return }
      switch node.kind {
      case .html: raw.append((node, CMARK_NODE_CODE_BLOCK))
      case .inlineHTML: raw.append((node, CMARK_NODE_TEXT))
      case .image: images.append(node)
      default: break
      }
    }
    for (node, type) in raw {
      guard let text = cmark_node_new(type) else { continue }
      cmark_node_set_literal(text, cmark_node_get_literal(node.pointer))
      replace(node, by: text)
    }
    for image in images {
      guard let link = cmark_node_new(CMARK_NODE_LINK) else { continue }
      cmark_node_set_url(link, cmark_node_get_url(image.pointer))
      cmark_node_set_title(link, cmark_node_get_title(image.pointer))
      for child in image.children { cmark_node_append_child(link, child.pointer) }
      replace(image, by: link)
    }
  }

  private static func replace(_ node: MarkdownNode, by other: UnsafeMutablePointer<cmark_node>) {
    if cmark_node_replace(node.pointer, other) != 0 {
      cmark_node_free(node.pointer)
    } else {
      cmark_node_free(other)
    }
  }
}
