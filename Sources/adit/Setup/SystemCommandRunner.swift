internal import Bedrock
internal import CSystem
internal import Glibc

/// Runs the user's own commands: `sh -c` in a session of its own, so that it
/// can neither read keys nor write to the screen; no input; the environment
/// that the program was started with, whatever became of ours since.
struct SystemCommandRunner: CommandRunner {
  private let environment: [String: String]
  private let running = RunningCommands()

  /// `environment`: what the commands see.
  init(environment: [String: String]) { self.environment = environment }

  /// Ends what still runs; for the program's own end.
  func endAll() { running.endAll() }

  func run(_ command: ShellCommand) async throws(CommandFailure) -> CommandOutput {
    guard let stop = StopSignal() else { throw .notStarted("no descriptor is left") }
    let variables = environment
    let running = running
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation {
        (continuation: CheckedContinuation<Result<CommandOutput, CommandFailure>, Never>) in
        // Waiting for a child blocks.
        let code = DetachedThread.start {
          var process = CommandProcess(command: command, stop: stop)
          continuation.resume(returning: process.run(environment: variables, running: running))
        }
        if code != 0 {
          continuation.resume(returning: .failure(.notStarted(SystemErrorText.of(code))))
        }
      }
    } onCancel: {
      stop.send()
    }
    return try result.get()
  }
}

/// Tells the thread of a command that nobody wants its result any more.
final class StopSignal: Sendable {
  let descriptor: Int32

  init?() {
    descriptor = adit_eventfd()
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  func send() { _ = adit_eventfd_signal(descriptor) }
}
