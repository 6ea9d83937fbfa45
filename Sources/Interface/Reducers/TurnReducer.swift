import Engine
import TextModel

/// What the engines tell. An event belongs to the engine whose turn it names;
/// events of turns that are over change nothing, but for the counters of the
/// last one, which may settle late.
enum TurnReducer {
  static func reduce(
    into state: inout AppState, _ event: EngineEvent, now: MonotonicTime
  ) -> [AppEffect] {
    state.settleMeters(at: now)
    switch event {
    case .turnStarted:
      break
    case .phase(let id, let phase):
      state.update(id) { $0.enter(phase, at: now) }
    case .blockStarted(let id, _, _), .blockEnded(let id, _), .longText(let id, _, _):
      guard state.side(running: id) != nil else { break }
      state.transcript.take(event, at: now)
    case .delta(let id, _, let text):
      guard let side = state.side(running: id) else { break }
      state[side].update { $0.hear(at: now) }
      state.transcript.take(event, at: now)
      state[side].hear(newLines: text.utf8.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) })
    case .answerReset(let id):
      guard let side = state.side(running: id) else { break }
      state[side].update { $0.forgetAnswer() }
      state.transcript.take(event, at: now)
    case .usage(let id, let report), .settled(let id, let report):
      guard let side = state.side(counting: id) else {
        takeLateNews(event, &state, now: now)
        break
      }
      state[side].meter.take(
        report, at: now, isLast: state[side].turn == nil,
        isStill: state.configuration.interface.reducesMotion)
      if let turn = state[side].turn, report.inputIsFinal {
        state.spending.cache.take(
          report.turn, of: turn.prefix, at: state.gaugeSeconds(at: turn.attemptAt))
      }
      state.transcript.take(event, at: now)
      return tell(report, of: side, state)
    case .turnEnded(let id, let outcome):
      return end(id, outcome, &state, now: now)
    case .budget(let id, let mark):
      state.remark(BudgetText.sentence(for: mark), on: id)
    case .notice(let text):
      state.remark(text)
    }
    return []
  }

  /// Two answers to one prompt share every budget but the turn's: each engine
  /// hears what the other one spends.
  private static func tell(
    _ report: UsageReport, of side: Comparison.Side, _ state: AppState
  ) -> [AppEffect] {
    guard state.comparison != nil, !state.spending.settings.limits.isEmpty,
      let other = state[side.other].turn, let cost = report.turnCost
    else { return [] }
    return [.engine(.spentBeside(other.id, cost))]
  }

  /// A turn before the last one has the service's own numbers now.
  private static func takeLateNews(
    _ event: EngineEvent, _ state: inout AppState, now: MonotonicTime
  ) {
    guard case .settled(_, let report) = event else { return }
    state.lane.meter.takeSession(of: report, isRunning: state.turn != nil)
    state.transcript.take(event, at: now)
  }

  /// A sign-in that failed is told once: by the turn that waited for it, where
  /// that failed with the same words.
  private static func tellSignInFailure(_ state: inout AppState, unlessIn outcome: TurnOutcome) {
    guard let text = state.service.signInFailure else { return }
    state.service.signInFailure = nil
    switch outcome {
    case .interrupted: return
    case .failed(let failure, _) where failure.message.contains(text): return
    case .failed, .completed, .overBudget: state.say(text, role: .error)
    }
  }

  private static func end(
    _ id: TurnID, _ outcome: TurnOutcome, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard let side = state.side(running: id), let turn = state[side].end(id, at: now) else {
      return []
    }
    if let milliseconds = turn.firstTokenMilliseconds {
      state.speeds.record(
        modelKey: turn.modelKey, firstTokenMilliseconds: milliseconds,
        tokensPerSecondTenths: state[side].meter.shown?.tokensPerSecondTenths)
    }
    state.transcript.take(.turnEnded(id, outcome), at: now)
    tellSignInFailure(&state, unlessIn: outcome)
    let news = notice(of: turn, outcome, state, now: now)
    guard state.comparison == nil else { return CompareReducer.ended(&state, now: now) + news }
    switch outcome {
    case .completed: return SubmitReducer.sendQueued(&state, now: now) + news
    case .interrupted, .failed, .overBudget: return news
    }
  }

  /// Turns that took less are waited for, milliseconds.
  static let longTurnMilliseconds = 10_000

  /// Calls somebody back who looks elsewhere, or may: not every terminal tells.
  private static func notice(
    of turn: RunningTurn, _ outcome: TurnOutcome, _ state: AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard state.configuration.interface.notification != .off, state.hasFocus != true,
      now.milliseconds(since: turn.startedAt) > longTurnMilliseconds
    else { return [] }
    switch outcome {
    case .interrupted: return []
    case .completed: return [.terminal(.notify("the answer is there"))]
    case .failed: return [.terminal(.notify("the request failed"))]
    case .overBudget: return [.terminal(.notify("stopped at the budget"))]
    }
  }
}

extension AppState {
  /// Changes the running turn `id`; nothing, where it runs no longer.
  mutating func update(_ id: TurnID, _ change: (inout RunningTurn) -> Void) {
    guard let side = side(running: id) else { return }
    self[side].update(change)
  }

  /// Shows the counters that are due.
  mutating func settleMeters(at now: MonotonicTime) {
    guard !configuration.interface.reducesMotion else { return }
    lane.meter.settle(at: now)
    comparison?.lane.meter.settle(at: now)
  }
}
