internal import Bedrock
internal import Engine

/// Nobody to ask, but somebody may read stderr: what goes on is told there.
struct HeadlessDialog: SignInDialog {
  let mailbox: Mailbox

  var isInteractive: Bool { false }

  func answer(to text: String, digits: Int?) async throws(ModelFailure) -> String {
    try await NoDialog().answer(to: text, digits: digits)
  }

  func show(_ status: SignInStatus) { mailbox.post(service: .signIn(status)) }
}
