import Engine
import TextModel

/// The outline: prompts, headings of answers, errors, bookmarks.
enum OutlineView {
  static func draw(
    _ state: AppState, _ selection: ListSelection, on canvas: inout Canvas, now: MonotonicTime
  ) {
    guard let list = state.reading.outline else { return }
    var popup = ListPopup(
      title: "Outline", typed: selection.filter,
      hints: ["prompts, headings, ! errors, ' bookmarks", "! errors, ' bookmarks"],
      count: list.shown.count, chosen: selection.index)
    popup.isGrowing = true
    if list.shown.indices.contains(selection.index) {
      popup.details = preview(of: list.rows[list.shown[selection.index]], state, now: now)
    }
    popup.footer = [
      StyledRun("Enter goes there · '' comes back · Esc closes", TextStyle(.dim)),
      StyledRun("Enter: go · Esc closes", TextStyle(.dim)),
    ]
    popup.draw(on: &canvas) { index in
      let row = list.rows[list.shown[index]]
      return ListPopup.Row(role: role(of: row), pieces: pieces(of: row, state))
    }
  }

  private static func role(of row: OutlineList.Row) -> StyleRole {
    switch row.kind {
    case .prompt: .text
    case .heading: .dim
    case .error: .error
    case .bookmark: .accent
    }
  }

  /// Columns of the time before a prompt.
  private static let textColumn = 9

  private static func pieces(of row: OutlineList.Row, _ state: AppState) -> [ListPopup.Piece] {
    var text = String(decoding: OutlineList.words(of: row, in: state.transcript), as: UTF8.self)
    var pieces: [ListPopup.Piece] = []
    switch row.kind {
    case .prompt:
      if state.transcript.items.indices.contains(row.place.item),
        let seconds = state.transcript.items[row.place.item].secondsOfDay
      {
        pieces.append(ListPopup.Piece(column: 2, text: NumberText.clock(secondsOfDay: seconds)))
      }
      if row.codeBlocks > 0 { text = "[\(row.codeBlocks) code] " + text }
    case .heading(let level): text = String(repeating: "  ", count: level) + text
    case .error: pieces.append(ListPopup.Piece(column: 2, text: "!"))
    case .bookmark(let name): pieces.append(ListPopup.Piece(column: 2, text: "'\(name)"))
    }
    return pieces + [ListPopup.Piece(column: textColumn, text: text)]
  }

  /// Lines of a preview: a tall screen of them.
  private static let maximumPreviewLines = 60

  private static func preview(
    of row: OutlineList.Row, _ state: AppState, now: MonotonicTime
  ) -> [StyledLine] {
    let layout = state.findLayout(at: now)
    var lines: [StyledLine] = []
    var position = layout.position(of: row.place)
    while let current = position, current.item == row.place.item || lines.isEmpty,
      lines.count < maximumPreviewLines
    {
      lines += layout.lines(of: current).prefix(maximumPreviewLines)
      position = layout.next(current)
    }
    return lines
  }
}
