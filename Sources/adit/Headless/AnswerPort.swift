internal import Engine
internal import Glibc

/// Stdout of a headless run: everything that is written arrives, however
/// slowly it is read, unless the run is being stopped and nobody reads.
struct AnswerPort {
  /// How writing went.
  enum Outcome: Equatable {
    case written
    /// Nobody reads any more.
    case closed
    /// The system's number for what is wrong (a full disk).
    case failed(errno: Int32)
    /// The run was stopped and nobody read for a while.
    case abandoned
  }

  /// What a pipe takes at once without making us wait (PIPE_BUF).
  private static let chunkBytes = 4_096
  /// How long a run that is being stopped waits for a reader.
  private static let graceMilliseconds = 2_000

  let descriptor: Int32
  let signals: HeadlessSignals
  /// When the run's time is over.
  let deadline: MonotonicTime?
  /// Signals that came while something was written.
  private(set) var pendingSignals: [Int32] = []
  private var isStopping = false

  init(_ descriptor: Int32, signals: HeadlessSignals, deadline: MonotonicTime?) {
    self.descriptor = descriptor
    self.signals = signals
    self.deadline = deadline
  }

  /// Takes the signals that came meanwhile.
  mutating func takeSignals() -> [Int32] {
    defer { pendingSignals = [] }
    return pendingSignals
  }

  /// From now on an absent reader is not waited for.
  mutating func stop() { isStopping = true }

  /// Writes all of `bytes`.
  mutating func write(_ bytes: [UInt8]) -> Outcome {
    var offset = 0
    var lastProgress = SystemClock.now()
    while offset < bytes.count {
      var items = [
        pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      poll(&items, 2, timeout(since: lastProgress))
      takeNotice()
      if items[0].revents == 0 {
        guard isStopping,
          SystemClock.now().milliseconds(since: lastProgress) >= Self.graceMilliseconds
        else { continue }
        return .abandoned
      }
      let part = bytes[offset..<min(bytes.count, offset + Self.chunkBytes)]
      let count = part.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { return errno == EPIPE ? .closed : .failed(errno: errno) }
      offset += count
      lastProgress = SystemClock.now()
    }
    return .written
  }

  private mutating func takeNotice() {
    while let number = signals.next() {
      pendingSignals.append(number)
      isStopping = true
    }
    if let deadline, deadline <= SystemClock.now() { isStopping = true }
  }

  /// Milliseconds until something may have to be decided; -1: never.
  private func timeout(since lastProgress: MonotonicTime) -> Int32 {
    let now = SystemClock.now()
    if isStopping {
      return Int32(clamping: Self.graceMilliseconds - now.milliseconds(since: lastProgress))
    }
    guard let deadline else { return -1 }
    return Int32(clamping: deadline.milliseconds(since: now) + 1)
  }
}
