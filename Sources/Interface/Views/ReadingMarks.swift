import Pattern
import TextModel

/// What is told about the view itself, on the separator above the prompt or
/// else over the last row of the output: what came in below it, and what is
/// left out of it.
enum ReadingMarks {
  static func draw(_ state: AppState, plan: ScreenPlan, on canvas: inout Canvas) {
    guard !plan.output.isEmpty else { return }
    let row =
      plan.separators.filter { $0 >= plan.output.upperBound }.min() ?? plan.output.upperBound - 1
    drawNewMark(state, row: row, on: &canvas)
    drawFilter(state, row: row, on: &canvas)
  }

  private static func drawNewMark(_ state: AppState, row: Int, on canvas: inout Canvas) {
    guard state.comparison == nil, !state.viewport.isFollowing, !state.viewport.showsEnd else {
      return
    }
    let count = state.viewport.newLines
    let text = count > 0 ? " ▼ \(NumberText.grouped(count)) new " : " ▼ more "
    let width = TextLayout.width(of: text)
    canvas.draw(
      text, TextStyle(.accent, .bold), row: row, column: max(0, canvas.size.columns - width - 2))
  }

  /// How much of it there is, with a plus while more is looked for.
  private static func count(of filter: TranscriptFilter, in state: AppState) -> String {
    guard let matches = state.filterMatches else {
      return NumberText.grouped(filter.items(of: state.transcript.index)?.count ?? 0)
    }
    if let problem = matches.problem { return problem.sentence }
    return NumberText.grouped(matches.count) + (matches.isComplete ? "" : "+")
  }

  private static func drawFilter(_ state: AppState, row: Int, on canvas: inout Canvas) {
    guard let filter = state.presentation.filter else { return }
    let words = " only \(filter.summary): \(count(of: filter, in: state)) shown "
    let key = state.focus == .transcript ? "· & changes, Esc shows all " : "· Tab & changes "
    let room = canvas.size.columns - 20
    let text = TextLayout.width(of: words + key) <= room ? words + key : words
    canvas.draw(text, TextStyle(.accent, .bold), row: row, column: min(1, canvas.size.columns - 1))
  }
}

extension TranscriptFilter {
  /// What it shows, in words.
  var summary: String {
    guard let pattern else { return kind?.words ?? "all" }
    return (kind.map { $0.words + " with " } ?? "") + "/\(pattern.text)/"
  }
}

extension TranscriptFilter.Kind {
  /// What it shows, in words.
  fileprivate var words: String {
    switch self {
    case .mine: "prompts"
    case .answers: "answers"
    case .tools: "tool calls"
    case .errors: "errors"
    }
  }
}
