internal import CSystem
internal import Glibc
internal import Synchronization

/// A thread that writes to files, so that a slow disk never holds up a key.
/// It sleeps while there is nothing to write and starts with the first job.
final class BackgroundWriter: Sendable {
  /// How long the end of the program waits for history and log to reach the
  /// disk.
  static let patienceMilliseconds = 500

  /// Jobs that wait: lines of a log, prompts for the history. Where so many
  /// do, the disk hangs, and later ones are left out.
  static let maximumJobs = 1_000

  /// What replaces what waits of its kind: only the last counts.
  enum Slot: Hashable { case drafts }

  private struct Job {
    var slot: Slot?
    var work: @Sendable () -> Void
  }

  private struct State {
    var jobs: [Job] = []
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

  /// Runs `job` on the thread, after those given before; in the place of what
  /// waits in its slot. `false`: too many wait.
  @discardableResult
  func run(slot: Slot? = nil, _ job: @escaping @Sendable () -> Void) -> Bool {
    add(Job(slot: slot, work: job), limit: Self.maximumJobs)
  }

  private func add(_ job: Job, limit: Int) -> Bool {
    let startsThread = state.withLock { state -> Bool? in
      if let slot = job.slot { state.jobs.removeAll { $0.slot == slot } }
      guard state.jobs.count < limit else { return nil }
      state.jobs.append(job)
      defer { state.started = true }
      return !state.started
    }
    guard let startsThread else { return false }
    // Without a thread nothing is written; no key waits for that.
    if startsThread { _ = DetachedThread.start { [self] in loop() } }
    _ = adit_eventfd_signal(signal)
    return true
  }

  /// Waits until every job given so far is done, at most `milliseconds`.
  func drain(milliseconds: Int = patienceMilliseconds) {
    guard state.withLock({ $0.started }) else { return }
    let done = adit_eventfd()
    guard done >= 0 else { return }
    _ = add(Job(slot: nil) { _ = adit_eventfd_signal(done) }, limit: .max)
    var waiting = pollfd(fd: done, events: Int16(POLLIN), revents: 0)
    // Not closed where time ran out: the job will still signal it.
    if poll(&waiting, 1, Int32(clamping: milliseconds)) > 0 { close(done) }
  }

  private func loop() {
    while true {
      var waiting = pollfd(fd: signal, events: Int16(POLLIN), revents: 0)
      _ = poll(&waiting, 1, -1)
      _ = adit_eventfd_drain(signal)
      while let job = nextJob() { job.work() }
    }
  }

  private func nextJob() -> Job? {
    state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
  }
}
