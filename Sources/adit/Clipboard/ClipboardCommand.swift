internal import CSystem
internal import Engine
internal import Glibc

/// One run of a clipboard program: a text on its stdin, a short answer on its
/// stdout, and a time limit. Blocks its thread.
///
/// It has a session of its own: what it leaves running to serve the clipboard
/// outlives this program, and nothing of its keeps a descriptor of ours.
struct ClipboardCommand {
  /// Longer than any clipboard takes, short enough to try the next one,
  /// milliseconds.
  static let patienceMilliseconds = 2_000
  /// Its answers are a line.
  private static let maximumAnswerBytes = 4_096

  enum Outcome: Equatable {
    case done(answer: String)
    /// Why not, for people.
    case failed(String)
  }

  let arguments: [String]
  /// `NAME=value` of what it gets to see.
  let environment: [String]

  private var name: String { arguments.first ?? "" }

  func run(input: [UInt8]) -> Outcome {
    guard let (source, sink) = Self.pipe() else { return .failed("no descriptor is left") }
    guard let (reader, writer) = Self.pipe() else {
      close(source)
      close(sink)
      return .failed("no descriptor is left")
    }
    defer { close(reader) }
    let child = ChildProcess(
      path: name, arguments: arguments, environment: environment, input: source, output: writer,
      hasOwnSession: true
    ).start()
    close(source)
    close(writer)
    guard child > 0 else {
      close(sink)
      return .failed(-child == ENOENT ? "\(name) is not installed" : "\(name) did not start")
    }
    let deadline = SystemClock.now().adding(milliseconds: Self.patienceMilliseconds)
    let isTaken = Self.write(input, to: sink, until: deadline)
    close(sink)
    guard isTaken, Self.hasEnded(child, until: deadline) else {
      kill(-child, SIGKILL)
      var code: Int32 = 0
      var signal: Int32 = 0
      _ = adit_reap(child, true, &code, &signal)
      return .failed(
        SystemClock.now() < deadline ? "\(name) did not take the text" : "\(name) hangs")
    }
    var code: Int32 = 0
    var signal: Int32 = 0
    _ = adit_reap(child, true, &code, &signal)
    guard signal == 0, code == 0 else {
      return .failed("\(name) failed (\(signal > 0 ? "signal \(signal)" : "code \(code)"))")
    }
    // What it left running may hold the pipe: only what is there is read.
    _ = adit_set_nonblocking(reader, true)
    let answer = FileAccess.readAll(reader, limit: Self.maximumAnswerBytes)
    return .done(answer: String(decoding: answer, as: UTF8.self))
  }

  private static func pipe() -> (reader: Int32, writer: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = adit_set_close_on_exec(end) }
    return (ends[0], ends[1])
  }

  /// Whether all of `bytes` was taken in time.
  private static func write(
    _ bytes: [UInt8], to descriptor: Int32, until deadline: MonotonicTime
  ) -> Bool {
    _ = adit_set_nonblocking(descriptor, true)
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + offset }, bytes.count - offset)
      }
      if count > 0 {
        offset += count
        continue
      }
      guard errno == EAGAIN || errno == EINTR else { return false }
      guard wait(for: descriptor, Int16(POLLOUT), until: deadline) else { return false }
    }
    return true
  }

  /// Whether the child ended in time.
  private static func hasEnded(_ child: pid_t, until deadline: MonotonicTime) -> Bool {
    let ending = adit_pidfd_open(child)
    guard ending >= 0 else { return false }
    defer { close(ending) }
    return wait(for: ending, Int16(POLLIN), until: deadline)
  }

  private static func wait(
    for descriptor: Int32, _ events: Int16, until deadline: MonotonicTime
  ) -> Bool {
    while true {
      let left = deadline.milliseconds(since: SystemClock.now())
      guard left > 0 else { return false }
      var item = pollfd(fd: descriptor, events: events, revents: 0)
      let count = poll(&item, 1, Int32(clamping: left))
      if count > 0 { return true }
      guard count < 0, errno == EINTR else { return false }
    }
  }
}
