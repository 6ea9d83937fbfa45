internal import CSystem
internal import Glibc
internal import Synchronization

/// Counts the answers that are being read, and lets the end of a run wait for
/// the last of them.
final class OpenAnswers: Sendable {
  private struct State {
    var count = 0
    /// Signalled when the count falls to none.
    var waiting: Int32?
  }

  private let state = Mutex(State())

  /// An answer is being read; pairs with `ended()`.
  func began() { state.withLock { $0.count += 1 } }

  /// It is logged.
  func ended() {
    let waiting = state.withLock { state in
      state.count -= 1
      return state.count == 0 ? state.waiting : nil
    }
    if let waiting { _ = adit_eventfd_signal(waiting) }
  }

  /// Waits until none is left, at most `milliseconds`.
  func drain(milliseconds: Int) {
    let descriptor = adit_eventfd()
    guard descriptor >= 0 else { return }
    let isWaiting = state.withLock { state in
      state.waiting = state.count > 0 ? descriptor : nil
      return state.waiting != nil
    }
    guard isWaiting else {
      close(descriptor)
      return
    }
    var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // Not closed where time ran out: the answer will still signal it.
    if poll(&item, 1, Int32(clamping: milliseconds)) > 0 { close(descriptor) }
  }
}
