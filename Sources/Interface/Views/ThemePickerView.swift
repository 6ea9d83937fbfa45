import TextModel

/// The list of themes. The one under the bar is shown on the whole screen;
/// beside the list stands a sample of what there is to tell apart.
enum ThemePickerView {
  static func draw(_ state: AppState, _ selection: ListSelection, on canvas: inout Canvas) {
    let themes = state.themes.filtered(by: selection.filter)
    var popup = ListPopup(
      title: "Theme", typed: selection.filter,
      hints: ["Enter takes it · Esc keeps the old one", "Enter · Esc"],
      count: themes.count, chosen: selection.index, details: sample)
    if themes.indices.contains(selection.index) {
      let details = themes[selection.index].details
      if detailColumn + TextLayout.width(of: details) > canvas.size.columns {
        popup.details.insert(StyledLine(details, TextStyle(.dim)), at: 0)
      }
    }
    popup.draw(on: &canvas) { index in
      let theme = themes[index]
      let name = (theme.name == state.themes.chosen ? "•" : " ") + theme.name
      return ListPopup.Row(pieces: [
        ListPopup.Piece(column: 1, text: name),
        ListPopup.Piece(
          column: max(TextLayout.width(of: name) + 2, detailColumn), text: theme.details),
      ])
    }
  }

  /// Where the details begin.
  private static let detailColumn = 24

  private static var sample: [StyledLine] {
    [
      StyledLine([run("You", .user), run("  a prompt, "), run("dim", .dim)]),
      StyledLine([run("Model", .assistant), run("  an answer with "), run("code", .code)]),
      StyledLine([run("A heading", .heading), run("  a "), run("link", .link)]),
      StyledLine([
        run("let", .codeKeyword), run(" n: "), run("Int", .codeType), run(" = 42", .codeNumber),
      ]),
      StyledLine([run("\"text\"", .codeString), run("  // comment", .codeComment)]),
      StyledLine([run("+ added ", .diffAdded), run("word", .diffAddedWord)]),
      StyledLine([run("- removed ", .diffRemoved), run("word", .diffRemovedWord)]),
      StyledLine([
        run("done", .ok), run("  "), run("warning", .warning), run("  "), run("error", .error),
      ]),
      StyledLine([run("match", .match), run("  "), run("this match", .matchCurrent)]),
    ]
  }

  private static func run(_ text: String, _ role: StyleRole = .text) -> StyledRun {
    StyledRun(text, TextStyle(role))
  }
}
