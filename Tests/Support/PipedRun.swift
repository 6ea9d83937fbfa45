internal import CSystem
internal import Glibc

/// A program run to its end with pipes for its standard streams.
public struct PipedRun {
  /// How it ended; `nil`: not in time, and it was killed.
  public let exit: ProcessExit?
  /// What came out.
  public let output: [UInt8], errors: [UInt8]

  /// Standard output as text.
  public var text: String { String(decoding: output, as: UTF8.self) }
  /// Standard error as text.
  public var errorText: String { String(decoding: errors, as: UTF8.self) }

  /// Runs `executable` with `input` on stdin (`nil`: /dev/null). With
  /// `closesOutput` nobody reads its stdout.
  public init(
    _ executable: String, _ arguments: [String], environment: [String: String],
    input: String? = nil, directory: String? = nil, closesOutput: Bool = false
  ) throws {
    let stdin = try input.map { _ in try Pipe() }
    let stdout = try Pipe()
    let stderr = try Pipe()
    if closesOutput { stdout.closeReader() }
    let child = try Self.spawn(
      executable, arguments, environment: environment, directory: directory,
      input: stdin?.reader ?? -1, output: stdout.writer, error: stderr.writer)
    stdin?.closeReader()
    stdout.closeWriter()
    stderr.closeWriter()
    var collected = Collected(rest: Array((input ?? "").utf8)[...])
    let deadline = Deadline(milliseconds: PtyProcess.patienceMilliseconds)
    while collected.step(stdin, stdout, stderr), !deadline.hasPassed {}
    output = collected.output
    errors = collected.errors
    exit = Self.reap(child, until: deadline)
  }

  private static func spawn(
    _ executable: String, _ arguments: [String], environment: [String: String],
    directory: String?, input: Int32, output: Int32, error: Int32
  ) throws -> Int32 {
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    let child = withCStrings([executable] + arguments) { arguments in
      withCStrings(variables) { variables in
        withOptionalCString(directory) { directory in
          executable.withCString { path in
            var request = adit_spawn(
              path: path, arguments: arguments, environment: variables, directory: directory,
              terminal: nil, input: input, output: output, error: error, new_group: false,
              new_session: true)
            return adit_spawn(&request)
          }
        }
      }
    }
    guard child > 0 else { throw PtyError(call: "spawn \(executable)", code: -child) }
    return child
  }

  /// Both streams are at their end or the time is over: the child ends too.
  private static func reap(_ child: Int32, until deadline: Deadline) -> ProcessExit? {
    let ending = adit_pidfd_open(child)
    defer { close(ending) }
    var item = pollfd(fd: ending, events: Int16(POLLIN), revents: 0)
    let isOver = poll(&item, 1, Int32(deadline.milliseconds)) > 0
    if !isOver { kill(child, SIGKILL) }
    var code: Int32 = 0
    var signal: Int32 = 0
    guard adit_reap(child, true, &code, &signal) == 1, isOver else { return nil }
    return signal > 0 ? .signal(signal) : .code(code)
  }
}

/// What goes in and comes out of a child.
private struct Collected {
  var rest: ArraySlice<UInt8>
  var output: [UInt8] = []
  var errors: [UInt8] = []

  /// Longest wait of one step, so that a deadline is noticed.
  private static let stepMilliseconds: Int32 = 200

  /// Moves what can be moved; `false` when both outputs have ended.
  mutating func step(_ stdin: Pipe?, _ stdout: Pipe, _ stderr: Pipe) -> Bool {
    if rest.isEmpty { stdin?.closeWriter() }
    guard stdout.reader >= 0 || stderr.reader >= 0 else { return false }
    var items = [
      pollfd(fd: stdout.reader, events: Int16(POLLIN), revents: 0),
      pollfd(fd: stderr.reader, events: Int16(POLLIN), revents: 0),
      pollfd(fd: stdin?.writer ?? -1, events: Int16(POLLOUT), revents: 0),
    ]
    poll(&items, nfds_t(items.count), Self.stepMilliseconds)
    if items[0].revents != 0 { stdout.read(into: &output) }
    if items[1].revents != 0 { stderr.read(into: &errors) }
    if items[2].revents != 0, let stdin { stdin.write(&rest) }
    return true
  }
}

/// Both ends of a pipe; -1 once closed.
private final class Pipe {
  private(set) var reader: Int32
  private(set) var writer: Int32

  init() throws {
    // A child that ends before it has read everything is not our end.
    _ = adit_ignore_signal(SIGPIPE)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw PtyError(call: "pipe", code: adit_errno()) }
    (reader, writer) = (ends[0], ends[1])
    for end in ends { _ = adit_set_close_on_exec(end) }
  }

  deinit {
    closeReader()
    closeWriter()
  }

  func closeReader() {
    if reader >= 0 { close(reader) }
    reader = -1
  }

  func closeWriter() {
    if writer >= 0 { close(writer) }
    writer = -1
  }

  func read(into bytes: inout [UInt8]) {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(reader, &chunk, chunk.count)
    if count > 0 { bytes += chunk[0..<count] } else { closeReader() }
  }

  /// Blocks at most while the child reads what a pipe holds.
  func write(_ bytes: inout ArraySlice<UInt8>) {
    let part = bytes.prefix(4_096)
    let count = part.withUnsafeBytes { Glibc.write(writer, $0.baseAddress, $0.count) }
    if count > 0 {
      bytes = bytes.dropFirst(count)
    } else {
      bytes = []
    }
  }
}
