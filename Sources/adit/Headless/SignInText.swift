internal import Engine

/// A sign-in that a headless run waits for, as a line for stderr.
enum SignInText {
  /// `nil`: nothing that somebody has to know.
  static func line(for status: SignInStatus) -> String? {
    switch status {
    case .device(let url, let completeURL, let code, _):
      "sign in at \(completeURL ?? url) and confirm the code \(code)"
    case .command(let command, _, _): "running \(command)"
    case .ended(let failure): failure.map { "the sign-in failed: \($0)" }
    }
  }
}
