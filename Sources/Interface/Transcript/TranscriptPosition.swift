/// Names a block of the transcript, the unit of layout.
struct TranscriptPosition: Hashable, Comparable, Sendable {
  var item: Int
  /// 0 is the item's title; of an answer, `1…parts.count` are its parts and
  /// the next one its end; of all others, 1 is the body.
  var part: Int
  /// Index of the block in its part.
  var block: Int

  static func < (left: TranscriptPosition, right: TranscriptPosition) -> Bool {
    (left.item, left.part, left.block) < (right.item, right.part, right.block)
  }
}

extension TranscriptPosition {
  /// The title of an item.
  static func title(of item: Int) -> TranscriptPosition {
    TranscriptPosition(item: item, part: 0, block: 0)
  }
}

/// A row of the transcript at the width of the moment.
struct RowPosition: Hashable, Comparable, Sendable {
  var block: TranscriptPosition
  var row: Int

  static func < (left: RowPosition, right: RowPosition) -> Bool {
    (left.block, left.row) < (right.block, right.row)
  }
}
