import Engine
import Synchronization
import Wire

/// The commands of the user's settings that mend credentials:
/// `awsAuthRefresh` and `awsCredentialExport` (aws-auth-and-http 3.7).
struct RefreshCommands: Sendable {
  /// A person may have to sign in elsewhere meanwhile.
  private static let timeoutMilliseconds = 180_000
  private static let maximumOutputBytes = 65_536

  let context: CredentialContext

  /// Runs `awsAuthRefresh` with its output in view.
  func refresh(_ command: String) async throws(ModelFailure) {
    let view = CommandView(command: command, dialog: context.dialog, redactor: context.redactor)
    view.show()
    do throws(ModelFailure) {
      let output = try await run(command, name: "awsAuthRefresh") { view.add($0) }
      try check(output, name: "awsAuthRefresh", shows: output.standardError)
      context.dialog.show(.ended(failure: nil))
    } catch {
      context.dialog.show(.ended(failure: error.message))
      throw error
    }
  }

  /// The keys that `awsCredentialExport` prints: `{"Credentials": {…}}` or the
  /// object itself. What it prints is secret and never shown.
  func export(_ command: String) async throws(ModelFailure) -> ResolvedCredentials {
    let name = "awsCredentialExport"
    let output = try await run(command, name: name, onLine: nil)
    try check(output, name: name, shows: output.standardError)
    guard let value = try? JSONValue(parsing: output.standardOutput), value.object != nil else {
      throw failure(name, "did not print a JSON object")
    }
    do throws(CredentialDocument.Problem) {
      let keys = try CredentialDocument(value["Credentials"] ?? value, tokenName: "SessionToken")
      if let end = keys.expiresAt, end <= context.unixSeconds() {
        throw CredentialDocument.Problem(clause: "they have expired already")
      }
      let resolved = keys.resolved(CredentialFacts(source: "the command of the setting \(name)"))
      resolved.teach(context.redactor)
      return resolved
    } catch {
      throw failure(name, "printed keys that cannot be used: \(error.clause)")
    }
  }

  private func run(
    _ command: String, name: String, onLine: (@Sendable (String) -> Void)?
  ) async throws(ModelFailure) -> CommandOutput {
    do throws(CommandFailure) {
      return try await context.commands.run(
        ShellCommand(
          command, timeoutMilliseconds: Self.timeoutMilliseconds,
          maximumOutputBytes: Self.maximumOutputBytes, onLine: onLine))
    } catch {
      switch error {
      case .cancelled: throw .cancelled
      case .timedOut:
        throw failure(name, "did not end within \(Self.timeoutMilliseconds / 60_000) minutes")
      case .tooMuchOutput:
        throw failure(name, "printed more than \(Self.maximumOutputBytes / 1024) KiB")
      case .notStarted(let reason): throw failure(name, "could not be started: \(reason)")
      }
    }
  }

  private func check(
    _ output: CommandOutput, name: String, shows words: [UInt8]
  ) throws(ModelFailure) {
    guard output.exitCode == 0 else {
      throw failure(
        name,
        "ended with exit code \(output.exitCode)" + CommandWords.shown(words, context.redactor))
    }
  }

  private func failure(_ name: String, _ clause: String) -> ModelFailure {
    .credentials(
      "The command of the setting \(name) \(clause).",
      remedy: "Run it by hand, and mend the setting \(name).")
  }
}

/// What a person sees of a running command.
private final class CommandView: Sendable {
  /// More does not fit any panel.
  private static let maximumLines = 100
  private static let maximumLineCharacters = 500

  private struct State {
    var lines: [String] = []
    var url: String?
  }

  private let command: String
  private let dialog: any SignInDialog
  private let redactor: Redactor
  private let state = Mutex(State())

  init(command: String, dialog: any SignInDialog, redactor: Redactor) {
    self.command = command
    self.dialog = dialog
    self.redactor = redactor
  }

  func add(_ line: String) {
    // Before it is cut: a part of a secret is not recognised.
    let shown = String(redactor.redact(line).prefix(Self.maximumLineCharacters))
    state.withLock { state in
      state.lines.append(shown)
      if state.lines.count > Self.maximumLines { state.lines.removeFirst() }
      if state.url == nil { state.url = SecureAddress.first(in: line) }
    }
    show()
  }

  func show() {
    let state = state.withLock { $0 }
    dialog.show(.command(redactor.redact(command), output: state.lines, url: state.url))
  }
}
