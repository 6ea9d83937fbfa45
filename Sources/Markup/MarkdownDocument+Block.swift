extension MarkdownDocument {
  /// A top-level block, or a piece of one: a range of the source, in UTF-8 bytes.
  public struct Block: Hashable, Sendable {
    /// Bytes of the source; blocks follow each other without a gap.
    public var range: Range<Int>
    /// Grows whenever the block's content changed.
    public var revision: Int
    var kind: Kind
    /// The next block is the rest of this one.
    var isContinued = false
    /// This block is the rest of the one before.
    var continues = false
    /// What a piece of Markdown is the rest of.
    var rest = Rest.nothing
    /// May name a link definition.
    var mayReference = false
    /// Of a code block: columns before its fence, and whether it is closed.
    var fenceIndent: UInt8 = 0
    var isFenceClosed = false
    /// Begins within a line that is too long for one piece.
    var startsInsideLine = false
    /// Of a code block: its language, and what is open at the piece's start.
    var language: CodeLanguage.Name?
    var lexerState = CodeLexer.State()
    /// Code blocks of the document before this block.
    public internal(set) var codeBlocksBefore = 0
    /// Code blocks that begin in it, once it is closed.
    var codeBlocks = 0
    /// Of a heading, from 1 to 6; 0 of anything else.
    public internal(set) var headingLevel: UInt8 = 0
  }

  /// How a block is rendered.
  enum Kind: UInt8, Sendable {
    /// By cmark.
    case markdown
    /// A fenced code block or a piece of one.
    case code
    /// As it stands: too large for cmark, and nowhere to be cut.
    case plain
  }

  /// What stands before a piece of Markdown and decides how it is read.
  enum Rest: Hashable, Sendable {
    case nothing
    /// Items of a list, and the number of the first.
    case items(from: Int)
    /// Rows of a table: where its header and the line below it are.
    case rows(head: Range<Int>)
    case quote
  }
}
