internal import Bedrock
internal import Engine
internal import Synchronization

/// The sign-in by hand. Both calls return at once; what comes of it is told
/// through the mailbox.
final class SignInControl: Sendable {
  private let credentials: CredentialChain
  private let thread: EngineThread
  private let tell: @Sendable (ServiceEvent) -> Void
  private let running = Mutex<Task<Void, Never>?>(nil)

  init(
    credentials: CredentialChain, thread: EngineThread,
    tell: @escaping @Sendable (ServiceEvent) -> Void
  ) {
    self.credentials = credentials
    self.thread = thread
    self.tell = tell
  }

  /// Begins the device login or the user's refresh command; one that goes on
  /// is left to go on.
  func begin() {
    running.withLock { task in
      guard task == nil else { return }
      task = Task(executorPreference: thread) { await self.run() }
    }
  }

  /// Ends the one that goes on, if one does.
  func cancel() { running.withLock { $0 }?.cancel() }

  private func run() async {
    do throws(ModelFailure) {
      try await credentials.signIn()
      // That it worked is told by the sign-in itself.
      _ = try await credentials.unattended.resolve()
    } catch {
      if error.kind != .cancelled { tell(.notice(FailureText.line(for: error))) }
    }
    running.withLock { $0 = nil }
  }
}
