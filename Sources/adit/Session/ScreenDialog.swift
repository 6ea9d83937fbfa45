internal import Bedrock
internal import Engine
internal import Synchronization

/// The person in front of the screen: questions go through the mailbox, and
/// answers come back from the loop.
final class ScreenDialog: SignInDialog {
  private struct State {
    var lastID = 0
    var waiting: [Int: CheckedContinuation<String?, Never>] = [:]
    /// Questions whose task was cancelled before they could be asked.
    var cancelledEarly: Set<Int> = []
  }

  private let mailbox: Mailbox
  private let state = Mutex(State())

  init(mailbox: Mailbox) { self.mailbox = mailbox }

  var isInteractive: Bool { true }

  func answer(to text: String, digits: Int?) async throws(ModelFailure) -> String {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    let question = SignInQuestion(id: id, text: text, digits: digits)
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { ask(question, $0) }
    } onCancel: {
      withdraw(id)
    }
    // A cancellation may come between answer and here.
    state.withLock { _ = $0.cancelledEarly.remove(id) }
    if let answer { return answer }
    throw ModelFailure(kind: .cancelled, message: "The sign-in was declined.")
  }

  func show(_ status: SignInStatus) { mailbox.post(service: .signIn(status)) }

  /// The person answered the question of `id`; `nil`: declined. Late answers
  /// to withdrawn questions change nothing.
  func take(_ answer: String?, to id: Int) {
    state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: answer)
  }

  private func ask(_ question: SignInQuestion, _ continuation: CheckedContinuation<String?, Never>)
  {
    // Posted under the lock: a withdrawal must not overtake its question.
    let isAsked = state.withLock { state in
      guard state.cancelledEarly.remove(question.id) == nil else { return false }
      state.waiting[question.id] = continuation
      mailbox.post(service: .question(question))
      return true
    }
    if !isAsked { continuation.resume(returning: nil) }
  }

  private func withdraw(_ id: Int) {
    let continuation = state.withLock { state in
      let continuation = state.waiting.removeValue(forKey: id)
      if continuation == nil {
        state.cancelledEarly.insert(id)
      } else {
        mailbox.post(service: .questionWithdrawn(id))
      }
      return continuation
    }
    continuation?.resume(returning: nil)
  }
}
