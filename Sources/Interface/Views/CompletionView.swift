import Pattern
import TextModel

/// What fits what is being typed, and the history search, over the rows above
/// the prompt.
enum CompletionView {
  /// Rows of the popup; the text above stays in sight.
  private static let maximumRows = 12
  /// Columns of the mark before a row.
  private static let markColumns = 3
  /// Columns between a row's text and what stands beside it.
  private static let gap = 2
  /// Rows below the list for a summary that its row cuts, and those that the
  /// list keeps.
  private static let maximumSummaryRows = 2
  private static let leastRows = 2
  /// Where summaries begin at the earliest; wider texts move them, up to half
  /// of the screen.
  private static let leastSummaryColumn = 16

  static func draw(
    _ state: AppState, above promptRow: Int, plan: ScreenPlan, on canvas: inout Canvas
  ) {
    if let search = state.composer.search {
      return draw(search, row: max(0, promptRow - 1), on: &canvas)
    }
    if let typed = state.find.typed, state.focus == .transcript {
      return draw(
        (state.find.isBackward ? " ?" : " /") + typed,
        remark: state.find.problem?.sentence ?? FindStatusText.words(for: state.find),
        role: state.find.problem == nil ? .dim : .warning, row: max(0, promptRow - 1), on: &canvas)
    }
    if let line = state.reading.filterLine, state.focus == .transcript {
      let hint =
        line.text.isEmpty
        ? "a pattern, or ↓ \(TranscriptFilter.Kind.allCases.map(\.rawValue).joined(separator: " "))"
        : ""
      return draw(
        " &" + line.text, remark: line.problem?.sentence ?? hint,
        role: line.problem == nil ? .dim : .warning, row: max(0, promptRow - 1), on: &canvas)
    }
    if let name = state.copying.fileName, state.focus == .transcript {
      let question = name.existing == nil ? " write to: " : " exists, Enter exchanges it: "
      return draw(
        question + name.text, remark: "", role: .dim, row: max(0, promptRow - 1), on: &canvas)
    }
    let list = state.completions
    guard !list.isEmpty, !plan.output.isEmpty else { return }
    draw(list, chosen: state.composer.completionIndex, rows: plan.output, on: &canvas)
  }

  private static func draw(
    _ list: CompletionList, chosen index: Int, rows: Range<Int>, on canvas: inout Canvas
  ) {
    var bottom = rows.upperBound
    if let note = list.note, rows.count > 1 || list.rows.isEmpty {
      bottom -= 1
      canvas.fill(row: bottom, columns: 0..<canvas.size.columns, role: .text)
      canvas.draw("   \(note)", TextStyle(.dim), row: bottom, column: 0)
    }
    guard !list.rows.isEmpty, bottom > rows.lowerBound else { return }
    let columns = canvas.size.columns
    let chosen = min(index, list.rows.count - 1)
    let lines = wholeSummary(of: list.rows[chosen], in: list.rows, columns: columns)
      .prefix(max(0, bottom - rows.lowerBound - leastRows))
    bottom -= lines.count
    for (offset, glyphs) in lines.enumerated() {
      canvas.fill(row: bottom + offset, columns: 0..<columns, role: .text)
      canvas.draw(glyphs, row: bottom + offset, column: markColumns)
    }
    let count = min(list.rows.count, bottom - rows.lowerBound, maximumRows)
    let first = max(0, min(chosen - count / 2, list.rows.count - count))
    let summaryColumn = summaryColumn(of: list.rows[first..<first + count], columns: columns)
    for (offset, row) in list.rows[first..<first + count].enumerated() {
      let isEdge =
        (offset == 0 && first > 0) || (offset == count - 1 && first + count < list.rows.count)
      draw(
        row, typed: list.typed, isChosen: first + offset == chosen,
        position: isEdge ? "\(first + offset + 1)/\(list.rows.count)" : nil,
        summaryColumn: summaryColumn, row: bottom - count + offset, on: &canvas)
    }
  }

  private static func summaryColumn(of rows: ArraySlice<Completion>, columns: Int) -> Int {
    let widest = rows.map(textWidth).max() ?? 0
    return max(leastSummaryColumn, min(widest + gap, columns / 2))
  }

  private static func textWidth(of row: Completion) -> Int {
    markColumns + TextLayout.width(of: row.hint.isEmpty ? row.text : "\(row.text) \(row.hint)")
  }

