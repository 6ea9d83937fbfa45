internal import Glibc
internal import Synchronization

/// The process groups of the commands that run now. They have sessions of their
/// own, so nothing of the terminal's end reaches them: whoever ends the program
/// ends them.
final class RunningCommands: Sendable {
  private let groups = Mutex<Set<pid_t>>([])

  func began(_ group: pid_t) { groups.withLock { _ = $0.insert(group) } }

  /// To be called before the leader is reaped: afterwards its number may be
  /// somebody else's.
  func ended(_ group: pid_t) { groups.withLock { _ = $0.remove(group) } }

  /// Asks all of them to end; does not wait.
  func endAll() {
    groups.withLock { groups in
      for group in groups { kill(-group, SIGTERM) }
    }
  }
}
