import Engine
import TextModel

/// What is told of the service: credentials, access, questions, sign-ins.
enum ServiceReducer {
  static func reduce(
    into state: inout AppState, _ event: ServiceEvent, now: MonotonicTime
  ) -> [AppEffect] {
    switch event {
    case .credentials(let facts):
      state.service.credentials = facts
      state.service.credentialsFailure = nil
      for side in Comparison.Side.allCases {
        state[side].update { $0.beginSending(at: now) }
      }
      return [.discover]
    case .credentialsFailed(let failure):
      state.service.credentialsFailure = failure
    case .access(let access):
      state.service.access.merge(access) { _, newer in newer }
    case .described(let key, let model): state.describe(key, as: model)
    case .question(let question):
      guard state.service.questions.count < ServiceState.maximumQuestions else {
        return [.answer(question.id, nil)]
      }
      state.service.questions.append(OpenQuestion(question))
      return [.bell]
    case .questionWithdrawn(let id):
      state.service.questions.removeAll { $0.question.id == id }
    case .signIn(let status):
      return take(status, &state)
    case .notice(let text):
      state.remark(text)
    }
    return []
  }

  private static func take(_ status: SignInStatus, _ state: inout AppState) -> [AppEffect] {
    let wasCancelled = state.service.signInWasCancelled
    switch status {
    case .device, .command:
      guard !wasCancelled else { return [] }
      let begins = state.service.signIn == nil
      if begins { state.dialogGuard = nil }
      state.service.signIn = status
      return begins ? [.bell] : []
    case .ended(let failure):
      state.service.signIn = nil
      state.service.signInWasCancelled = false
      guard !wasCancelled else { return [] }
      guard let failure else {
        state.remark("Signed in.")
        return []
      }
      if state.isBusy {
        state.service.signInFailure = failure
      } else {
        state.say(failure, role: .error)
      }
      return []
    }
  }
}
