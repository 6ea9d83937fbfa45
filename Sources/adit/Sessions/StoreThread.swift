internal import CSystem
internal import Engine
internal import Glibc
internal import Store
internal import Synchronization

/// A thread that works on the sessions' store: one writes, another one reads.
/// It starts with its first job, opens the store when one needs it, and sleeps
/// without a timeout between jobs. Nobody waits for it without a deadline.
final class StoreThread<Store>: Sendable {
  /// How the store is opened.
  typealias Opening = @Sendable () throws(StoreError) -> Store

  /// The store as jobs see it; opened at first use, and opened again after a
  /// failure that may have to do with the open file.
  struct Access {
    private let open: Opening
    private var opened: Store?

    init(_ open: @escaping Opening) { self.open = open }

    /// Runs `body` on the store.
    mutating func use<Value>(
      _ body: (Store) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
      do throws(StoreError) {
        if let opened { return try body(opened) }
        let store = try open()
        opened = store
        return try body(store)
      } catch {
        switch error.kind {
        case .locked, .full, .interrupted: break
        case .readOnly, .corrupt, .newerSchema, .cannotOpen, .other: opened = nil
        }
        throw error
      }
    }

    /// Gives the file back.
    mutating func close() { opened = nil }
  }

  private struct State {
    var jobs: [@Sendable (inout Access) -> Void] = []
    var hasStarted = false
  }

  private let open: Opening
  private let closesWhenIdle: Bool
  private let state = Mutex(State())
  private let signal: Int32

  /// `nil` if the system has no descriptor left. `open` runs on the thread.
  /// `closesWhenIdle`: the file and its caches are given back between jobs.
  init?(closesWhenIdle: Bool, open: @escaping Opening) {
    let descriptor = adit_eventfd()
    guard descriptor >= 0 else { return nil }
    signal = descriptor
    self.closesWhenIdle = closesWhenIdle
    self.open = open
  }

  /// Runs `job` after those given before; `false`: the system has no thread.
  @discardableResult
  func run(_ job: @escaping @Sendable (inout Access) -> Void) -> Bool {
    let starts = state.withLock { state in
      state.jobs.append(job)
      defer { state.hasStarted = true }
      return !state.hasStarted
    }
    if starts, DetachedThread.start({ [self] in loop() }) != 0 {
      state.withLock {
        $0.jobs = []
        $0.hasStarted = false
      }
      return false
    }
    _ = adit_eventfd_signal(signal)
    return true
  }

  /// Runs `job` and waits for what it gives, at most `milliseconds`.
  func wait<Value: Sendable>(
    milliseconds: Int, for job: @escaping @Sendable (inout Access) -> Value
  ) -> Value? {
    let answer = ThreadAnswer<Value>()
    guard run({ answer.give(job(&$0)) }) else { return nil }
    return answer.wait(milliseconds: milliseconds)
  }

  private func loop() {
    var access = Access(open)
    while true {
      var waiting = pollfd(fd: signal, events: Int16(POLLIN), revents: 0)
      _ = poll(&waiting, 1, -1)
      _ = adit_eventfd_drain(signal)
      while let job = nextJob() { job(&access) }
      if closesWhenIdle { access.close() }
    }
  }

  private func nextJob() -> (@Sendable (inout Access) -> Void)? {
    state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
  }
}
