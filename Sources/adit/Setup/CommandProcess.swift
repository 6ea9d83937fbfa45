internal import Bedrock
internal import CSystem
internal import Engine
internal import Glibc

/// One run of a command, from its start to its last word. Blocks its thread.
struct CommandProcess {
  /// Between asking the group to end and ending it.
  private static let graceMilliseconds = 1_000
  /// What the command left running may hold the pipes for ever; what the
  /// command itself wrote is there by now.
  private static let lingerMilliseconds = 200

  private let command: ShellCommand
  private let stop: StopSignal
  private var output: CommandStream
  private var errors: CommandStream

  init(command: ShellCommand, stop: StopSignal) {
    self.command = command
    self.stop = stop
    output = CommandStream(
      keepsEnd: false, limit: command.maximumOutputBytes, onLine: command.onLine)
    errors = CommandStream(
      keepsEnd: true, limit: CommandStream.keptErrorBytes, onLine: command.onLine)
  }

  mutating func run(
    environment: [String: String], running: RunningCommands
  ) -> Result<CommandOutput, CommandFailure> {
    guard let out = Self.pipe() else { return .failure(.notStarted(SystemErrorText.of(errno))) }
    defer { close(out.reader) }
    guard let err = Self.pipe() else {
      close(out.writer)
      return .failure(.notStarted(SystemErrorText.of(errno)))
    }
    defer { close(err.reader) }
    let child = ChildProcess(
      path: "/bin/sh", arguments: ["sh", "-c", command.text],
      environment: environment.map { "\($0.key)=\($0.value)" }.sorted(), output: out.writer,
      error: err.writer, hasOwnSession: true
    ).start()
    close(out.writer)
    close(err.writer)
    guard child > 0 else { return .failure(.notStarted(SystemErrorText.of(-child))) }
    running.began(child)
    let ending = adit_pidfd_open(child)
    defer { if ending >= 0 { close(ending) } }
    output.descriptor = out.reader
    errors.descriptor = err.reader
    let failure = follow(ending: ending)
    if failure != nil { Self.end(group: child, ending: ending) }
    running.ended(child)
    var code: Int32 = 0
    var signal: Int32 = 0
    _ = adit_reap(child, true, &code, &signal)
    output.flush()
    errors.flush()
    if let failure { return .failure(failure) }
    return .success(
      CommandOutput(
        exitCode: Int(signal > 0 ? 128 + signal : code), standardOutput: output.bytes,
        standardError: errors.bytes))
  }

  /// Reads until the command has ended; why it must be ended otherwise.
  private mutating func follow(ending: Int32) -> CommandFailure? {
    var deadline = SystemClock.now().adding(milliseconds: command.timeoutMilliseconds)
    // Without a descriptor for the end, that of the streams counts.
    var hasEnded = ending < 0
    while output.isOpen || errors.isOpen || !hasEnded {
      var items = [
        pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: hasEnded ? -1 : ending, events: Int16(POLLIN), revents: 0),
        pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errors.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let left = deadline.milliseconds(since: SystemClock.now())
      let count = poll(&items, nfds_t(items.count), Int32(clamping: left))
      if count < 0, errno == EINTR { continue }
      if items[0].revents != 0 { return .cancelled }
      if count == 0 || left == 0 { return hasEnded ? nil : .timedOut }
      if items[2].revents != 0, !output.read() { return .tooMuchOutput }
      if items[3].revents != 0 { _ = errors.read() }
      if items[1].revents != 0 {
        hasEnded = true
        deadline = SystemClock.now().adding(milliseconds: Self.lingerMilliseconds)
      }
    }
    return nil
  }

  private static func pipe() -> (reader: Int32, writer: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = adit_set_close_on_exec(end) }
    return (ends[0], ends[1])
  }

  private static func end(group: pid_t, ending: Int32) {
    kill(-group, SIGTERM)
    var item = pollfd(fd: ending, events: Int16(POLLIN), revents: 0)
    _ = poll(&item, 1, Int32(graceMilliseconds))
    kill(-group, SIGKILL)
  }
}
