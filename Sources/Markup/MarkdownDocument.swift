public import TextModel

/// A Markdown text that grows at its end, as blocks that are rendered one by
/// one when they come into view.
///
/// The source is the truth. Law: for every split of a text into deltas the
/// blocks and their lines equal those of the text appended whole.
public struct MarkdownDocument: Sendable {
  /// A top-level block: a range of the source, in UTF-8 bytes.
  public struct Block: Hashable, Sendable {
    /// Bytes of the source; blocks follow each other without a gap.
    public var range: Range<Int>
    /// Grows whenever the block's content changed.
    public var revision: Int
  }

  /// The source as it came.
  public private(set) var source: [UInt8] = []
  /// The blocks, in order; the last may still grow.
  public private(set) var blocks: [Block] = []

  /// An empty document.
  public init() {}

  /// A finished document of `text`.
  public init(_ text: String) {
    append(text)
    finish()
  }

  /// Adds `delta` at the end.
  public mutating func append(_ delta: String) {
    source += Array(delta.utf8)
    blocks = [Block(range: 0..<source.count, revision: source.count)]
  }

  /// Says that nothing more comes.
  public mutating func finish() {}

  /// The logical lines of block `index`, for a pane `width` columns wide
  /// (tables and rules need it; text is wrapped by the caller). Ends with an
  /// empty line unless it is the last block.
  public func lines(ofBlock index: Int, width: Int) -> [StyledLine] {
    guard blocks.indices.contains(index) else { return [] }
    return String(decoding: source[blocks[index].range], as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { StyledLine(String($0)) }
  }
}
