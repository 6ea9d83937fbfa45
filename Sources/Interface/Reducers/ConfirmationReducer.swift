import Engine
import TextModel

/// Asks before a dear request leaves. The draft stays where it is until the
/// answer is yes.
enum ConfirmationReducer {
  /// Whether `subject` has to be confirmed first; then the question stands.
  static func asks(
    about subject: SendConfirmation.Subject, _ state: inout AppState, now: MonotonicTime
  ) -> Bool {
    guard let threshold = state.spending.settings.askAbove,
      let cost = state.sending(subject, at: now)?.estimate.input, cost > threshold
    else { return false }
    if state.spending.confirmation?.subject != subject {
      state.spending.confirmation = SendConfirmation(subject: subject)
      state.dialogGuard = nil
    }
    return true
  }

  /// Sends; `cheaper`: by the next cheaper family, where there is one.
  static func send(
    cheaper: Bool, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard let confirmation = state.spending.confirmation else { return [] }
    var consent = SendConsent()
    if cheaper {
      guard let sending = state.sending(confirmation.subject, at: now),
        let other = state.cheaperSending(than: sending, at: now)
      else { return [] }
      consent.modelKey = other.model.key
    }
    state.spending.confirmation = nil
    switch confirmation.subject {
    case .draft: return SubmitReducer.submit(&state, now: now, consent: consent)
    case .queued:
      let effects = SubmitReducer.sendQueued(&state, now: now, consent: consent)
      if !effects.isEmpty { state.followTurn() }
      return effects
    case .continuation:
      return CommandReducer.continueAnswer(&state, now: now, consent: consent)
    }
  }

  /// What can be answered now, in the order in which it is shown.
  static func choices(
    of confirmation: SendConfirmation, in state: AppState, now: MonotonicTime
  ) -> [SendConfirmation.Choice] {
    guard let sending = state.sending(confirmation.subject, at: now),
      state.cheaperSending(than: sending, at: now) != nil
    else { return [.send, .keep] }
    return [.send, .sendCheaper, .keep]
  }

  /// Highlights the next choice or the one before, round and round; at first
  /// the first one or the last.
  static func move(by step: Int, _ state: inout AppState, now: MonotonicTime) {
    guard let confirmation = state.spending.confirmation else { return }
    let choices = choices(of: confirmation, in: state, now: now)
    let start = step > 0 ? -1 : choices.count
    let current = confirmation.choice.flatMap(choices.firstIndex(of:)) ?? start
    let index = (current + step + choices.count) % choices.count
    state.spending.confirmation?.choice = choices[index]
  }

  /// Enter: what is highlighted.
  static func take(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    switch state.spending.confirmation?.choice {
    case .send: return send(cheaper: false, &state, now: now)
    case .sendCheaper: return send(cheaper: true, &state, now: now)
    case .keep: close(&state)
    case nil: state.toast = Toast("choose first: arrows, Tab or a letter", at: now)
    }
    return []
  }

  /// Esc: nothing is sent.
  static func close(_ state: inout AppState) {
    state.spending.confirmation = nil
  }
}