  /// The summary of `chosen` in rows of its own, where rows of the list cut
  /// theirs: as many for each of them, so that the list stands still.
  private static func wholeSummary(
    of chosen: Completion, in rows: [Completion], columns: Int
  ) -> [[StyledGlyph]] {
    let start = summaryColumn(of: rows[...], columns: columns)
    func lines(_ row: Completion) -> [[StyledGlyph]] {
      let line = StyledLine(row.summary, TextStyle(.dim))
      return Array(
        TextLayout.rows(of: line, width: max(1, columns - markColumns - 1))
          .prefix(maximumSummaryRows))
    }
    func isCut(_ row: Completion) -> Bool {
      max(textWidth(of: row) + gap, start) + TextLayout.width(of: row.summary) > columns
    }
    let count = rows.map { isCut($0) ? lines($0).count : 0 }.max() ?? 0
    let shown = isCut(chosen) ? lines(chosen) : []
    return shown + Array(repeating: [], count: max(0, count - shown.count))
  }

  private static func draw(
    _ completion: Completion, typed: String, isChosen: Bool, position: String?,
    summaryColumn: Int, row: Int, on canvas: inout Canvas
  ) {
    let role: StyleRole = isChosen ? .selection : .text
    let columns = canvas.size.columns
    canvas.fill(row: row, columns: 0..<columns, role: role)
    var limit = columns
    if let position {
      limit = max(0, columns - position.count - 1)
      canvas.draw(position, TextStyle(isChosen ? .selection : .dim), row: row, column: limit)
      limit = max(0, limit - 1)
    }
    canvas.draw(isChosen ? " ▸ " : "   ", TextStyle(role), row: row, column: 0)
    // The end of a long path tells more than its beginning.
    let room = max(1, limit - markColumns)
    let glyphs = marked(completion, typed: typed, isChosen: isChosen)
    var column = canvas.draw(
      shortened(glyphs, to: room, style: TextStyle(role)), row: row, column: markColumns,
      limit: limit)
    if !completion.hint.isEmpty {
      column = canvas.draw(
        " " + completion.hint, TextStyle(isChosen ? .selection : .dim), row: row, column: column,
        limit: limit)
    }
    if !completion.summary.isEmpty {
      canvas.draw(
        completion.summary, TextStyle(isChosen ? .selection : .dim), row: row,
        column: max(column + gap, summaryColumn), limit: limit)
    }
  }

  /// The row's text, the letters that were typed told apart.
  private static func marked(
    _ completion: Completion, typed: String, isChosen: Bool
  ) -> [StyledGlyph] {
    let text = completion.text
    let positions = Set(FuzzyMatch(typed, in: text)?.positions ?? [])
    let plain = TextStyle(isChosen ? .selection : .text)
    let hit = TextStyle(isChosen ? .selection : .accent, .bold)
    var glyphs: [StyledGlyph] = []
    var offset = 0
    for character in text {
      let length = character.utf8.count
      let isHit = (offset..<offset + length).contains(where: positions.contains)
      glyphs += TextLayout.glyphs(of: Substring(String(character)), style: isHit ? hit : plain)
      offset += length
    }
    return glyphs
  }

  /// `glyphs` in `room` columns: what does not fit is left out at the front.
  private static func shortened(
    _ glyphs: [StyledGlyph], to room: Int, style: TextStyle
  ) -> [StyledGlyph] {
    let width = glyphs.reduce(0) { $0 + Int($1.glyph.width) }
    guard width > room else { return glyphs }
    var kept: [StyledGlyph] = []
    var used = 1
    for glyph in glyphs.reversed() {
      used += Int(glyph.glyph.width)
      guard used <= room else { break }
      kept.append(glyph)
    }
    return TextLayout.glyphs(of: "…", style: style) + kept.reversed()
  }

  /// The line of a search of the transcript; the caret stands at its end.
  private static func draw(
    _ line: String, remark: String?, role: StyleRole, row: Int, on canvas: inout Canvas
  ) {
    canvas.fill(row: row, columns: 0..<canvas.size.columns, role: .text)
    let column = canvas.draw(line, TextStyle(.accent), row: row, column: 0)
    if let remark { canvas.draw(remark, TextStyle(role), row: row, column: column + 2) }
    canvas.placeCursor(row: row, column: column)
  }

  private static func draw(_ search: HistorySearch, row: Int, on canvas: inout Canvas) {
    let found =
      search.isFailing ? "  nothing found" : search.query.isEmpty ? "  Ctrl+S: where" : ""
    canvas.fill(row: row, columns: 0..<canvas.size.columns, role: .text)
    let column = canvas.draw(
      " search \(search.scope.title): \(search.query)", TextStyle(.accent), row: row, column: 0)
    canvas.draw(found, TextStyle(.dim), row: row, column: column)
    canvas.placeCursor(row: row, column: column)
  }
}
