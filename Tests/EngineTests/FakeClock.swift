import Synchronization

@testable import Engine

/// A clock that stands still until a test moves it. Sleepers wake when their
/// moment has come or their task is cancelled.
final class FakeClock: EngineClock {
  private struct State {
    var now = MonotonicTime.milliseconds(0)
    var nextID = 0
    var sleepers: [Int: (until: MonotonicTime, wake: CheckedContinuation<Bool, Never>)] = [:]
    /// Sleeps that were cancelled before they began to wait.
    var cancelled: Set<Int> = []
  }

  private let state = Mutex(State())
  private let asleep = Gate()

  func now() -> MonotonicTime { state.withLock { $0.now } }

  func sleep(until moment: MonotonicTime) async throws {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    let isOver = await withTaskCancellationHandler {
      await withCheckedContinuation { wake in
        let isOver: Bool? = state.withLock { state in
          if state.cancelled.remove(id) != nil { return false }
          if moment <= state.now { return true }
          state.sleepers[id] = (moment, wake)
          asleep.open()
          return nil
        }
        if let isOver { wake.resume(returning: isOver) }
      }
    } onCancel: {
      let wake = state.withLock { state in
        let sleeper = state.sleepers.removeValue(forKey: id)
        if sleeper == nil { state.cancelled.insert(id) }
        return sleeper?.wake
      }
      wake?.resume(returning: false)
    }
    if !isOver { throw CancellationError() }
  }

  /// Waits until somebody sleeps, or has slept.
  func waitForSleeper() async { await asleep.pass() }

  /// Moves the time and wakes whose moment has come.
  func advance(milliseconds: Int) {
    let due = state.withLock { state in
      state.now = state.now.adding(milliseconds: milliseconds)
      let due = state.sleepers.filter { $0.value.until <= state.now }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values.map(\.wake)
    }
    for wake in due { wake.resume(returning: true) }
  }
}
