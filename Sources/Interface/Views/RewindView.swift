import Engine
import TextModel

/// The prompts to go back to, and the other branches.
enum RewindView {
  static func draw(
    _ state: AppState, _ selection: ListSelection, on canvas: inout Canvas, now: MonotonicTime
  ) {
    let rows = state.rewindRows(filter: selection.filter)
    let ages = AgeText(state, now: now)
    var popup = ListPopup(
      title: "Go back", typed: selection.filter,
      hints: ["the conversation so far is kept as a branch", "kept as a branch"],
      count: rows.count, chosen: selection.index)
    if rows.indices.contains(selection.index) {
      popup.details = details(of: rows[selection.index])
      popup.footer = footer(for: rows[selection.index])
    }
    let isNarrow = canvas.size.columns < columnsWithTimes
    let textColumn = isNarrow ? 2 : 14
    popup.draw(on: &canvas) { index in
      let row = rows[index]
      let time = isNarrow ? "" : ages.moment(ofMilliseconds: row.at)
      return ListPopup.Row(
        role: row.kind == .prompt ? .text : .dim,
        pieces: [
          ListPopup.Piece(column: 2, text: time),
          ListPopup.Piece(column: textColumn, text: words(of: row)),
        ])
    }
  }

  /// Columns from which times have room.
  private static let columnsWithTimes = 60

  /// Characters of a prompt that are shown: a few rows of a wide screen.
  private static let maximumShownLength = 600

  private static func words(of row: RewindRow) -> String {
    let text = row.text.prefix(maximumShownLength).map { $0.isNewline ? " " : String($0) }.joined()
    switch row.kind {
    case .prompt: return text
    case .branch(let turns):
      let count = turns == 1 ? "1 turn" : "\(turns) turns"
      return "+ other branch, \(count)" + (text.isEmpty ? "" : ": \(text)")
    }
  }

  private static func details(of row: RewindRow) -> [StyledLine] {
    row.text.prefix(maximumShownLength).split(separator: "\n").map {
      StyledLine(String($0), TextStyle(.dim))
    }
  }

  private static func footer(for row: RewindRow) -> [StyledRun] {
    let forms =
      switch row.kind {
      case .prompt:
        [
          "Enter goes back to before this prompt; its text comes back for editing · Esc",
          "Enter: before this prompt · Esc closes",
        ]
      case .branch:
        ["Enter goes on with this branch · Esc closes", "Enter: this branch · Esc closes"]
      }
    return forms.map { StyledRun($0, TextStyle(.dim)) }
  }
}
