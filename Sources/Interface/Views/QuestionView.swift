import Engine
import TextModel

/// A question that credentials depend on, with its field. Codes are shown as
/// typed; a free text is a secret and masked.
enum QuestionView {
  static func draw(_ open: OpenQuestion, on canvas: inout Canvas) {
    PanelView(
      title: "Sign-in", hint: "Enter sends · Esc declines", shortHint: "Enter · Esc",
      lines: [
        PanelView.Line("", rank: 9),
        PanelView.Line(open.question.text, rank: 1),
        PanelView.Line("", rank: 8),
        PanelView.Line(field(of: open), rank: 0, isField: true),
        PanelView.Line(remark(of: open), rank: 2),
      ]
    ).draw(on: &canvas)
  }

  private static func field(of open: OpenQuestion) -> StyledLine {
    let isCode = open.question.digits != nil
    let shown = isCode ? open.typed : String(repeating: "•", count: open.typed.count)
    return StyledLine([
      StyledRun("› ", TextStyle(.accent, .bold)), StyledRun(shown, TextStyle(.text, .bold)),
    ])
  }

  /// What is missing, else what is expected.
  private static func remark(of open: OpenQuestion) -> StyledLine {
    if let remark = open.remark { return StyledLine("✗ \(remark)", TextStyle(.warning)) }
    guard let digits = open.question.digits else {
      return StyledLine("not shown while you type", TextStyle(.dim))
    }
    return StyledLine("\(open.typed.count) of \(digits) digits", TextStyle(.dim))
  }
}
