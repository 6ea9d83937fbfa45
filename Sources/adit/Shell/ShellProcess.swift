internal import CSystem
internal import Engine
internal import Glibc
internal import Interface

/// One command of the user's, from its start to its last word. Blocks its
/// thread. It has a session of its own, so no terminal and a process group to
/// be ended with; its input is empty.
struct ShellProcess {
  /// Between asking the group to end and ending it.
  private static let graceMilliseconds = 2_000
  /// What the command left running may hold the pipe for ever; what the
  /// command itself wrote is there by now.
  private static let lingerMilliseconds = 200
  /// Between two pieces of output on the screen: more often nobody reads it.
  private static let pieceMilliseconds = 30
  private static let chunkBytes = 64 << 10

  let number: Int
  let shell: String
  let command: String
  let stop: StopSignal
  let tell: @Sendable (ShellEvent) -> Void

  private var cleaner = OutputCleaner()
  private var keeper = OutputKeeper()
  /// Output that is not told yet.
  private var untold: [UInt8] = []
  private var hasNews = false
  private var lastTold = MonotonicTime(nanoseconds: 0)
  private var reader: Int32 = -1

  init(
    number: Int, shell: String, command: String, stop: StopSignal,
    tell: @escaping @Sendable (ShellEvent) -> Void
  ) {
    self.number = number
    self.shell = shell
    self.command = command
    self.stop = stop
    self.tell = tell
  }

  mutating func run(environment: [String], running: RunningCommands) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return end(.notStarted(SystemErrorText.of(errno))) }
    for end in ends { _ = adit_set_close_on_exec(end) }
    reader = ends[0]
    let name = shell.split(separator: "/").last.map(String.init) ?? shell
    let child = ChildProcess(
      path: shell, arguments: [name, "-c", Self.argument(command)], environment: environment,
      output: ends[1],
      error: ends[1], hasOwnSession: true
    ).start()
    close(ends[1])
    defer { close(ends[0]) }
    guard child > 0 else { return end(.notStarted(SystemErrorText.of(-child))) }
    running.began(child)
    let ending = adit_pidfd_open(child)
    defer { if ending >= 0 { close(ending) } }
    let wasStopped = follow(child, ending: ending)
    running.ended(child)
    var code: Int32 = 0
    var signal: Int32 = 0
    _ = adit_reap(child, true, &code, &signal)
    if wasStopped { return end(.stopped) }
    end(signal > 0 ? .signal(signal) : .exit(code))
  }

  /// `command` as the argument that every shell takes for a command, not for
  /// another option.
  static func argument(_ command: String) -> String {
    command.hasPrefix("-") || command.hasPrefix("+") ? " " + command : command
  }

  /// Reads until the command has ended; whether the user stopped it.
  private mutating func follow(_ group: pid_t, ending: Int32) -> Bool {
    var wasStopped = false
    var wasKilled = false
    var deadline: MonotonicTime?
    // Without a descriptor for the end, that of the pipe counts.
    var hasEnded = ending < 0
    while reader >= 0 || !hasEnded {
      var items = [
        pollfd(fd: wasKilled ? -1 : stop.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: hasEnded ? -1 : ending, events: Int16(POLLIN), revents: 0),
        pollfd(fd: reader, events: Int16(POLLIN), revents: 0),
      ]
      let telling = hasNews ? lastTold.adding(milliseconds: Self.pieceMilliseconds) : nil
      let timeout = PollTimeout.milliseconds(to: [deadline, telling], from: SystemClock.now())
      let count = poll(&items, nfds_t(items.count), timeout)
      if count < 0, errno != EINTR { break }
      if items[2].revents != 0 { read() }
      tellIfDue()
      if items[0].revents != 0 {
        _ = adit_eventfd_drain(stop.descriptor)
        kill(-group, wasStopped ? SIGKILL : SIGTERM)
        wasKilled = wasStopped
        wasStopped = true
        deadline = SystemClock.now().adding(milliseconds: Self.graceMilliseconds)
      }
      if items[1].revents != 0 {
        hasEnded = true
        // Who was stopped is not over before all that it started is.
        if !wasStopped {
          deadline = SystemClock.now().adding(milliseconds: Self.lingerMilliseconds)
        }
      }
      if let due = deadline, due <= SystemClock.now() {
        if wasStopped, !wasKilled {
          kill(-group, SIGKILL)
          wasKilled = true
          deadline = SystemClock.now().adding(milliseconds: Self.lingerMilliseconds)
        } else if hasEnded {
          break
        } else {
          deadline = nil
        }
      }
    }
    return wasStopped
  }

  private mutating func read() {
    var chunk = [UInt8](repeating: 0, count: Self.chunkBytes)
    let count = Glibc.read(reader, &chunk, chunk.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    guard count > 0 else {
      reader = -1
      return
    }
    hasNews = true
    untold += keeper.take(cleaner.take(chunk[..<count]))
  }

  private mutating func tellIfDue() {
    let now = SystemClock.now()
    guard hasNews, now.milliseconds(since: lastTold) >= Self.pieceMilliseconds else { return }
    lastTold = now
    hasNews = false
    untold += keeper.take(cleaner.flush())
    tellNews()
  }

  private mutating func tellNews() {
    if !untold.isEmpty {
      tell(.output(String(decoding: untold, as: UTF8.self), number: number))
      untold = []
    }
    if keeper.hasTail {
      tell(
        .passing(lastLines: keeper.lastLines, lineCount: keeper.lineCount, number: number))
    }
  }

  private mutating func end(_ reason: ShellEnd.Reason) {
    untold += keeper.take(cleaner.finish())
    if !untold.isEmpty {
      tell(.output(String(decoding: untold, as: UTF8.self), number: number))
    }
    let hasTail = keeper.hasTail
    let tail = hasTail ? keeper.finish() : ""
    tell(
      .ended(
        ShellEnd(
          reason: reason, tail: tail, leftOutBytes: keeper.leftOutBytes,
          lineCount: keeper.lineCount), number: number))
  }
}
