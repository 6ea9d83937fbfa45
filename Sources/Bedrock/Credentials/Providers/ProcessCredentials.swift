import Engine
import Wire

/// Keys that a program of the user prints: `credential_process`
/// (aws-auth-and-http 3.4).
struct ProcessCredentials: Sendable {
  private static let timeoutMilliseconds = 60_000
  private static let maximumOutputBytes = 65_536

  let context: CredentialContext
  let command: String
  let profile: String
  /// The profile's `aws_account_id`, where the program tells none.
  let account: String?

  func load() async throws(ModelFailure) -> ResolvedCredentials {
    let output: CommandOutput
    do throws(CommandFailure) {
      output = try await context.commands.run(
        ShellCommand(
          command, timeoutMilliseconds: Self.timeoutMilliseconds,
          maximumOutputBytes: Self.maximumOutputBytes))
    } catch {
      throw failure(of: error)
    }
    guard output.exitCode == 0 else {
      throw failure(
        "ended with exit code \(output.exitCode)"
          + CommandWords.shown(output.standardError, context.redactor))
    }
    guard let value = try? JSONValue(parsing: output.standardOutput), value.object != nil else {
      throw failure(
        "did not print a JSON object" + CommandWords.shown(output.standardError, context.redactor))
    }
    guard value["Version"]?.int == 1 else {
      throw failure("printed a JSON object whose Version is not the number 1")
    }
    do throws(CredentialDocument.Problem) {
      let keys = try CredentialDocument(value, tokenName: "SessionToken")
      if let end = keys.expiresAt, end <= context.unixSeconds() {
        throw CredentialDocument.Problem(clause: "they have expired already")
      }
      return keys.resolved(
        CredentialFacts(
          source: "credential_process of profile \(profile)", profile: profile, account: account))
    } catch {
      throw failure("printed keys that cannot be used: \(error.clause)")
    }
  }

  private func failure(of failure: CommandFailure) -> ModelFailure {
    switch failure {
    case .cancelled: .cancelled
    case .timedOut: self.failure("did not end within \(Self.timeoutMilliseconds / 1000) s")
    case .tooMuchOutput: self.failure("printed more than \(Self.maximumOutputBytes / 1024) KiB")
    case .notStarted(let reason): self.failure("could not be started: \(reason)")
    }
  }

  private func failure(_ clause: String) -> ModelFailure {
    .credentials(
      "The credential_process of profile \(profile) \(clause).",
      remedy: "Run it by hand; it must print {\"Version\": 1, \"AccessKeyId\": …} to stdout.")
  }
}
