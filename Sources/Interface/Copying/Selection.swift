/// What is selected in the transcript to be copied.
struct Selection: Hashable, Sendable {
  enum Mode: Hashable, Sendable { case characters, lines }

  var mode: Mode
  /// Where it began.
  var start: Viewport.Anchor
  /// The other end, which the keys move; the hardware cursor stands there.
  var cursor: Viewport.Anchor
  /// The column that moves up and down keep to.
  var column: Int?
  /// Whether the view stood at the end when it began, and goes on following
  /// when it is over.
  var wasFollowing: Bool
  /// The match of a search that the cursor has gone to.
  var match: Viewport.Anchor?

  /// The first and the last character.
  var bounds: (first: Viewport.Anchor, last: Viewport.Anchor) {
    start <= cursor ? (start, cursor) : (cursor, start)
  }
}
