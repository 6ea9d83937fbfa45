internal import Bedrock
internal import Engine

/// `adit login`: signs in as `/login` does, with the address and the code on
/// stderr. Ctrl+C ends it.
enum LoginCommand {
  /// Runs to the end of the sign-in and returns the exit code.
  static func run(_ options: CommandLineOptions) -> Int32 {
    let composition = Composition(options: options, variables: ProcessEnvironment.variables())
    guard let writer = BackgroundWriter(), let thread = EngineThread() else {
      PlainOutput.messages.write("adit: the system has no descriptors or threads left\n")
      return ExitCode.failed.rawValue
    }
    let services = Services(
      composition, thread: thread, writer: writer, dialog: LoginDialog(), tell: { _ in })
    defer {
      services.commands.endAll()
      writer.drain()
    }
    let outcome = thread.wait { () -> Result<CredentialFacts, ModelFailure> in
      do throws(ModelFailure) {
        try await services.credentials.signIn()
        return .success(try await services.credentials.unattended.resolve().facts)
      } catch {
        return .failure(error)
      }
    }
    switch outcome {
    case .success(let facts):
      PlainOutput.messages.write("adit: signed in: \(facts.source)\n")
      return ExitCode.done.rawValue
    case .failure(let failure):
      PlainOutput.messages.write("adit: \(FailureText.line(for: failure))\n")
      return ExitCode.credentials.rawValue
    case nil: return ExitCode.failed.rawValue
    }
  }
}

/// Says on stderr what has to be done elsewhere.
private struct LoginDialog: SignInDialog {
  // A person is there, but questions belong to the full-screen program.
  var isInteractive: Bool { true }

  func answer(to text: String, digits: Int?) async throws(ModelFailure) -> String {
    try await NoDialog().answer(to: text, digits: digits)
  }

  func show(_ status: SignInStatus) {
    if let line = SignInText.line(for: status) { PlainOutput.messages.write("adit: \(line)\n") }
  }
}
