internal import CSystem
internal import Glibc
internal import Synchronization

/// Work that may block, on a thread of its own. Whoever waits for it and is
/// cancelled leaves at once; a result that comes later is given to `discard`.
final class ThreadCall<Value: Sendable>: Sendable {
  private enum State {
    case idle
    case waiting(CheckedContinuation<Value?, Never>)
    case over
  }

  /// Enough for system calls and a path; the default would reserve 8 MiB.
  private static var stackBytes: Int { 256 << 10 }

  private let work: @Sendable () -> Value
  private let discard: @Sendable (Value) -> Void
  private let state = Mutex(State.idle)

  private init(
    _ work: @escaping @Sendable () -> Value, discard: @escaping @Sendable (Value) -> Void
  ) {
    self.work = work
    self.discard = discard
  }

  /// What `work` gives; `nil`: the task was cancelled, or the system has no
  /// thread left.
  static func run(
    _ work: @escaping @Sendable () -> Value,
    discard: @escaping @Sendable (Value) -> Void = { _ in }
  ) async -> Value? {
    let call = ThreadCall(work, discard: discard)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { call.start($0) }
    } onCancel: {
      call.finish(nil)
    }
  }

  private func start(_ continuation: CheckedContinuation<Value?, Never>) {
    let isCancelled = state.withLock { state in
      if case .over = state { return true }
      state = .waiting(continuation)
      return false
    }
    guard !isCancelled else {
      continuation.resume(returning: nil)
      return
    }
    if !startThread() { finish(nil) }
  }

  private func startThread() -> Bool {
    let code = DetachedThread.start(stackBytes: Self.stackBytes) { [self] in
      let value = work()
      if !finish(value) { discard(value) }
    }
    return code == 0
  }

  /// Whether somebody took `value`.
  @discardableResult
  private func finish(_ value: Value?) -> Bool {
    let waiting = state.withLock { state -> CheckedContinuation<Value?, Never>? in
      defer { state = .over }
      guard case .waiting(let continuation) = state else { return nil }
      return continuation
    }
    waiting?.resume(returning: value)
    return waiting != nil
  }
}
