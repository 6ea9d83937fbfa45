import TextModel

/// The links of an answer, or one address that no browser can show from here.
enum LinkView {
  static func draw(
    _ links: [LinkAddress], _ selection: ListSelection, _ state: AppState,
    on canvas: inout Canvas
  ) {
    let rows = LinkReducer.rows(of: links, filter: selection.filter)
    let opens = state.configuration.canOpenBrowser
    var popup = ListPopup(
      title: "Links", typed: selection.filter,
      hints: [
        opens ? "Enter opens · y copies · Esc closes" : "Enter shows and copies · Esc closes",
        "Esc closes",
      ],
      count: rows.count, chosen: selection.index)
    if let chosen = rows.indices.contains(selection.index) ? rows[selection.index] : nil {
      popup.details = [
        StyledLine([StyledRun(chosen.text, TextStyle(.link))], wrapsAtWords: false)
      ]
    }
    popup.draw(on: &canvas) { index in
      ListPopup.Row(pieces: [ListPopup.Piece(column: 2, text: rows[index].text)])
    }
  }

  /// From the first column and broken at the last one only: that is how a
  /// terminal's own selection takes it whole.
  static func draw(_ link: LinkAddress, _ state: AppState, on canvas: inout Canvas) {
    PanelView(
      title: "Link", hint: "y copies · Esc closes", shortHint: "Esc",
      lines: [
        PanelView.Line("", rank: 2),
        PanelView.Line(
          StyledLine([StyledRun(link.text, TextStyle(.link))], wrapsAtWords: false), rank: 0),
        PanelView.Line("", rank: 2),
      ]
    ).draw(on: &canvas)
  }
}
