/// A character of the transcript, wherever it stands at the width of the
/// moment: resizes and text that comes in elsewhere do not move it.
struct TextPlace: Hashable, Comparable, Sendable {
  var item: Int
  /// See `TranscriptPosition.part`.
  var part: Int
  /// Where its block starts in the part's source, bytes.
  var byte: Int
  /// Logical line of the block, and glyphs into it.
  var line: Int, offset: Int

  static func < (left: TextPlace, right: TextPlace) -> Bool {
    (left.item, left.part, left.byte, left.line, left.offset)
      < (right.item, right.part, right.byte, right.line, right.offset)
  }

  /// The place as the viewport knows it.
  var anchor: Viewport.Anchor {
    Viewport.Anchor(item: item, part: part, byte: byte, line: line, offset: offset)
  }
}

extension TextPlace {
  init(_ anchor: Viewport.Anchor) {
    self.init(
      item: anchor.item, part: anchor.part, byte: anchor.byte, line: anchor.line,
      offset: anchor.offset)
  }
}

/// A place at the width of the moment.
struct TextSpot: Hashable, Comparable, Sendable {
  var block: TranscriptPosition
  var line: Int
  var offset = 0

  static func < (left: TextSpot, right: TextSpot) -> Bool {
    (left.block, left.line, left.offset) < (right.block, right.line, right.offset)
  }
}
