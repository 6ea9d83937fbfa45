import Engine
import TextModel

/// The question before a dear request.
enum ConfirmationView {
  static func draw(
    _ confirmation: SendConfirmation, state: AppState, now: MonotonicTime, on canvas: inout Canvas
  ) {
    guard let sending = state.sending(confirmation.subject, at: now) else { return }
    let other = state.cheaperSending(than: sending, at: now)
    let esc = confirmation.subject == .draft ? "Esc keeps the draft" : "Esc waits"
    var lines = [
      PanelView.Line("", rank: 9),
      PanelView.Line(
        "\(sending.names): \(EstimateText.sentence(sending.estimate))", TextStyle(.text, .bold),
        rank: 0),
    ]
    if let other {
      lines.append(
        PanelView.Line(
          "s: \(other.model.shortName) instead, \(EstimateText.sentence(other.estimate))",
          TextStyle(.accent), rank: 1))
    }
    if let threshold = state.spending.settings.askAbove {
      lines.append(
        PanelView.Line(
          "Asked above \(BudgetText.amount(threshold)) (setting budget.askAbove).",
          TextStyle(.dim), rank: 6))
    }
    let choices = ["Enter sends", other.map { "s \($0.model.shortName)" }, esc]
    PanelView(
      title: "Send?", hint: choices.compactMap { $0 }.joined(separator: " · "),
      shortHint: other == nil ? "Enter · Esc" : "Enter · s · Esc", lines: lines
    ).draw(on: &canvas)
  }
}
