/// The tasks of an engine's turns, as every thread may ask for them.
struct TurnTasks: Sendable {
  typealias Work = Task<Void, Never>

  private struct Running: Sendable {
    var turn: TurnID
    var task: Work
    /// The turn is to end, and its answer to be read on.
    var isAskedToStop = false
  }

  /// The task of the last turn. It outlives the turn by as long as the end of
  /// the response's body takes, so that the connection can be used again.
  private var running: Running?
  /// A task that reads an answer on without its turn, and what ends it in
  /// time.
  private var draining: Running?
  private var deadline: Work?

  /// Every task.
  var all: [Work] { [running?.task, draining?.task, deadline].compactMap(\.self) }

  func task(of turn: TurnID) -> Work? { running?.turn == turn ? running?.task : nil }

  /// Makes `task` that of the last turn; returns the one before.
  mutating func begin(_ turn: TurnID, _ task: Work) -> Work? {
    defer { running = Running(turn: turn, task: task) }
    return running?.task
  }

  /// The user stops `turn`: the task to be cancelled, or none when its answer
  /// is to be read on.
  mutating func interrupt(_ turn: TurnID, _ settlement: CancelSettlement) -> Work? {
    guard running?.turn == turn else { return nil }
    switch settlement {
    case .close: return running?.task
    case .drain:
      running?.isAskedToStop = true
      return nil
    }
  }

  /// Whether `turn` is to end; said once.
  mutating func takeStop(of turn: TurnID) -> Bool {
    guard running?.turn == turn, running?.isAskedToStop == true else { return false }
    running?.isAskedToStop = false
    return true
  }

  /// The running task goes on without its turn, until `deadline` ends it:
  /// that task is given to it. What went on so before is cancelled.
  mutating func detach(until deadline: (Work?) -> Work) {
    draining?.task.cancel()
    self.deadline?.cancel()
    draining = running
    running = nil
    self.deadline = deadline(draining?.task)
  }

  /// The task that went on without `turn` is over.
  mutating func endDrain(of turn: TurnID) {
    guard draining?.turn == turn else { return }
    draining = nil
    deadline?.cancel()
    deadline = nil
  }

  /// Forgets every task and returns them.
  mutating func removeAll() -> [Work] {
    defer { self = TurnTasks() }
    return all
  }
}
