extension Viewport {
  /// A place in the text that stays the same at every width.
  struct Anchor: Hashable, Comparable, Sendable {
    var item: Int
    /// See `TranscriptPosition.part`.
    var part: Int
    /// Where the block starts in its part's source, bytes.
    var byte: Int
    /// Logical line of the block, and glyphs into it.
    var line: Int, offset: Int

    static func < (left: Anchor, right: Anchor) -> Bool {
      (left.item, left.part, left.byte, left.line, left.offset)
        < (right.item, right.part, right.byte, right.line, right.offset)
    }
  }
}

extension Viewport.Anchor {
  /// The beginning of an item.
  init(item: Int) { self.init(item: item, part: 0, byte: 0, line: 0, offset: 0) }
}

extension TranscriptLayout {
  /// The beginning of a block.
  func anchor(of position: TranscriptPosition) -> Viewport.Anchor {
    Viewport.Anchor(
      item: position.item, part: position.part, byte: startByte(of: position), line: 0, offset: 0)
  }

  /// The block in which `anchor` lies, or the nearest that is shown.
  func position(of anchor: Viewport.Anchor) -> TranscriptPosition? {
    guard isShown(anchor.item), anchor.item < itemCount else {
      return first(from: anchor.item) ?? last
    }
    let part = max(0, min(anchor.part, lastPart(of: anchor.item)))
    guard blockCount(item: anchor.item, part: part) > 0 else { return .title(of: anchor.item) }
    let position = TranscriptPosition(
      item: anchor.item, part: part, block: block(at: anchor.byte, item: anchor.item, part: part))
    guard let shown else { return position }
    let place = shown.lowerBound(of: position)
    return place < shown.count ? shown[place] : shown.last
  }
}
