internal import CSystem
internal import Glibc
internal import Synchronization

/// A thread that writes to files, so that a slow disk never holds up a key.
/// It sleeps while there is nothing to write and starts with the first job.
final class BackgroundWriter: Sendable {
  /// How long the end of the program waits for history and log to reach the
  /// disk.
  static let patienceMilliseconds = 500

  private struct State {
    var jobs: [@Sendable () -> Void] = []
    var started = false
  }

  private let state = Mutex(State())
  private let signal: Int32

  /// `nil` if the system has no descriptor left.
  init?() {
    let descriptor = adit_eventfd()
    guard descriptor >= 0 else { return nil }
    signal = descriptor
  }

  /// Runs `job` on the thread, after those given before.
  func run(_ job: @escaping @Sendable () -> Void) {
    let startsThread = state.withLock { state in
      state.jobs.append(job)
      defer { state.started = true }
      return !state.started
    }
    // Without a thread nothing is written; no key waits for that.
    if startsThread { _ = DetachedThread.start { [self] in loop() } }
    _ = adit_eventfd_signal(signal)
  }

  /// Waits until every job given so far is done, at most `milliseconds`.
  func drain(milliseconds: Int = patienceMilliseconds) {
    guard state.withLock({ $0.started }) else { return }
    let done = adit_eventfd()
    guard done >= 0 else { return }
    run { _ = adit_eventfd_signal(done) }
    var waiting = pollfd(fd: done, events: Int16(POLLIN), revents: 0)
    // Not closed where time ran out: the job will still signal it.
    if poll(&waiting, 1, Int32(clamping: milliseconds)) > 0 { close(done) }
  }

  private func loop() {
    while true {
      var waiting = pollfd(fd: signal, events: Int16(POLLIN), revents: 0)
      _ = poll(&waiting, 1, -1)
      _ = adit_eventfd_drain(signal)
      while let job = nextJob() { job() }
    }
  }

  private func nextJob() -> (@Sendable () -> Void)? {
    state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
  }
}
