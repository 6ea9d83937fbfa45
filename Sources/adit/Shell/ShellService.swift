internal import Glibc
internal import Interface
internal import Synchronization

/// Runs the user's own commands (`!command`), each on a thread of its own,
/// which waits for the command without a timeout.
final class ShellService: Sendable {
  private let environment: [String]
  private let shell: String
  private let tell: @Sendable (ShellEvent) -> Void
  private let running = RunningCommands()
  private let stops = Mutex<[Int: StopSignal]>([:])

  /// `variables`: what the program was started with.
  init(variables: [String: String], tell: @escaping @Sendable (ShellEvent) -> Void) {
    environment = Self.environment(from: variables)
    shell = Self.shell(variables["SHELL"])
    self.tell = tell
  }

  /// The user's own shell where it can be run, else `/bin/sh`.
  static func shell(_ named: String?) -> String {
    guard let named, named.hasPrefix("/"), access(named, X_OK) == 0 else { return "/bin/sh" }
    return named
  }

  /// The user's variables, without the keys to the models, for a command that
  /// has no terminal: nothing waits for a key in a pager.
  static func environment(from variables: [String: String]) -> [String] {
    var environment = ChildEnvironment.build(original: variables)
    for (name, value) in [
      ("GIT_PAGER", "cat"), ("PAGER", "cat"), ("MANPAGER", "cat"), ("TERM", "dumb"),
      ("GIT_TERMINAL_PROMPT", "0"),
    ] {
      environment[name] = value
    }
    environment["COLORTERM"] = nil
    return environment.map { "\($0.key)=\($0.value)" }.sorted()
  }

  /// Carries out `request`; never waits.
  func send(_ request: ShellRequest) {
    switch request {
    case .run(let command, let number): run(command, number)
    case .stop(let number): stops.withLock { $0[number] }?.send()
    }
  }

  /// Ends what still runs; for the program's own end.
  func endAll() { running.endAll() }

  private func run(_ command: String, _ number: Int) {
    guard let stop = StopSignal() else { return fail(number, "no descriptor is left") }
    stops.withLock { $0[number] = stop }
    let code = DetachedThread.start { [self] in
      var process = ShellProcess(
        number: number, shell: shell, command: command, stop: stop, tell: tell)
      process.run(environment: environment, running: running)
      stops.withLock { $0[number] = nil }
    }
    guard code != 0 else { return }
    stops.withLock { $0[number] = nil }
    fail(number, SystemErrorText.of(code))
  }

  private func fail(_ number: Int, _ reason: String) {
    tell(.ended(ShellEnd(reason: .notStarted(reason)), number: number))
  }
}
