import Engine
import TextModel

/// The output pane: the rows of the transcript that are in view.
enum TranscriptView {
  static func draw(
    _ state: inout AppState, rows: Range<Int>, on canvas: inout Canvas,
    cache: inout LayoutCache, now: MonotonicTime
  ) {
    guard !rows.isEmpty else { return }
    let layout = TranscriptLayout(
      transcript: state.transcript, width: state.transcriptColumns,
      presentation: state.presentation, now: now)
    let resolver = ViewportResolver(layout: layout, height: rows.count)
    guard let top = resolver.resolve(&state.viewport, cache: &cache) else { return }
    draw(
      layout, from: top, rows: rows, column: 0,
      pattern: state.focus == .transcript ? state.find.pattern : nil, on: &canvas, cache: &cache)
  }

  /// The rows of `layout` from `top` on, as many as `rows` holds, in the
  /// columns behind `column`.
  static func draw(
    _ layout: TranscriptLayout, from top: RowPosition, rows: Range<Int>, column: Int,
    pattern: SearchPattern? = nil, on canvas: inout Canvas, cache: inout LayoutCache
  ) {
    var position: TranscriptPosition? = top.block
    var skipped = top.row
    var row = rows.lowerBound
    while row < rows.upperBound, let current = position {
      let block = layout.rows(of: current, cache: &cache)
      for glyphs in block.rows.dropFirst(skipped).prefix(rows.upperBound - row) {
        canvas.draw(
          pattern?.highlighted(glyphs) ?? glyphs, row: row, column: column,
          limit: column + layout.width)
        row += 1
      }
      skipped = 0
      position = layout.next(current)
    }
  }
}
