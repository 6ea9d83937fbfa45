import Engine
import Markup
import TextModel

/// Finds a pattern in the transcript. The source text of a block tells cheaply
/// whether it is worth laying out; which row it is, the layout tells.
struct MatchFinder {
  let layout: TranscriptLayout
  let pattern: SearchPattern

  /// The nearest row with the pattern behind `start` (before it when
  /// `backward`); `start` itself counts when `includesStart`.
  func row(
    from start: RowPosition, backward: Bool, includesStart: Bool, cache: inout LayoutCache
  ) -> RowPosition? {
    var position: TranscriptPosition? = start.block
    while let block = position {
      if mayOccur(in: block) {
        let rows = layout.rows(of: block, cache: &cache).rows
        let matching = rows.indices.filter { row in
          let candidate = RowPosition(block: block, row: row)
          guard candidate != start else { return includesStart && occurs(in: rows[row]) }
          return (candidate > start) != backward && occurs(in: rows[row])
        }
        if let row = backward ? matching.last : matching.first {
          return RowPosition(block: block, row: row)
        }
      }
      position = backward ? layout.previous(block) : layout.next(block)
    }
    return nil
  }

  private func occurs(in row: [StyledGlyph]) -> Bool { !pattern.matches(in: row).isEmpty }

  /// Whether the source of a block holds the pattern; what has no source is
  /// short and is laid out.
  private func mayOccur(in position: TranscriptPosition) -> Bool {
    guard let source = layout.source(of: position) else { return true }
    return pattern.occurs(in: source)
  }
}

extension TranscriptLayout {
  /// The source text of a block; `nil` of what the program itself writes.
  func source(of position: TranscriptPosition) -> ArraySlice<UInt8>? {
    let item = transcript.items[position.item]
    guard position.part > 0, item.kind != .lines else { return nil }
    guard item.kind == .answer else { return item.body.source[item.body.range(of: position.block)] }
    guard position.part <= item.parts.count else { return nil }
    let part = item.parts[position.part - 1]
    if part.kind == .text {
      return part.markdown.source(in: part.markdown.blocks[position.block].range)
    }
    return position.block == 0 ? nil : part.plain.source[part.plain.range(of: position.block - 1)]
  }
}
