import Engine
import TextModel

/// The question before a dear request. None of the answers is a default.
enum ConfirmationView {
  static func draw(
    _ confirmation: SendConfirmation, state: AppState, now: MonotonicTime, on canvas: inout Canvas
  ) {
    guard let sending = state.sending(confirmation.subject, at: now) else { return }
    let other = state.cheaperSending(than: sending, at: now)
    var lines = [
      PanelView.Line("", rank: 9),
      PanelView.Line(
        "\(sending.names): \(EstimateText.sentence(sending.estimate))", TextStyle(.text, .bold),
        rank: 1),
    ]
    if let other {
      lines.append(
        PanelView.Line(
          "\(other.model.shortName) instead: \(EstimateText.sentence(other.estimate))",
          TextStyle(.accent), rank: 2))
    }
    lines.append(PanelView.Line("", rank: 8))
    lines.append(PanelView.Line(choices(confirmation, state, other?.model, now: now), rank: 0))
    if let threshold = state.spending.settings.askAbove {
      lines.append(
        PanelView.Line(
          "Asked above \(BudgetText.amount(threshold)) (setting budget.askAbove).",
          TextStyle(.dim), rank: 6))
    }
    let enter = confirmation.choice == nil ? "Tab or arrows choose" : "Enter takes it"
    PanelView(
      title: "Send?", hint: "\(enter) · \(escape(confirmation))",
      shortHint: confirmation.choice == nil ? "Tab · Esc" : "Tab · Enter · Esc", lines: lines
    ).draw(on: &canvas)
  }

  private static func escape(_ confirmation: SendConfirmation) -> String {
    confirmation.subject == .draft ? "Esc keeps the draft" : "Esc waits"
  }

  /// The answers with their letters; the highlighted one is marked too.
  private static func choices(
    _ confirmation: SendConfirmation, _ state: AppState, _ other: ModelDescriptor?,
    now: MonotonicTime
  ) -> StyledLine {
    var runs: [StyledRun] = []
    for choice in ConfirmationReducer.choices(of: confirmation, in: state, now: now) {
      let words =
        switch choice {
        case .send: "y send"
        case .sendCheaper: "s \(other?.shortName ?? "cheaper")"
        case .keep: confirmation.subject == .draft ? "n keep" : "n wait"
        }
      let isHighlighted = choice == confirmation.choice
      runs.append(
        StyledRun(
          (isHighlighted ? "▸" : " ") + words + " ",
          isHighlighted ? TextStyle(.selection) : TextStyle(.text, .bold)))
      runs.append(StyledRun(" ", .plain))
    }
    return StyledLine(runs)
  }
}
