import Engine
import TextModel

/// What the engine tells. Events of turns that are over change nothing, but
/// for the counters of the last one, which may settle late.
enum TurnReducer {
  static func reduce(
    into state: inout AppState, _ event: EngineEvent, now: MonotonicTime
  ) -> [AppEffect] {
    state.meter.settle(at: now)
    switch event {
    case .turnStarted:
      break
    case .phase(let id, let phase):
      guard state.turn?.id == id else { break }
      state.turn?.enter(phase, at: now)
    case .blockStarted(let id, _, _), .blockEnded(let id, _), .longText(let id, _, _):
      guard state.turn?.id == id else { break }
      state.transcript.take(event, at: now)
    case .delta(let id, _, let text):
      guard state.turn?.id == id else { break }
      state.turn?.hear(at: now)
      state.transcript.take(event, at: now)
      countNewLines(of: text, &state)
    case .answerReset(let id):
      guard state.turn?.id == id else { break }
      state.turn?.forgetAnswer()
      state.transcript.take(event, at: now)
    case .usage(let id, let report), .settled(let id, let report):
      let isRunning = state.turn?.id == id
      guard isRunning || (state.turn == nil && id.number == state.lastTurnNumber) else { break }
      state.meter.take(report, at: now, isLast: !isRunning)
      if let turn = state.turn, report.inputIsFinal {
        state.spending.cache.take(
          report.turn, of: turn.prefix, at: state.gaugeSeconds(at: turn.attemptAt))
      }
      state.transcript.take(event, at: now)
    case .turnEnded(let id, let outcome):
      return end(id, outcome, &state, now: now)
    case .budget(_, let mark):
      state.remark(BudgetText.sentence(for: mark))
    case .notice(let text):
      state.remark(text)
    }
    return []
  }

  /// Counts what comes in below the view.
  private static func countNewLines(of text: String, _ state: inout AppState) {
    guard !state.viewport.isFollowing else { return }
    state.viewport.newLines += text.utf8.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
    state.viewport.newLines = max(1, state.viewport.newLines)
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
    guard let turn = state.turn, turn.id == id else { return [] }
    state.turn = nil
    state.meter.show(at: now)
    if let milliseconds = turn.firstTokenMilliseconds {
      state.speeds.record(
        modelKey: turn.modelKey, firstTokenMilliseconds: milliseconds,
        tokensPerSecondTenths: state.meter.shown?.tokensPerSecondTenths)
    }
    state.transcript.take(.turnEnded(id, outcome), at: now)
    tellSignInFailure(&state, unlessIn: outcome)
    switch outcome {
    case .completed: return SubmitReducer.sendQueued(&state, now: now)
    case .interrupted, .failed, .overBudget: return []
    }
  }
}
