internal import CSystem
internal import Glibc

/// A program on a pseudo-terminal of its own, with a terminal emulator that
/// reads along. Nothing here sleeps: waiting means polling the terminal until
/// a condition holds or a deadline passes.
public final class PtyProcess {
  /// The child.
  public let processID: Int32
  /// The terminal's settings before the child had it.
  public let initialAttributes: TerminalAttributes
  /// What the child's terminal shows.
  public var screen: ScreenEmulator
  /// Every byte that the child wrote, in order.
  public private(set) var output: [UInt8] = []
  /// When the last of them was read, by the monotonic clock: what a benchmark
  /// compares with the moment of the cause.
  public private(set) var lastReadNanoseconds: UInt64 = 0
  /// How fast the terminal takes what the child writes, as at the end of a
  /// slow line; `nil`: at once, 0: not at all.
  public var bytesPerSecond: Int? {
    didSet { allowance = (adit_monotonic_nanoseconds(), 0) }
  }
  /// Since when, and how many bytes were taken since then.
  private var allowance: (since: UInt64, taken: Int) = (0, 0)
  private let master: Int32
  private let slave: Int32
  /// Readable once the child has ended.
  private let ending: Int32
  private var masterIsOpen = true
  private var exit: ProcessExit?

  /// How long the waits last unless told otherwise. Far above what anything
  /// takes on a loaded machine: a deadline is for tests that fail.
  public static let patienceMilliseconds = 20_000

  /// Starts `executable` in a new session with the terminal as 0, 1 and 2.
  /// Only `environment` is passed on.
  public init(
    _ executable: String, _ arguments: [String] = [],
    environment: [String: String] = PtyProcess.hermeticEnvironment(),
    columns: Int = 80, rows: Int = 24, directory: String? = nil,
    answers: ScreenEmulator.Answers = .none
  ) throws {
    var path = [CChar](repeating: 0, count: 256)
    var front: Int32 = -1
    var back: Int32 = -1
    let opened = adit_open_pty(
      Int32(columns), Int32(rows), &front, &back, &path, Int32(path.count))
    guard opened == 0 else { throw PtyError(call: "openpty", code: -opened) }
    master = front
    slave = back
    initialAttributes = TerminalAttributes(descriptor: back)
    screen = ScreenEmulator(columns: columns, rows: rows, answers: answers)
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    let child = withCStrings([executable] + arguments) { arguments in
      withCStrings(variables) { variables in
        withOptionalCString(directory) { directory in
          path.withUnsafeBufferPointer { terminal in
            executable.withCString { executable in
              var request = adit_spawn(
                path: executable, arguments: arguments, environment: variables,
                directory: directory, terminal: terminal.baseAddress, input: -1, output: -1,
                error: -1, new_group: false, new_session: true)
              return adit_spawn(&request)
            }
          }
        }
      }
    }
    guard child > 0 else {
      close(front)
      close(back)
      throw PtyError(call: "spawn \(executable)", code: -child)
    }
    processID = child
    ending = adit_pidfd_open(child)
    adit_set_nonblocking(front, true)
  }

  deinit {
    if exit == nil {
      kill(processID, SIGKILL)
      var code: Int32 = 0
      var signal: Int32 = 0
      adit_reap(processID, true, &code, &signal)
    }
    if masterIsOpen { close(master) }
    close(slave)
    if ending >= 0 { close(ending) }
  }

  /// A small world: fixed zone and locale, nothing of the developer's home,
  /// no AWS variables.
  public static func hermeticEnvironment(
    home: String = "/nonexistent", term: String = "xterm-256color",
    adding extra: [String: String] = [:]
  ) -> [String: String] {
    [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home, "TERM": term, "TZ": "UTC",
      "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
      // What cannot be kept in the home is rescued here, and goes with it.
      "TMPDIR": home,
    ].merging(extra) { $1 }
  }

  /// Types `text`. Reads along meanwhile, so that neither side waits for the
  /// other with full buffers.
  public func write(_ text: String) { write(Array(text.utf8)) }

