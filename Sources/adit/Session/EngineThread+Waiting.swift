internal import CSystem
internal import Engine
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

  /// The same for at most so long, and no longer than until `descriptor` is
  /// readable (-1: none); what is not there by then is cancelled and `nil`.
  func wait<Value: Sendable>(
    milliseconds: Int, orUntilReadable descriptor: Int32,
    for body: @escaping @Sendable () async -> Value
  ) -> Value? {
    let done = adit_eventfd()
    guard done >= 0 else { return nil }
    let result = ResultBox<Value>()
    let task = Task(executorPreference: self) {
      result.set(await body())
      _ = adit_eventfd_signal(done)
    }
    // The task may still write to it: closed by whoever is last.
    defer {
      task.cancel()
      Task(executorPreference: self) {
        await task.value
        close(done)
      }
    }
    let end = now().adding(milliseconds: milliseconds)
    var items = [
      pollfd(fd: done, events: Int16(POLLIN), revents: 0),
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
    ]
    var rest = milliseconds
    while rest > 0, poll(&items, 2, Int32(clamping: rest)) < 0, adit_errno() == EINTR {
      rest = end.milliseconds(since: now())
    }
    return result.get()
  }
}

private final class ResultBox<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  func set(_ new: Value) { value.withLock { $0 = new } }
  func get() -> Value? { value.withLock { $0 } }
}
