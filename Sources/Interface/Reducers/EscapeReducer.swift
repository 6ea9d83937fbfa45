import Engine
import TextModel

/// Esc and Ctrl+C: what they end depends on what is in front.
enum EscapeReducer {
  /// How long a second press counts as one with the first, milliseconds.
  static let secondPressMilliseconds = 1_000

  /// Closes the nearest popup, else stops the turn, else leaves the
  /// transcript; twice within a second it clears the draft, or, where that is
  /// empty, goes back.
  static func escape(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    if let dialog = state.dialog { return DialogReducer.close(dialog, &state, now: now) }
    if let effects = AttachReducer.cancel(&state, now: now) { return effects }
    if closeFront(&state) { return [] }
    if ShellReducer.isInFront(state) { return ShellReducer.stop(&state, now: now) }
    if state.isRunning { return stop(&state, now: now) }
    if state.focus == .transcript {
      if state.find.stop() { return [] }
      if state.presentation.filter != nil {
        state.presentation.filter = nil
        return []
      }
      state.focus = .composer
      return []
    }
    if state.session.isOpening, state.session.rebuild == nil {
      state.say("Not waited for the session any longer; it may come yet.", role: .warning)
      return OpeningReducer.stopWaiting(&state, now: now)
    }
    if let until = state.clearArmedUntil, now < until {
      state.clearArmedUntil = nil
      if !state.composer.buffer.isEmpty { return clearDraft(&state) }
      RewindReducer.open(&state, now: now)
      return []
    }
    if state.composer.buffer.isEmpty, state.session.tree.isEmpty { return [] }
    // In vi one presses Esc out of habit; it clears nothing.
    if state.composer.vi != nil, !state.composer.buffer.isEmpty { return [] }
    state.clearArmedUntil = now.adding(milliseconds: secondPressMilliseconds)
    return []
  }

  /// Closes what lies in front; `false` if there is nothing.
  private static func closeFront(_ state: inout AppState) -> Bool {
    if state.overlay?.sessions?.newTitle != nil {
      state.overlay?.sessions?.newTitle = nil
      return true
    }
    if state.overlay != nil {
      state.overlay = nil
      return true
    }
    if state.comparison?.isAsking == true {
      state.comparison?.isAsking = false
      return true
    }
    if state.keyContext == .find {
      FindReducer.cancel(&state)
      return true
    }
    if state.keyContext == .transcript, state.find.seek != nil { return state.find.stop() }
    if state.keyContext == .fileName {
      state.copying.fileName = nil
      return true
    }
    if state.keyContext == .selection {
      SelectionReducer.end(&state)
      return true
    }
    if let search = state.composer.search {
      state.composer.search = nil
      state.composer.restore(search.draft)
      return true
    }
    if !state.completions.isEmpty {
      state.composer.completionsDismissed = true
      return true
    }
    if state.focus == .composer, state.composer.buffer.hasMark {
      state.composer.buffer.deselect()
      return true
    }
    return false
  }

  /// Copies what is selected, else closes a popup, else stops the turn, else clears the prompt; twice within
  /// a second on an idle, empty prompt it quits.
  static func cancelOrQuit(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    if let dialog = state.dialog { return DialogReducer.close(dialog, &state, now: now) }
    if state.overlay == nil, state.focus == .composer, state.composer.search == nil,
      state.composer.buffer.selection != nil
    {
      return EditReducer.copySelection(&state, now: now)
    }
    if let effects = AttachReducer.cancel(&state, now: now) { return effects }
    if closeFront(&state) { return [] }
    if ShellReducer.isInFront(state) { return ShellReducer.stop(&state, now: now) }
    if state.isRunning { return stop(&state, now: now) }
    if !state.composer.buffer.isEmpty { return clearDraft(&state) }
    if let until = state.quitArmedUntil, now < until { return [.quit] }
    state.quitArmedUntil = now.adding(milliseconds: secondPressMilliseconds)
    return []
  }

  /// Stops the turn in front; of two, the other one where that one is being
  /// stopped already, or is over.
  static func stop(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    let sides = [state.focusedSide, state.focusedSide.other]
    let running = sides.filter { state[$0].turn != nil }
    guard
      let side = running.first(where: { state[$0].turn?.isStopping == false }) ?? running.first
    else { return [] }
    return stop(side, &state, now: now)
  }

  static func stop(
    _ side: Comparison.Side, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard let id = state[side].turn?.id else { return [] }
    state[side].update { $0.stop(at: now) }
    return [.engine(.interrupt(id))]
  }

  /// Empties the prompt; its text can be had back from the history.
  private static func clearDraft(_ state: inout AppState) -> [AppEffect] {
    let record = state.composer.remember(state.composer.buffer.text)
    state.composer.reset()
    return [record]
  }
}
