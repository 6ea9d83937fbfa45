/// A piece of a block's text, for whoever looks for addresses in it.
public enum LinkPiece: Hashable, Sendable {
  /// A link or an image: where it leads.
  case link(String)
  /// Text of which Markdown makes no link, such as code.
  case text(String)
}
