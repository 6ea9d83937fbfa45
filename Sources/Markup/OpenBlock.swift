/// The block of a document, or the piece of one, that may still grow.
struct OpenBlock: Sendable {
  /// Where it starts, bytes.
  var start = 0
  var kind = MarkdownDocument.Kind.markdown
  /// It is the rest of the block before.
  var continues = false
  /// What it is the rest of.
  var rest = MarkdownDocument.Rest.nothing
  /// The last place behind its start where it may be cut.
  var border: (start: Int, rest: MarkdownDocument.Rest)?
  /// Of a table.
  var tableHead: Range<Int>?
  /// Of a code block, as is all that follows.
  var fenceIndent: UInt8 = 0
  var language: CodeLanguage.Name?
  var lexerState = CodeLexer.State()
  /// It names no language, which its first line may tell.
  var isUnnamed = false
  var startsInsideLine = false
  /// Complete lines of the piece.
  var lines = 0
}
