import Engine
import Markup

/// The source behind the blocks.
extension TranscriptLayout {
  /// The source text of a block; `nil` of what the program itself writes.
  func source(of position: TranscriptPosition) -> ArraySlice<UInt8>? {
    let item = transcript.items[position.item]
    guard position.part > 0, item.kind != .lines else { return nil }
    guard item.kind == .answer else {
      guard position.part == 1, item.body.starts.indices.contains(position.block) else {
        return nil
      }
      return item.body.source[item.body.range(of: position.block)]
    }
    guard position.part <= item.parts.count else { return nil }
    let part = item.parts[position.part - 1]
    if part.kind == .text {
      return part.markdown.source(in: part.markdown.blocks[position.block].range)
    }
    return position.block == 0 ? nil : part.plain.source[part.plain.range(of: position.block - 1)]
  }

  /// The last block of a part that is not behind `limit`.
  func lastBlock(
    ofPartOf position: TranscriptPosition, upTo limit: TranscriptPosition
  ) -> TranscriptPosition {
    var last = position
    last.block = max(0, blockCount(item: position.item, part: position.part) - 1)
    return min(last, max(limit, position))
  }

  /// Whether the last line of a block ends there, and is not merely cut in two.
  func endsLine(_ position: TranscriptPosition) -> Bool {
    guard let last = source(of: position)?.last else { return true }
    if last == 0x0A || last == 0x0D { return true }
    return position.block + 1 >= blockCount(item: position.item, part: position.part)
  }

  /// The source from byte `lower` of a part to byte `upper`, without the line
  /// ends around it.
  func source(
    of block: TranscriptPosition, through final: TranscriptPosition, bytes lower: Int,
    _ upper: Int
  ) -> String {
    var text = ArraySlice<UInt8>()
    var position: TranscriptPosition? = block
    while let current = position, current <= final, let source = source(of: current) {
      // Slices of a shared source count from their own beginning.
      let isFirst = current == block
      let isLast = current == final
      let from = isFirst ? max(lower, source.startIndex) : source.startIndex
      let to = isLast ? min(upper, source.endIndex) : source.endIndex
      if from < to { text += source[from..<to] }
      position = next(current)
    }
    func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
    let body = text.drop(while: isLineEnd)
    let length = body.lastIndex { !isLineEnd($0) }.map { $0 + 1 } ?? body.startIndex
    return String(decoding: body[..<length], as: UTF8.self)
  }
}
