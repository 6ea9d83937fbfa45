/// A search for the next match that is under way.
struct FindSeek: Hashable, Sendable {
  let start: Viewport.Anchor
  let isBackward: Bool
  /// Whether a match that begins at `start` counts.
  let includesStart: Bool
  /// The block that comes next.
  var cursor: Viewport.Anchor
  /// Whether it went on at the other end.
  var hasWrapped = false
  var found: FindMatch?

  init(from start: Viewport.Anchor, backward: Bool, includesStart: Bool) {
    self.start = start
    isBackward = backward
    self.includesStart = includesStart
    cursor = start
  }

  /// Whether `match` is on the way.
  func takes(_ match: FindMatch) -> Bool {
    if match.anchor == start { return includesStart || hasWrapped }
    return hasWrapped || (match.anchor > start) != isBackward
  }
}
