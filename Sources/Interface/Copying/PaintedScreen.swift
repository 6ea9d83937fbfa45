/// What the last frame showed where: keys that move in the text and reports of
/// the mouse mean what was on the screen.
struct PaintedScreen: Hashable, Sendable {
  /// The pane of the transcript.
  struct Pane: Hashable, Sendable {
    var rows: Range<Int>
    var columns: Int
    /// The row at its top.
    var top: RowPosition
    /// The same, as a place in the text.
    var topPlace: Viewport.Anchor
  }

  /// The rows of a list.
  struct List: Hashable, Sendable {
    var rows: Range<Int>
    var columns: Int
    /// Index of what stands in its first row.
    var first: Int
  }

  /// The prompt's text.
  struct Prompt: Hashable, Sendable {
    var rows: Range<Int>
    /// Columns before the text, and of the text.
    var indent: Int, width: Int
  }

  var transcript: Pane?
  var list: List?
  var prompt: Prompt?
}

extension PaintedScreen.Pane {
  /// The row at its top where it is by now: since the last frame text may have
  /// been taken off. `nil`: nothing is shown.
  func top(in layout: TranscriptLayout) -> RowPosition? {
    guard let block = layout.position(of: topPlace) else { return nil }
    return block == top.block ? top : RowPosition(block: block, row: 0)
  }
}
