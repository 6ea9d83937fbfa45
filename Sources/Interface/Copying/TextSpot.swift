/// A place at the width of the moment.
struct TextSpot: Hashable, Comparable, Sendable {
  var block: TranscriptPosition
  var line: Int
  var offset = 0

  static func < (left: TextSpot, right: TextSpot) -> Bool {
    (left.block, left.line, left.offset) < (right.block, right.line, right.offset)
  }
}
