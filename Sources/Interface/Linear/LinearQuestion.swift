import Engine
import TextModel

/// What waits for an answer of the user's: a dialog, a list, or the choice
/// between two answers.
struct LinearQuestion: Hashable, Sendable {
  var lines: [String]
  var prompt: String
  var hidesInput = false
  /// Whether lines typed before it was told must not answer it.
  var dropsInput = false

  /// The question of the moment; it counts as shown from now on.
  init?(_ state: inout AppState, now: MonotonicTime) {
    state.paintedDialog(at: now)
    if let question = state.service.questions.first {
      let remark = question.remark.map { ["warning: \($0)"] } ?? []
      lines = remark + [question.question.text, "(an empty line declines)"]
      prompt = question.question.digits == nil ? "secret> " : "code> "
      hidesInput = question.question.digits == nil
      dropsInput = true
    } else if let confirmation = state.spending.confirmation,
      let sending = state.sending(confirmation.subject, at: now)
    {
      let other = state.cheaperSending(than: sending, at: now)
      lines = ["\(sending.names): \(EstimateText.sentence(sending.estimate))"]
      lines.append(
        "y sends it" + (other.map { ", s asks \($0.model.shortName) instead" } ?? "")
          + ", anything else does not")
      prompt = "send? "
      dropsInput = true
    } else if let overlay = state.overlay {
      guard let menu = LinearMenu.lines(of: overlay, in: state, now: now) else { return nil }
      lines = menu
      prompt = "number> "
    } else if let comparison = state.comparison, state.canChoose, comparison.chosen == nil {
      if comparison.isOfferedSince == nil { state.comparison?.isOfferedSince = now }
      lines = ["choose: 1 \(comparison.first.name), 2 \(comparison.second.name)"]
      prompt = "1 or 2> "
    } else if !state.composer.buffer.isEmpty, !state.isRunning,
      state.composer.attaching.pending == nil
    {
      lines = ["draft: \(state.composer.buffer.text)", "(an empty line sends it)"]
      prompt = "you> "
    } else if let queued = state.queue.first, !state.isBusy {
      lines = ["waiting: \(queued.text)", "(an empty line sends it)"]
      prompt = "you> "
    } else {
      return nil
    }
  }
}
