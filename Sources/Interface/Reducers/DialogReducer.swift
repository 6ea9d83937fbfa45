import Engine

/// Answering a question, and what can be done while a sign-in goes on.
enum DialogReducer {
  static func type(_ text: String, _ state: inout AppState) {
    change(&state) { $0.append(text) }
  }

  static func run(
    _ command: DialogCommand, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    switch command {
    case .send: return send(&state)
    case .sendAnyway: return ConfirmationReducer.send(cheaper: false, &state, now: now)
    case .sendCheaper: return ConfirmationReducer.send(cheaper: true, &state, now: now)
    case .keepDraft: ConfirmationReducer.close(&state)
    case .nextChoice: ConfirmationReducer.move(by: 1, &state, now: now)
    case .previousChoice: ConfirmationReducer.move(by: -1, &state, now: now)
    case .takeChoice: return ConfirmationReducer.take(&state, now: now)
    case .deleteBackward: change(&state) { $0.deleteBackward() }
    case .clear: change(&state) { $0.clear() }
    case .openBrowser:
      guard state.configuration.canOpenBrowser, let address = state.service.signIn?.address else {
        break
      }
      state.toast = Toast("opening the browser", at: now)
      return [.openURL(address)]
    case .copyAddress:
      guard let address = state.service.signIn?.address else { break }
      return [.copying(.clipboard(address, name: "the address"))]
    }
    return []
  }

  /// Esc: declines a question, or cancels a sign-in and the turn that waits
  /// for it.
  static func close(
    _ dialog: Dialog, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    switch dialog {
    case .question:
      guard !state.service.questions.isEmpty else { return [] }
      state.remark("The sign-in was declined. Send a prompt to be asked again.")
      return [.answer(state.service.questions.removeFirst().question.id, nil)]
    case .confirmation:
      ConfirmationReducer.close(&state)
      return []
    case .signIn:
      state.service.signIn = nil
      state.service.signInWasCancelled = true
      // A turn that has connected needs no credentials any more: it goes on.
      let waiting = Comparison.Side.allCases.filter { state[$0].turn?.phase == .connecting }
      return [.cancelSignIn] + waiting.flatMap { EscapeReducer.stop($0, &state, now: now) }
    }
  }

  private static func send(_ state: inout AppState) -> [AppEffect] {
    var answer: String?
    change(&state) { answer = $0.completed() }
    guard let answer, !state.service.questions.isEmpty else { return [] }
    return [.answer(state.service.questions.removeFirst().question.id, answer)]
  }

  private static func change(_ state: inout AppState, _ body: (inout OpenQuestion) -> Void) {
    guard !state.service.questions.isEmpty else { return }
    body(&state.service.questions[0])
  }
}
