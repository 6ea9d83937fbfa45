internal import TextModel

/// Blocks in which a word may be shown, told from their source: making the
/// text of ten megabytes takes half a second, looking over its source some
/// hundredths.
extension MarkdownDocument {
  /// The first block from `first` on (`backward`: from it back) whose text may
  /// hold a word of ASCII letters and digits with a letter in it; `finds` tells
  /// where in some bytes the word stands first. Never passes one whose text
  /// holds it. `bytes`: how many may be looked at, and then how many are left;
  /// a block looked at in vain is the last one when none are.
  public func block(
    from first: Int, backward: Bool = false, bytes: inout Int,
    whereFound finds: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> SoughtBlock {
    withSource { source in
      var index = first
      while blocks.indices.contains(index) {
        let block = blocks[index]
        let text = UnsafeBufferPointer(rebasing: source[block.range])
        bytes -= text.count + MarkdownDocument.soughtBlockCost
        if finds(text) || !block.showsItsWords(text) { return .found(index) }
        guard bytes > 0 else { return .passed(index) }
        index += backward ? -1 : 1
      }
      return .none
    }
  }

  /// What a block costs beside its bytes, in bytes looked at.
  private static let soughtBlockCost = 64
}

/// What looking for a word came to.
public enum SoughtBlock: Hashable, Sendable {
  /// This block may hold it.
  case found(Int)
  /// As many bytes as allowed were looked at; this block and those before it
  /// do not hold it.
  case passed(Int)
  /// No further block holds it.
  case none
}

extension MarkdownDocument.Block {
  /// Whether every word that the block shows stands in its source as one: true
  /// only where that is certain.
  fileprivate func showsItsWords(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
    switch kind {
    case .code, .plain: SourceWords.standAsShown(in: source, isMarkdown: false)
    case .markdown:
      switch rest {
      case .nothing, .items, .quote: SourceWords.standAsShown(in: source, isMarkdown: true)
      // May show the table's header again.
      case .rows: false
      }
    }
  }
}
