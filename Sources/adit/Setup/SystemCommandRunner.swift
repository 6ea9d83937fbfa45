internal import Bedrock
internal import CSystem
internal import Glibc

/// Runs the user's own commands: `sh -c` in a session of its own, so that it
/// can neither read keys nor write to the screen; no input; the environment
/// that the program was started with, whatever became of ours since.
struct SystemCommandRunner: CommandRunner {
  private let environment: [String: String]

  /// `environment`: what the commands see.
  init(environment: [String: String]) { self.environment = environment }

  func run(_ command: ShellCommand) async throws(CommandFailure) -> CommandOutput {
    guard let stop = StopSignal() else { throw .notStarted("no descriptor is left") }
    let variables = environment
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation {
        (continuation: CheckedContinuation<Result<CommandOutput, CommandFailure>, Never>) in
        let job = CommandJob {
          var process = CommandProcess(command: command, stop: stop)
          continuation.resume(returning: process.run(environment: variables))
        }
        if let failure = job.start() { continuation.resume(returning: .failure(failure)) }
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

/// A job for a thread of its own: waiting for a child blocks.
private final class CommandJob {
  let body: () -> Void

  init(_ body: @escaping () -> Void) { self.body = body }

  /// Why the thread could not be started; then the job has not run.
  func start() -> CommandFailure? {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    let code = pthread_create(&thread, nil, commandThreadMain, context)
    guard code == 0 else {
      Unmanaged<CommandJob>.fromOpaque(context).release()
      return .notStarted(String(cString: strerror(code)))
    }
    pthread_detach(thread)
    return nil
  }
}

private let commandThreadMain:
  @convention(c) (UnsafeMutableRawPointer?) ->
    UnsafeMutableRawPointer? = { context in
      guard let context else { return nil }
      Unmanaged<CommandJob>.fromOpaque(context).takeRetainedValue().body()
      return nil
    }
