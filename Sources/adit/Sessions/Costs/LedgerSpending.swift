internal import Engine
internal import Synchronization

/// The ledger's totals for budgets, read on the thread on which the store
/// lives. Whoever asks waits 2 s at most: a turn must not hang on a disk.
struct LedgerSpending: SpendingSource {
  /// Longest wait. Reading takes milliseconds; a lock that another program
  /// holds, or a disk that sleeps, can take as long as it likes.
  static let patienceMilliseconds = 2_000

  /// Takes the totals, or `nil` where they cannot be read.
  typealias Receiver = @Sendable (SpendingTotals?) -> Void

  /// On which tasks and timers run.
  let thread: EngineThread
  /// Has the totals read (`LedgerReader.spending`) and given to the receiver;
  /// returns at once. `false`: nobody will read them.
  let ask: @Sendable (@escaping Receiver) -> Bool

  func totals() async -> SpendingTotals? {
    let answer = FirstAnswer()
    guard ask(answer.give) else { return nil }
    let timer = Task(executorPreference: thread) { [thread] in
      let due = thread.now().adding(milliseconds: Self.patienceMilliseconds)
      // Cancelled: the answer is there already.
      guard (try? await thread.sleep(until: due)) != nil else { return }
      answer.give(nil)
    }
    defer { timer.cancel() }
    return await answer.value()
  }
}

/// Waits for whoever answers first.
private final class FirstAnswer: Sendable {
  private enum State {
    case open
    case waiting(CheckedContinuation<SpendingTotals?, Never>)
    case given(SpendingTotals?)
  }

  private let state = Mutex(State.open)

  /// Gives an answer; those after the first are nobody's.
  func give(_ totals: SpendingTotals?) {
    let waiting = state.withLock { state -> CheckedContinuation<SpendingTotals?, Never>? in
      switch state {
      case .given: return nil
      case .open:
        state = .given(totals)
        return nil
      case .waiting(let continuation):
        state = .given(totals)
        return continuation
      }
    }
    waiting?.resume(returning: totals)
  }

  /// The first answer. Asked once.
  func value() async -> SpendingTotals? {
    await withCheckedContinuation { continuation in
      let given = state.withLock { state -> SpendingTotals?? in
        if case .given(let totals) = state { return .some(totals) }
        state = .waiting(continuation)
        return nil
      }
      if let given { continuation.resume(returning: given) }
    }
  }
}
