import Engine
import Markup
import TextModel

/// Where code begins on the screen, within lists and quotes too.
extension TranscriptLayout {
  /// The rows of a block at which a block of code begins, in order: those of
  /// their labels.
  func codeRows(of position: TranscriptPosition, cache: inout LayoutCache) -> [Int] {
    guard let markdown = markdown(at: position) else { return [] }
    if markdown.beginsCode(at: position.block) { return [0] }
    // Of a source it is not told which line of it is code.
    guard codeCount(of: position, in: markdown) > 0, showsText(of: position), !presentation.isRaw
    else { return [] }
    let lines = lines(of: position)
    let starts = rows(of: position, cache: &cache).starts
    return lines.indices.filter { lines[$0].isLabel }.compactMap { line in
      starts.firstIndex { $0.line == line }
    }
  }

  /// Blocks of code that begin in a block of `markdown`.
  func codeCount(of position: TranscriptPosition, in markdown: MarkdownDocument) -> Int {
    let behind =
      position.block + 1 < markdown.blocks.count
      ? markdown.blocks[position.block + 1].codeBlocksBefore : markdown.codeBlockCount
    return max(0, behind - markdown.blocks[position.block].codeBlocksBefore)
  }

  /// The next block behind or before `start` in which a block of code begins.
  func codeStart(from start: TranscriptPosition, backward: Bool) -> TranscriptPosition? {
    var position = start
    while true {
      if shown == nil, let markdown = markdown(at: position) {
        if let block = markdown.codeStart(from: position.block, backward: backward) {
          position.block = block
          return position
        }
        position.block = backward ? 0 : max(0, markdown.blocks.count - 1)
      }
      guard let next = backward ? previous(position) : next(position) else { return nil }
      position = next
      if let markdown = markdown(at: position), markdown.holdsCodeStart(at: position.block) {
        return position
      }
    }
  }
}
