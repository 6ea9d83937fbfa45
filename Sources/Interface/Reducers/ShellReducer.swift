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
    state.shell.running = ShellState.Running(
      number: number, startedAt: now, behind: state.session.tree.head)
    state.transcript.appendShell(command, number: number, at: now)
    if changesDirectoryAlone(command) {
      state.toast = Toast("every command has a shell of its own: !cd there && command", at: now)
    }
    return [.shell(.run(command, number: number))]
  }

  static func reduce(
    into state: inout AppState, _ event: ShellEvent, now: MonotonicTime
  ) -> [AppEffect] {
    state.transcript.take(event, at: now)
    guard case .ended(let end, let number) = event, let running = state.shell.running,
      running.number == number
    else { return [] }
    state.shell.running = nil
    let record = record(of: running, end, state, now: now)
    if let record { state.shell.hold(ShellState.Held(record)) }
    let effects = record.map { [AppEffect.library(.keep($0))] } ?? []
    guard !state.shell.waiting.isEmpty else { return effects }
    return effects + run(state.shell.waiting.removeFirst(), &state, now: now)
  }

  /// Whether `command` does nothing but go elsewhere, which ends with it.
  private static func changesDirectoryAlone(_ command: String) -> Bool {
    let words = command.split(separator: " ", maxSplits: 1)
    return ["cd", "pushd", "popd"].contains(words.first)
      && !command.contains { "&;|\n".contains($0) }
  }

  /// What is kept of a command that has ended; `nil`: it told nothing.
  private static func record(
    of running: ShellState.Running, _ end: ShellEnd, _ state: AppState, now: MonotonicTime
  ) -> CommandRecord? {
    guard let ending = end.ending, let item = state.transcript.shellItem(running.number),
      let run = item.shell, end.reason != .stopped || !item.body.isEmpty
    else { return nil }
    return CommandRecord(
      command: run.command, ending: ending, output: ShellState.bounded(item.body.source),
      lineCount: run.lineCount, milliseconds: now.milliseconds(since: running.startedAt),
      behind: running.behind)
  }

  /// Drops the output that would go with the next prompt.
  static func drop(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    guard !state.shell.held.isEmpty else {
      state.toast = Toast("no command's output waits for the next prompt", at: now)
      return []
    }
    state.shell.held = []
    state.toast = Toast("the output stays out of the conversation", at: now)
    return [.library(.dropOutputs)]
  }

  /// The command that ends with the program, with what it has printed by now.
  static func unfinished(_ state: AppState, now: MonotonicTime) -> CommandRecord? {
    state.shell.running.flatMap { record(of: $0, ShellEnd(reason: .stopped), state, now: now) }
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
