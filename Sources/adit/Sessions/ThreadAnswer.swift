internal import CSystem
internal import Engine
internal import Glibc
internal import Synchronization

/// What one thread waits for and another one gives, once.
final class ThreadAnswer<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let done: Int32

  init() { done = adit_eventfd() }

  deinit { if done >= 0 { close(done) } }

  /// Gives `value`; from any thread.
  func give(_ value: Value) {
    self.value.withLock { $0 = value }
    if done >= 0 { _ = adit_eventfd_signal(done) }
  }

  /// What was given within `milliseconds`.
  func wait(milliseconds: Int) -> Value? {
    guard done >= 0 else { return nil }
    let end = SystemClock.now().adding(milliseconds: milliseconds)
    var item = pollfd(fd: done, events: Int16(POLLIN), revents: 0)
    var rest = milliseconds
    while poll(&item, 1, Int32(clamping: rest)) < 0, errno == EINTR {
      rest = end.milliseconds(since: SystemClock.now())
    }
    return value.withLock { $0 }
  }

  /// What was given before `other` became readable; `nil`: nothing was.
  func wait(orUntilReadable other: Int32) -> Value? {
    guard done >= 0 else { return nil }
    var items = [
      pollfd(fd: done, events: Int16(POLLIN), revents: 0),
      pollfd(fd: other, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&items, nfds_t(items.count), -1) < 0, errno == EINTR {}
    return value.withLock { $0 }
  }
}
