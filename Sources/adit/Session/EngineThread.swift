internal import CSystem
internal import Engine
internal import Glibc
internal import Synchronization

/// The thread on which the engine's tasks run, and its clock.
///
/// The language's own pool keeps a monitor that wakes once a second for ever;
/// this thread sleeps in `poll` until a job or a timer is due. One thread is
/// enough: whatever blocks runs elsewhere.
final class EngineThread: TaskExecutor, EngineClock {
  private struct Timer {
    var id: UInt64
    var due: MonotonicTime
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var jobs: [UnownedJob] = []
    var timers: [Timer] = []
    var nextTimer: UInt64 = 0
    /// Timers that were numbered and not entered yet, and those of them whose
    /// task was cancelled meanwhile.
    var announced: Set<UInt64> = []
    var cancelledEarly: Set<UInt64> = []
    var isAsleep = false
  }

  private let state = Mutex(State())
  private let wakeUp: Int32

  /// Starts the thread; `nil` if the system gives none. It lives as long as
  /// the process.
  init?() {
    wakeUp = adit_eventfd()
    guard wakeUp >= 0 else { return nil }
    guard DetachedThread.start({ [self] in loop() }) == 0 else { return nil }
  }

  /// Takes a job of the language's runtime; from any thread.
  func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    wake { $0.jobs.append(unowned) }
  }

  func now() -> MonotonicTime { SystemClock.now() }

  func sleep(until moment: MonotonicTime) async throws {
    let id = state.withLock { state in
      state.nextTimer += 1
      state.announced.insert(state.nextTimer)
      return state.nextTimer
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        enter(Timer(id: id, due: moment, continuation: continuation))
      }
    } onCancel: {
      cancel(id)
    }
  }

  private func enter(_ timer: Timer) {
    var wasCancelled = false
    wake { state in
      state.announced.remove(timer.id)
      wasCancelled = state.cancelledEarly.remove(timer.id) != nil
      if !wasCancelled { state.timers.append(timer) }
    }
    if wasCancelled { timer.continuation.resume(throwing: CancellationError()) }
  }

  private func cancel(_ id: UInt64) {
    let timer = state.withLock { state -> Timer? in
      guard let index = state.timers.firstIndex(where: { $0.id == id }) else {
        if state.announced.contains(id) { state.cancelledEarly.insert(id) }
        return nil
      }
      return state.timers.remove(at: index)
    }
    timer?.continuation.resume(throwing: CancellationError())
  }

  /// Changes the state and wakes the thread if it sleeps.
  private func wake(_ change: (inout State) -> Void) {
    let wasAsleep = state.withLock { state in
      change(&state)
      defer { state.isAsleep = false }
      return state.isAsleep
    }
    if wasAsleep { _ = adit_eventfd_signal(wakeUp) }
  }

  private func loop() {
    while true {
      let jobs = state.withLock { state in
        defer { state.jobs.removeAll(keepingCapacity: true) }
        return state.jobs
      }
      for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
      fireTimers()
      sleepUntilWoken()
    }
  }

  private func fireTimers() {
    let now = now()
    let due = state.withLock { state in
      let due = state.timers.filter { $0.due <= now }
      if !due.isEmpty { state.timers.removeAll { $0.due <= now } }
      return due
    }
    for timer in due { timer.continuation.resume() }
  }

  private func sleepUntilWoken() {
    let due: MonotonicTime?? = state.withLock { state in
      guard state.jobs.isEmpty else { return nil }
      state.isAsleep = true
      return .some(state.timers.map(\.due).min())
    }
    guard let due else { return }
    var waiting = pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)
    let timeout = due.map { Int32(clamping: $0.milliseconds(since: now()) + 1) } ?? -1
    if poll(&waiting, 1, timeout) > 0 { _ = adit_eventfd_drain(wakeUp) }
    state.withLock { $0.isAsleep = false }
  }
}
