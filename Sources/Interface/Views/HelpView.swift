import TextModel

/// The help popup.
enum HelpView {
  static func draw(_ state: AppState, scroll: Int, on canvas: inout Canvas) {
    let frame = OverlayFrame(size: canvas.size)
    frame.begin("Help", hint: "j k Space b g G scroll · Esc closes", on: &canvas)
    let lines = HelpText.lines(keyMap: state.keyMap)
    let first = max(0, min(scroll, lines.count - frame.body.count))
    for (row, line) in zip(frame.body, lines[first...]) {
      let glyphs = line.runs.flatMap {
        TextLayout.glyphs(of: Substring($0.text), style: $0.style)
      }
      canvas.draw(glyphs, row: row, column: canvas.size.columns >= 40 ? 1 : 0)
    }
    if let footer = frame.footer, first + frame.body.count < lines.count {
      canvas.draw(" ▼ more", TextStyle(.dim), row: footer, column: 0)
    }
    canvas.placeCursor(row: frame.body.lowerBound, column: 0)
  }
}
