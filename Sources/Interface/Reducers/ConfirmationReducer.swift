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

  /// Esc: nothing is sent.
  static func close(_ state: inout AppState) {
    state.spending.confirmation = nil
  }
}