  /// Types `bytes`.
  public func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    let deadline = Deadline(milliseconds: Self.patienceMilliseconds)
    while !rest.isEmpty, !deadline.hasPassed, masterIsOpen {
      let count = rest.withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else {
        awaitTerminal(for: Int16(POLLIN | POLLOUT), milliseconds: 50)
      }
      drain()
    }
  }

  /// Takes what the child has written so far; `true` if there was anything.
  @discardableResult
  public func drain() -> Bool {
    guard masterIsOpen else { return false }
    var any = false
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(master, &chunk, min(chunk.count, allowedBytes))
      guard count > 0 else { break }
      allowance.taken += count
      any = true
      lastReadNanoseconds = adit_monotonic_nanoseconds()
      output += chunk[0..<count]
      screen.feed(chunk[0..<count])
    }
    let replies = screen.takeReplies()
    if !replies.isEmpty { write(replies) }
    return any
  }

  private var allowedBytes: Int {
    guard let bytesPerSecond else { return .max }
    let milliseconds = Int((adit_monotonic_nanoseconds() - allowance.since) / 1_000_000)
    return max(0, milliseconds * bytesPerSecond / 1_000 - allowance.taken)
  }

  /// Reads along until `condition` holds; `false` when it does not before the
  /// deadline or the child ended without it.
  public func wait(
    milliseconds: Int = PtyProcess.patienceMilliseconds, until condition: (PtyProcess) -> Bool
  ) -> Bool {
    let deadline = Deadline(milliseconds: milliseconds)
    while true {
      drain()
      if condition(self) { return true }
      if deadline.hasPassed { return false }
      if isFinished {
        drain()
        return condition(self)
      }
      // What may not be read yet would end the wait at once, again and again.
      awaitTerminal(
        for: allowedBytes > 0 ? Int16(POLLIN) : 0, milliseconds: min(20, deadline.milliseconds))
    }
  }

  /// Reads along until the screen shows `text`.
  public func wait(
    milliseconds: Int = PtyProcess.patienceMilliseconds, for text: String
  ) -> Bool {
    wait(milliseconds: milliseconds) { $0.screen.contains(text) }
  }

  /// Reads along until the child ends; `nil` when it does not in time.
  public func waitForExit(
    milliseconds: Int = PtyProcess.patienceMilliseconds
  ) -> ProcessExit? {
    _ = wait(milliseconds: milliseconds) { $0.isFinished }
    drain()
    return exit
  }

  /// Whether the child has ended.
  public var isFinished: Bool {
    if exit != nil { return true }
    var code: Int32 = 0
    var signal: Int32 = 0
    guard adit_reap(processID, false, &code, &signal) == 1 else { return false }
    exit = signal > 0 ? .signal(signal) : .code(code)
    return true
  }

  /// Changes the window's size, of terminal and emulator.
  public func resize(columns: Int, rows: Int) {
    drain()
    screen.resize(columns: columns, rows: rows)
    adit_set_window_size(master, Int32(columns), Int32(rows))
  }

  /// Sends a signal to the child.
  public func signal(_ number: Int32) { kill(processID, number) }

  /// Closes the terminal under the child, as a lost connection does.
  public func hangUp() {
    guard masterIsOpen else { return }
    drain()
    masterIsOpen = false
    close(master)
  }

  /// The terminal's settings now (not after `hangUp`).
  public func attributes() -> TerminalAttributes { TerminalAttributes(descriptor: slave) }

  /// What was typed, or answered, and the child has not read: a shell would get
  /// it next. Bytes, at most some kilobytes.
  public func takeUnreadInput() -> [UInt8] {
    var settings = termios()
    tcgetattr(slave, &settings)
    let before = settings
    cfmakeraw(&settings)
    tcsetattr(slave, TCSANOW, &settings)
    defer { withUnsafePointer(to: before) { _ = tcsetattr(slave, TCSANOW, $0) } }
    var item = pollfd(fd: slave, events: Int16(POLLIN), revents: 0)
    guard poll(&item, 1, 0) > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = Glibc.read(slave, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }

  private func awaitTerminal(for events: Int16, milliseconds: Int) {
    var items = [
      pollfd(fd: masterIsOpen ? master : -1, events: events, revents: 0),
      pollfd(fd: exit == nil ? ending : -1, events: Int16(POLLIN), revents: 0),
    ]
    poll(&items, nfds_t(items.count), Int32(milliseconds))
  }
}

/// How a child ended.
public enum ProcessExit: Equatable, Sendable {
  case code(Int32)
  case signal(Int32)
}

/// What `stty -a` tells, to compare before with after.
public struct TerminalAttributes: Equatable, Sendable {
  /// The four flag words and the control characters of `termios`.
  public let input: UInt32, output: UInt32, control: UInt32, local: UInt32
  /// Control characters.
  public let characters: [UInt8]

  /// The attributes of a terminal.
  public init(descriptor: Int32) {
    var settings = termios()
    tcgetattr(descriptor, &settings)
    input = settings.c_iflag
    output = settings.c_oflag
    control = settings.c_cflag
    local = settings.c_lflag
    characters = withUnsafeBytes(of: settings.c_cc) { Array($0) }
  }

  /// Whether typed characters are echoed and lines edited, as a shell has it.
  public var isCooked: Bool { local & UInt32(ICANON) != 0 && local & UInt32(ECHO) != 0 }
}

/// A system call of the harness that failed.
public struct PtyError: Error, CustomStringConvertible {
  let call: String
  let code: Int32
  /// The call and errno's text.
  public var description: String { "\(call): \(String(cString: strerror(code)))" }
}

/// A moment until which to wait.
public struct Deadline: Sendable {
  private let end: UInt64
  /// That many milliseconds from now.
  public init(milliseconds: Int) {
    end = adit_monotonic_nanoseconds() + UInt64(max(0, milliseconds)) * 1_000_000
  }
  /// Whether it is over.
  public var hasPassed: Bool { adit_monotonic_nanoseconds() >= end }
  /// Milliseconds left.
  public var milliseconds: Int {
    let now = adit_monotonic_nanoseconds()
    return now >= end ? 0 : Int((end - now) / 1_000_000) + 1
  }
}

/// Calls `body` with a NULL-terminated array of C strings.
func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers)
}

/// Calls `body` with a C string or NULL.
func withOptionalCString<Result>(
  _ string: String?, _ body: (UnsafePointer<CChar>?) -> Result
) -> Result {
  guard let string else { return body(nil) }
  return string.withCString { body($0) }
}
