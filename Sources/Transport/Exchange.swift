import Bedrock
import Synchronization

/// One request and its answer, as shared between the task that reads and the
/// network thread that delivers. All of it lives under one lock; continuations
/// are taken out under the lock and resumed outside of it, so each is resumed
/// exactly once.
///
/// The end, once set, stays, except that a cancel overrides it. The first
/// cancel before the end tells the driver to close the connection.
final class Exchange: Sendable {
  /// How it ended.
  enum End: Sendable {
    case complete
    case failed(HTTPFailure)
  }

  /// What the driver learns from a delivery.
  struct Delivered {
    /// Bytes that wait for the reader.
    var unreadBytes: Int
    /// Whether the transfer may stay paused: the reader will ask to go on.
    /// Without unread bytes nobody would.
    var mayStayPaused: Bool
  }

  fileprivate struct State {
    var head: ResponseHead?
    var unread: [UInt8] = []
    var isPaused = false
    var end: End?
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let driver: CurlDriver
  private let state = Mutex(State())

  init(driver: CurlDriver) { self.driver = driver }

  // MARK: the reader's side

  /// The head of the final response.
  func head() async throws(HTTPFailure) -> ResponseHead {
    while true {
      if Task.isCancelled { cancel() }
      let (head, end) = state.withLock { ($0.head, $0.end) }
      if case .failed(let failure) = end, head == nil || failure.code == .cancelled {
        throw failure
      }
      if let head { return head }
      await wait { $0.head != nil || $0.end != nil }
    }
  }

  /// All bytes that are there; waits for some. `nil` at the end.
  func next() async throws(HTTPFailure) -> [UInt8]? {
    while true {
      if Task.isCancelled { cancel() }
      let (bytes, end, wasPaused) = state.withLock { state in
        var bytes: [UInt8] = []
        swap(&bytes, &state.unread)
        let wasPaused = state.isPaused
        state.isPaused = false
        return (bytes, state.end, wasPaused)
      }
      if wasPaused { driver.send(.resume(self)) }
      if !bytes.isEmpty { return bytes }
      switch end {
      case .complete: return nil
      case .failed(let failure): throw failure
      case nil: await wait { !$0.unread.isEmpty || $0.end != nil }
      }
    }
  }

  /// Ends the exchange now; the connection, if still in use, is closed.
  func cancel() {
    let (wasOpen, waiters) = state.withLock { state in
      let wasOpen = state.end == nil
      state.end = .failed(.cancelled)
      state.unread = []
      state.isPaused = false
      return (wasOpen, state.takeWaiters())
    }
    if wasOpen { driver.send(.remove(self)) }
    for waiter in waiters { waiter.resume() }
  }

  private func wait(until isReady: @Sendable (borrowing State) -> Bool) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let goesOn = state.withLock { state in
          if isReady(state) { return true }
          state.waiters.append(continuation)
          return false
        }
        if goesOn { continuation.resume() }
      }
    } onCancel: {
      cancel()
    }
  }

  // MARK: the network thread's side

  /// Whether the exchange has ended, for the reader at least.
  var isOver: Bool { state.withLock { $0.end != nil } }

  /// Ends the exchange without an answer.
  func fail(_ failure: HTTPFailure) {
    var nothing: [UInt8] = []
    _ = deliver(head: nil, bytes: &nothing, end: .failed(failure), isPaused: false, pauseBytes: 0)
  }

  /// Hands over what has arrived since the last time: `bytes` is left empty.
  func deliver(
    head: ResponseHead?, bytes: inout [UInt8], end: End?, isPaused: Bool, pauseBytes: Int
  ) -> Delivered {
    var arrived: [UInt8] = []
    swap(&arrived, &bytes)
    let (delivered, waiters) = state.withLock { [arrived] state in
      guard state.end == nil else {
        return (Delivered(unreadBytes: 0, mayStayPaused: true), state.takeWaiters())
      }
      if let head { state.head = head }
      if state.unread.isEmpty {
        state.unread = arrived
      } else {
        state.unread += arrived
      }
      if let end { state.end = end }
      let unreadBytes = state.unread.count
      state.isPaused = isPaused && unreadBytes >= pauseBytes
      let delivered = Delivered(unreadBytes: unreadBytes, mayStayPaused: state.isPaused)
      return (delivered, state.takeWaiters())
    }
    for waiter in waiters { waiter.resume() }
    return delivered
  }
}

extension Exchange.State {
  fileprivate mutating func takeWaiters() -> [CheckedContinuation<Void, Never>] {
    var taken: [CheckedContinuation<Void, Never>] = []
    swap(&taken, &waiters)
    return taken
  }
}
