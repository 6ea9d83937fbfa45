import Engine
import TextModel

/// Keys of the prompt where it is edited as in vi. What vi does not know keeps
/// its meaning: Ctrl chords, Enter, Tab, the keys of popups.
enum ViReducer {
  /// Looks at a key before the key map does; `nil`: it is not vi's.
  static func press(
    _ key: Key, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect]? {
    guard let vi = state.composer.vi, state.composer.search == nil,
      state.keyContext == .prompt, let viKey = viKey(key, mode: vi.mode)
    else { return nil }
    if viKey == .character("?"), state.composer.buffer.isEmpty {
      OverlayReducer.toggleHelp(&state)
      return []
    }
    // An empty prompt has no need of normal mode: Esc stops the turn at once.
    if viKey == .escape, state.isRunning, vi.mode == .normal || state.composer.buffer.isEmpty {
      return nil
    }
    let revision = state.composer.buffer.revision
    switch take(viKey, &state) {
    case .passed: return nil
    case .aboveTop: HistoryReducer.older(&state)
    case .belowBottom: HistoryReducer.newer(&state)
    case .done:
      if state.composer.buffer.revision != revision { state.composer.textChanged() }
      if viKey == .escape { state.composer.completionsDismissed = true }
    }
    return []
  }

  /// Lets vi have a key, whatever the key map says of it.
  static func take(_ key: ViMode.ViKey, _ state: inout AppState) -> ViMode.Outcome {
    guard var vi = state.composer.vi else { return .passed }
    let width = ScreenPlan.promptTextWidth(columns: state.size.columns)
    let outcome = vi.take(key, in: &state.composer.buffer, width: width)
    state.composer.vi = vi
    return outcome
  }

  /// What the key is to vi, before the key map is asked: in insertions only
  /// Esc; typed text comes by way of the composer, for it may be a paste.
  private static func viKey(_ key: Key, mode: ViMode.Mode) -> ViMode.ViKey? {
    if key == Key(.escape) { return .escape }
    switch mode {
    case .insert, .replace: return nil
    case .normal, .visual, .visualLine: break
    }
    if key == Key(.character("r"), .control) { return .redo }
    guard key.modifiers.subtracting(.shift).isEmpty else { return nil }
    switch key.code {
    case .character(let character): return .character(character)
    case .backspace: return .backspace
    case .delete: return .delete
    case .left: return key.modifiers.isEmpty ? .left : nil
    case .right: return key.modifiers.isEmpty ? .right : nil
    case .up: return key.modifiers.isEmpty ? .up : nil
    case .down: return key.modifiers.isEmpty ? .down : nil
    case .home: return .home
    case .end: return .end
    case .enter, .tab, .escape, .insert, .pageUp, .pageDown, .function: return nil
    }
  }
}
