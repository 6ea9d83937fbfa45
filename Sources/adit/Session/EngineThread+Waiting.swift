internal import CSystem
internal import Glibc
internal import Synchronization

extension EngineThread {
  /// Runs `body` on this thread and waits for it. For the main thread of runs
  /// without a screen; one with a screen never waits.
  func wait<Value: Sendable>(for body: @escaping @Sendable () async -> Value) -> Value? {
    let done = adit_eventfd()
    guard done >= 0 else { return nil }
    defer { close(done) }
    let result = ResultBox<Value>()
    Task(executorPreference: self) {
      result.set(await body())
      _ = adit_eventfd_signal(done)
    }
    var item = pollfd(fd: done, events: Int16(POLLIN), revents: 0)
    while poll(&item, 1, -1) < 0, adit_errno() == EINTR {}
    return result.get()
  }
}

private final class ResultBox<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  func set(_ new: Value) { value.withLock { $0 = new } }
  func get() -> Value? { value.withLock { $0 } }
}
