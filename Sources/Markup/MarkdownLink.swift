/// A link or an image of a block, for lists of links.
public struct MarkdownLink: Hashable, Sendable {
  /// What it is shown as.
  public var text: String
  /// Where it leads.
  public var url: String
  /// The block's logical line on which it ends.
  public var line: Int

  /// A link.
  public init(text: String, url: String, line: Int) {
    self.text = text
    self.url = url
    self.line = line
  }
}
