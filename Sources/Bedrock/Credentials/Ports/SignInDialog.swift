public import Engine

/// The port to a person, where credentials need one. Headless runs have none:
/// theirs throws at once, with the command that mends it.
public protocol SignInDialog: Sendable {
  /// Whether anybody is there.
  var isInteractive: Bool { get }
  /// The answer to `text` (an MFA code of `digits` digits); throws
  /// `.cancelled` when the person declines or the task is cancelled.
  func answer(to text: String, digits: Int?) async throws(ModelFailure) -> String
  /// Shows how a sign-in goes on.
  func show(_ status: SignInStatus)
}

/// Nobody.
public struct NoDialog: SignInDialog {
  /// No dialog.
  public init() {}
  /// Never.
  public var isInteractive: Bool { false }
  /// Always fails.
  public func answer(to text: String, digits: Int?) async throws(ModelFailure) -> String {
    throw ModelFailure(
      kind: .credentials, message: "\(text) is needed, and nobody can be asked now.",
      remedy: "Send a prompt in the full-screen program, which asks, or sign in with the AWS CLI"
        + " first.")
  }
  /// Nothing.
  public func show(_ status: SignInStatus) {}
}
