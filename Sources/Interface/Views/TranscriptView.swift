import Engine
import Pattern
import TextModel

/// The output pane: the rows of the transcript that are in view.
enum TranscriptView {
  /// What is marked in the rows beside their own style.
  struct Marks {
    var find: FindMarks?
    var bookmarks: [(name: Character, place: Viewport.Anchor)] = []
  }

  static func draw(
    _ state: inout AppState, rows: Range<Int>, on canvas: inout Canvas,
    cache: inout LayoutCache, now: MonotonicTime
  ) {
    guard !rows.isEmpty else { return }
    let layout = state.transcriptLayout(width: state.transcriptColumns, now: now)
    let resolver = ViewportResolver(layout: layout, height: rows.count)
    guard let top = resolver.resolve(&state.viewport, cache: &cache) else {
      return drawNothing(state, row: rows.lowerBound, on: &canvas)
    }
    if !state.configuration.interface.followsEnd { state.viewport.stay() }
    state.painted.transcript = PaintedScreen.Pane(
      rows: rows, columns: layout.width, top: top,
      topPlace: resolver.anchor(at: top, cache: &cache))
    SelectionReducer.follow(state.readMatch, &state)
    draw(
      layout, from: top, rows: rows, column: 0, marks: marks(in: state, cache: &cache),
      on: &canvas, cache: &cache)
  }

  private static func marks(in state: AppState, cache: inout LayoutCache) -> Marks {
    var marks = Marks(bookmarks: state.bookmarks)
    if state.focus == .transcript, let pattern = state.find.pattern,
      let expression = cache.expression(for: pattern)
    {
      marks.find = FindMarks(expression: expression, current: state.find.current)
    }
    return marks
  }

  private static func drawNothing(_ state: AppState, row: Int, on canvas: inout Canvas) {
    guard let filter = state.presentation.filter else { return }
    let isLooking = state.filterMatches?.isComplete == false
    let words =
      isLooking ? " looking for \(filter.summary) …" : " no \(filter.summary) so far"
    canvas.draw(words, TextStyle(.dim), row: row, column: 0)
  }

  /// The rows of `layout` from `top` on, as many as `rows` holds, in the
  /// columns behind `column`.
  static func draw(
    _ layout: TranscriptLayout, from top: RowPosition, rows: Range<Int>, column: Int,
    marks: Marks = Marks(), on canvas: inout Canvas, cache: inout LayoutCache
  ) {
    var position: TranscriptPosition? = top.block
    var skipped = top.row
    var row = rows.lowerBound
    while row < rows.upperBound, let current = position {
      let block = layout.rows(of: current, cache: &cache)
      guard skipped < block.rows.count else {
        skipped = 0
        position = layout.next(current)
        continue
      }
      let shown = skipped..<min(block.rows.count, skipped + rows.upperBound - row)
      let lines =
        layout.showsText(of: current)
        ? marks.find?.rows(shown, of: block, at: layout.anchor(of: current)) : nil
      for (index, glyphs) in zip(shown, lines ?? Array(block.rows[shown])) {
        canvas.draw(glyphs, row: row, column: column, limit: column + layout.width)
        for mark in marks.bookmarks
        where isPlace(mark.place, inRow: index, of: block, at: current, layout) {
          drawBookmark(mark.name, row: row, columns: column..<column + layout.width, on: &canvas)
        }
        row += 1
      }
      skipped = 0
      position = layout.next(current)
    }
  }

  /// Whether `place` lies in row `row` of a block.
  private static func isPlace(
    _ place: Viewport.Anchor, inRow row: Int, of block: LaidOutBlock,
    at position: TranscriptPosition, _ layout: TranscriptLayout
  ) -> Bool {
    guard place.item == position.item, layout.position(of: place) == position else { return false }
    guard place.part == position.part else { return row == 0 }
    return block.row(containing: LaidOutBlock.Start(line: place.line, offset: place.offset)) == row
  }

  /// In the margin where it is free, else at the right edge.
  private static func drawBookmark(
    _ name: Character, row: Int, columns: Range<Int>, on canvas: inout Canvas
  ) {
    let isFree = canvas.isBlank(row: row, column: columns.lowerBound)
    let column = isFree ? columns.lowerBound : columns.upperBound - 1
    guard isFree || canvas.isBlank(row: row, column: column) else { return }
    canvas.draw(String(name), TextStyle(.marked, .bold), row: row, column: column)
  }
}

extension AppState {
  /// The transcript as the pane shows it at `width` columns.
  func transcriptLayout(width: Int, now: MonotonicTime) -> TranscriptLayout {
    var layout = TranscriptLayout(
      transcript: transcript, width: width, presentation: presentation, now: now)
    layout.shown = filterMatches?.positions
    return layout
  }
}
