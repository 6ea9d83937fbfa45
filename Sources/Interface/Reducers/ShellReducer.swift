import Engine
import TextModel

/// The user's own commands: one at a time, the next ones wait. What they print
/// goes with the next prompt unless it is dropped.
enum ShellReducer {
  /// Runs `command`, or lets it wait for the one that runs.
  static func run(
    _ command: String, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard state.shell.running == nil else {
      guard state.shell.waiting.count < ShellState.maximumWaiting else {
        state.toast = Toast("too many commands wait", at: now)
        return [.bell]
      }
      state.shell.waiting.append(command)
      state.toast = Toast("waits for the command that runs", at: now)
      return []
    }
    state.shell.lastNumber += 1
    let number = state.shell.lastNumber
    state.shell.running = ShellState.Running(number: number, startedAt: now)
    state.transcript.appendShell(command, number: number, at: now)
    return [.shell(.run(command, number: number))]
  }

  static func reduce(
    into state: inout AppState, _ event: ShellEvent, now: MonotonicTime
  ) -> [AppEffect] {
    state.transcript.take(event, at: now)
    guard case .ended(let end, let number) = event, state.shell.running?.number == number else {
      return []
    }
    state.shell.running = nil
    hold(end, number, &state)
    guard !state.shell.waiting.isEmpty else { return [] }
    return run(state.shell.waiting.removeFirst(), &state, now: now)
  }

  /// Keeps what was printed for the next prompt.
  private static func hold(_ end: ShellEnd, _ number: Int, _ state: inout AppState) {
    if case .notStarted = end.reason { return }
    guard let item = state.transcript.shellItem(number), let run = item.shell,
      end.reason != .stopped || !item.body.isEmpty
    else { return }
    state.shell.hold(
      ShellState.Held(
        command: run.command, words: end.words, output: ShellState.bounded(item.body.source),
        lineCount: run.lineCount))
  }

  /// Drops the output that would go with the next prompt.
  static func drop(_ state: inout AppState, now: MonotonicTime) {
    guard !state.shell.held.isEmpty else { return }
    state.shell.held = []
    state.toast = Toast("the output stays out of the conversation", at: now)
  }

  /// Esc stops what was begun last: this command, where no turn is younger.
  static func isInFront(_ state: AppState) -> Bool {
    guard let running = state.shell.running else { return false }
    guard state.isRunning, let turn = state[state.focusedSide].turn else { return true }
    return turn.startedAt < running.startedAt
  }

  static func stop(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    guard let running = state.shell.running else { return [] }
    if !state.shell.waiting.isEmpty {
      let count = state.shell.waiting.count
      state.toast = Toast(
        count == 1
          ? "the command that waited is dropped" : "the \(count) commands that waited are dropped",
        at: now)
    }
    state.shell.running?.isStopping = true
    state.shell.waiting = []
    return [.shell(.stop(number: running.number))]
  }
}
