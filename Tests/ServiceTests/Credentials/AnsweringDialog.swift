import Bedrock
import Engine
import Synchronization

/// A person who answers from a list, then declines, and remembers what was
/// asked and shown.
final class AnsweringDialog: SignInDialog {
  private struct State {
    var answers: [String]
    var asked: [String] = []
    var shown: [SignInStatus] = []
  }

  private let state: Mutex<State>

  init(_ answers: [String] = []) { state = Mutex(State(answers: answers)) }

  var isInteractive: Bool { true }
  var asked: [String] { state.withLock { $0.asked } }
  var shown: [SignInStatus] { state.withLock { $0.shown } }

  func answer(to text: String, digits: Int?) async throws(ModelFailure) -> String {
    let answer = state.withLock { state in
      state.asked.append(text)
      return state.answers.isEmpty ? nil : state.answers.removeFirst()
    }
    guard let answer else {
      throw ModelFailure(kind: .cancelled, message: "The sign-in was declined.")
    }
    return answer
  }

  func show(_ status: SignInStatus) { state.withLock { $0.shown.append(status) } }
}
