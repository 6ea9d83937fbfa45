import Engine
import TextModel

/// Two answers to one prompt: side by side where there are columns for it,
/// one above the other where there are not, and the one in front alone where
/// there are no rows for both. Each has a view of its own of the conversation
/// that ends with it.
enum ComparisonView {
  static func draw(
    _ state: inout AppState, rows: Range<Int>, on canvas: inout Canvas, cache: inout LayoutCache,
    now: MonotonicTime
  ) {
    guard let comparison = state.comparison else { return }
    let plan = ComparisonPlan(columns: canvas.size.columns, rows: rows, focus: comparison.focus)
    if let row = plan.prompt {
      let column = canvas.draw(" you  ", TextStyle(.user, .bold), row: row, column: 0)
      canvas.draw(comparison.prompt, .plain, row: row, column: column)
    }
    for pane in plan.panes {
      let body = drawHeading(of: pane, comparison, state, on: &canvas, now: now)
      drawText(of: pane, rows: body, comparison, &state, on: &canvas, cache: &cache, now: now)
    }
    if state.canChoose, comparison.isOfferedSince == nil {
      state.comparison?.isOfferedSince = now
    }
  }

  /// Rows of a pane from which its heading may take two of them.
  private static let rowsForTwoHeadings = 6

  /// Draws who answers and how it goes; the rows that are left.
  private static func drawHeading(
    of pane: ComparisonPlan.Pane, _ comparison: Comparison, _ state: AppState,
    on canvas: inout Canvas, now: MonotonicTime
  ) -> Range<Int> {
    guard pane.rows.count > 1 else { return pane.rows }
    let heading = AnswerHeading(pane.side, of: comparison, in: state, now: now)
    let width = pane.columns.count
    let rows =
      (pane.rows.count >= rowsForTwoHeadings ? heading.twoRows(fitting: width) : nil)
      ?? [heading.row(fitting: width)]
    let isFocused = comparison.focus == pane.side
    for (row, text) in zip(pane.rows, rows) {
      canvas.fill(row: row, columns: pane.columns, role: .status)
      canvas.draw(
        text, TextStyle(isFocused ? .statusStrong : .status), row: row,
        column: pane.columns.lowerBound, limit: pane.columns.upperBound)
    }
    return pane.rows.dropFirst(rows.count)
  }

  private static func drawText(
    of pane: ComparisonPlan.Pane, rows: Range<Int>, _ comparison: Comparison,
    _ state: inout AppState, on canvas: inout Canvas, cache: inout LayoutCache, now: MonotonicTime
  ) {
    guard !rows.isEmpty, let item = state.transcript.answerIndex(of: comparison[pane.side].turn)
    else { return }
    let layout = TranscriptLayout(
      transcript: state.transcript, width: pane.columns.count, presentation: state.presentation,
      now: now, hiddenItem: state.transcript.answerIndex(of: comparison[pane.side.other].turn))
    let resolver = ViewportResolver(
      layout: layout, height: rows.count, start: layout.firstRow(ofAnswer: item))
    guard let top = resolver.resolve(&state[pane.side].viewport, cache: &cache) else { return }
    if !state.configuration.interface.followsEnd { state[pane.side].viewport.stay() }
    TranscriptView.draw(
      layout, from: top, rows: rows, column: pane.columns.lowerBound, on: &canvas, cache: &cache)
    drawMark(state[pane.side].viewport, row: rows.upperBound - 1, pane.columns, on: &canvas)
  }

  /// Tells what came in below the view, at the right edge of its last row.
  private static func drawMark(
    _ viewport: Viewport, row: Int, _ columns: Range<Int>, on canvas: inout Canvas
  ) {
    guard !viewport.isFollowing, !viewport.showsEnd else { return }
    let count = viewport.newLines
    let text = count > 0 ? " ▼ \(NumberText.grouped(count)) new " : " ▼ more "
    canvas.draw(
      text, TextStyle(.accent, .bold), row: row,
      column: max(columns.lowerBound, columns.upperBound - TextLayout.width(of: text)),
      limit: columns.upperBound)
  }
}

extension TranscriptLayout {
  /// The first row of an answer whose heading stands elsewhere: its title is
  /// shown only where it tells more than a name.
  fileprivate func firstRow(ofAnswer item: Int) -> RowPosition {
    let answer = transcript.items[item]
    guard answer.opensWithThinking || !answer.notes.isEmpty else {
      // A block that has just begun has no text to show; the end always has.
      let part = (1..<max(1, lastPart(of: item))).first { blockCount(item: item, part: $0) > 0 }
      return RowPosition(
        block: TranscriptPosition(item: item, part: part ?? lastPart(of: item), block: 0), row: 0)
    }
    return RowPosition(block: TranscriptPosition(item: item, part: 0, block: 0), row: 1)
  }
}

/// Which part of the output pane belongs to which of two answers.
struct ComparisonPlan: Hashable {
  /// The place of one answer.
  struct Pane: Hashable {
    var side: Comparison.Side
    var rows: Range<Int>, columns: Range<Int>
  }

  /// Columns from which the answers stand side by side: below, a line of code
  /// would not fit into half of them.
  static let columnsForTwo = 80
  /// Columns between the two.
  private static let gap = 2
  /// Rows that the answers need before the prompt gets one above them.
  private static let rowsForPrompt = 7
  /// Rows of the smallest pane: its heading and a row of text.
  private static let minimumPaneRows = 2

  /// Row of the prompt; `nil`: no room.
  var prompt: Int?
  var panes: [Pane] = []

  init(columns: Int, rows: Range<Int>, focus: Comparison.Side) {
    guard !rows.isEmpty else { return }
    var rest = rows
    if rows.count > Self.rowsForPrompt {
      prompt = rows.lowerBound
      rest = rows.dropFirst()
    }
    if columns >= Self.columnsForTwo, rest.count >= Self.minimumPaneRows {
      // Equal widths, so that what both show is laid out once.
      let width = (columns - Self.gap) / 2
      panes = [
        Pane(side: .first, rows: rest, columns: 0..<width),
        Pane(side: .second, rows: rest, columns: columns - width..<columns),
      ]
    } else if rest.count >= 2 * Self.minimumPaneRows {
      let middle = rest.lowerBound + rest.count / 2
      panes = [
        Pane(side: .first, rows: rest.lowerBound..<middle, columns: 0..<columns),
        Pane(side: .second, rows: middle..<rest.upperBound, columns: 0..<columns),
      ]
    } else {
      panes = [Pane(side: focus, rows: rest, columns: 0..<columns)]
    }
  }
}
