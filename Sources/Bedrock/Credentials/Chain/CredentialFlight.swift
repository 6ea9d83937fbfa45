import Engine
import Synchronization

/// One refresh under way, and everybody who waits for it. The first outcome
/// counts; later ones are dropped.
final class CredentialFlight: Sendable {
  typealias Outcome = Result<ResolvedCredentials, ModelFailure>

  private struct State {
    var outcome: Outcome?
    var waiters: [Int: CheckedContinuation<Outcome, Never>] = [:]
    var nextWaiter = 0
    /// Waiters that were cancelled before they had begun to wait.
    var gone: Set<Int> = []
    var tasks: [Task<Void, Never>] = []
    var isDeserted = false
  }

  /// Whether a person may be asked and commands be run meanwhile.
  let isAttended: Bool
  private let state = Mutex(State())

  init(isAttended: Bool) { self.isAttended = isAttended }

  /// The tasks of the refresh, cancelled with the outcome and when nobody
  /// waits any more.
  func own(_ task: Task<Void, Never>) {
    let isOver = state.withLock { state in
      if state.outcome == nil { state.tasks.append(task) }
      return state.outcome != nil
    }
    if isOver { task.cancel() }
  }

  /// Whether there is an outcome.
  var isOver: Bool { state.withLock { $0.outcome != nil } }

  /// Whether it ended because nobody waited any more.
  var isDeserted: Bool { state.withLock { $0.isDeserted } }

  /// The refresh is over.
  func finish(_ outcome: Outcome) {
    let ended = state.withLock { state -> State? in
      guard state.outcome == nil else { return nil }
      state.outcome = outcome
      defer {
        state.waiters = [:]
        state.tasks = []
      }
      return state
    }
    guard let ended else { return }
    for waiter in ended.waiters.values { waiter.resume(returning: outcome) }
    for task in ended.tasks { task.cancel() }
  }

  /// The outcome. Whoever is cancelled leaves at once; the refresh goes on for
  /// the others, and ends with the last one.
  func wait() async -> Outcome {
    let id = state.withLock { state in
      defer { state.nextWaiter += 1 }
      return state.nextWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let outcome: Outcome? = state.withLock { state in
          if let outcome = state.outcome { return outcome }
          if state.gone.remove(id) != nil { return .failure(.cancelled) }
          state.waiters[id] = continuation
          return nil
        }
        if let outcome { continuation.resume(returning: outcome) }
      }
    } onCancel: {
      leave(id)
    }
  }

  private func leave(_ id: Int) {
    let (waiter, isDeserted) = state.withLock { state in
      let waiter = state.waiters.removeValue(forKey: id)
      if waiter == nil, state.outcome == nil { state.gone.insert(id) }
      let isDeserted = isAttended && state.waiters.isEmpty && state.outcome == nil
      if isDeserted { state.isDeserted = true }
      return (waiter, isDeserted)
    }
    waiter?.resume(returning: .failure(.cancelled))
    if isDeserted { finish(.failure(.cancelled)) }
  }
}
