public import Engine
import TextModel

/// Changes the state for an action and says what is to be done outside. Routes
/// by focus; what happens in a focus is in the reducer of its name.
public enum AppReducer {
  /// Reduces `action` at the moment `now`.
  public static func reduce(
    into state: inout AppState, _ action: AppAction, now: MonotonicTime
  ) -> [AppEffect] {
    let effects = carryOut(action, &state, now: now)
    state.keepSystemText()
    if state.configuration.keepsDrafts {
      let version = DraftKeeping.Version(
        revision: state.composer.buffer.revision, queued: state.queue.count)
      state.composer.drafts.note(version, bytes: state.composer.draftBytes, at: now)
    }
    return effects
  }

  private static func carryOut(
    _ action: AppAction, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    switch action {
    case .input(let event):
      let effects = reduce(into: &state, event, now: now)
      return effects + FilesReducer.follow(&state) + AttachReducer.follow(&state)
    case .engine(let event):
      return TurnReducer.reduce(into: &state, event, now: now)
    case .service(let event):
      return ServiceReducer.reduce(into: &state, event, now: now)
    case .library(let event):
      return LibraryReducer.reduce(into: &state, event, now: now)
    case .files(let event):
      return FilesReducer.reduce(into: &state, event, now: now)
    case .shell(let event):
      return ShellReducer.reduce(into: &state, event, now: now)
    case .theme(let event):
      return ThemeReducer.reduce(into: &state, event, now: now)
    case .history(let entries):
      HistoryReducer.take(entries, &state)
      return []
    case .drafts(let texts):
      return HistoryReducer.takeOver(texts, &state)
    case .copying(let event):
      return CopyReducer.reduce(into: &state, event, now: now)
    case .resize(let size):
      state.size = size
      if let cursor = state.copying.selection?.cursor {
        state.viewport.scroll(.reveal(cursor))
      }
      return []
    case .tick:
      return tick(&state, now: now)
    case .resumed:
      state.composer.burst.reset()
      return [.redraw]
    case .effectResult(.edited(let text)):
      ComposerReducer.takeEdited(text, &state)
      return FilesReducer.follow(&state) + AttachReducer.follow(&state)
    case .effectResult(.failed(let text)):
      state.say(text, role: .error)
      return []
    case .effectResult(.notice(let text)):
      state.say(text)
      return []
    case .wallClock(let seconds):
      state.unixSecondsAtZero = seconds
      return []
    }
  }

  /// Lets go what has expired.
  private static func tick(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    if let until = state.quitArmedUntil, until <= now { state.quitArmedUntil = nil }
    if let until = state.clearArmedUntil, until <= now { state.clearArmedUntil = nil }
    if let toast = state.toast, toast.until <= now { state.toast = nil }
    state.pendingKeys?.show(at: now)
    state.settleMeters(at: now)
    if state.composer.drafts.takeDue(at: now) {
      return [.keepDrafts(state.allDrafts)]
    }
    if state.reading.outline?.isFiltering == true { OutlineReducer.work(&state) }
    if state.overlay?.sessions?.isAsked == false { return SessionListReducer.ask(&state) }
    if let due = state.findDeadline(at: now), due <= now { FindReducer.work(&state, now: now) }
    if let due = state.filterDeadline(at: now), due <= now { FilterReducer.work(&state, now: now) }
    if state.session.rebuild != nil { return OpeningReducer.goOn(&state, now: now) }
    if let due = state.composer.burst.heldEnterDue, due <= now {
      return releaseHeldEnter(&state, now: now)
    }
    return []
  }

  private static func reduce(
    into state: inout AppState, _ event: InputEvent, now: MonotonicTime
  ) -> [AppEffect] {
    switch event {
    case .key(let key): return reduce(into: &state, key, now: now)
    case .paste(let text):
      if state.composer.burst.releaseHeldEnter(at: now) {
        // It was the end of a line before.
        state.composer.buffer.insertNewline()
      }
      let effects = releaseHeldEnter(&state, now: now)
      state.pendingKeys = nil
      return effects + paste(text, into: &state, now: now)
    case .pasteTruncated(let bytes):
      let dropped = NumberText.grouped(bytes)
      state.say("The paste was too long; \(dropped) bytes of it were cut off.", role: .warning)
      return []
    case .mouse(let mouse): return MouseReducer.reduce(into: &state, mouse, now: now)
    case .focus(let hasFocus):
      state.hasFocus = hasFocus
      state.pointer.focusedAt = hasFocus ? now : nil
      return []
    case .reply:
      return []
    }
  }

  private static func reduce(
    into state: inout AppState, _ key: Key, now: MonotonicTime
  ) -> [AppEffect] {
    var effects: [AppEffect] = []
    if state.composer.burst.heldEnterDue != nil {
      if case .character = key.code, key.modifiers.isEmpty,
        state.composer.burst.releaseHeldEnter(at: now)
      {
        state.composer.buffer.insertNewline()
      } else if key.code == .enter, state.composer.burst.releaseHeldEnter(at: now) {
        state.composer.buffer.insertNewline()
      } else {
        effects += releaseHeldEnter(&state, now: now)
      }
    }
    guard !MouseReducer.takesArrow(key, &state, now: now) else { return effects }
    return effects + KeySequenceReducer.press(key, &state, now: now)
  }

  /// Sends what an Enter that was held back was meant to send.
  private static func releaseHeldEnter(
    _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard state.composer.burst.heldEnterDue != nil else { return [] }
    state.composer.burst.reset()
    return SubmitReducer.submit(&state, now: now)
  }

  /// Text typed: into the prompt, or the filter that is open.
  static func type(
    _ key: Key, in context: KeyContext, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard case .character(let character) = key.code,
      key.modifiers.subtracting(.shift).isEmpty
    else { return [] }
    switch context {
    case .prompt, .compare:
      state.comparison?.isAsking = false
      return ComposerReducer.type(character, &state, now: now)
    case .list, .sessions, .links: return OverlayReducer.type(String(character), &state)
    case .find:
      FindReducer.type(String(character), &state, now: now)
      return []
    case .question:
      guard state.dialogTakesKeys(at: now) else { return [] }
      DialogReducer.type(String(character), &state)
      return []
    case .transcript:
      state.reading.type(character)
      return []
    case .fileName:
      state.copying.fileName?.append(String(character))
      return []
    case .selection, .signIn, .confirmation, .anywhere: return []
    }
  }

  private static func paste(
    _ text: String, into state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    switch state.dialog {
    case .question:
      guard state.dialogTakesKeys(at: now) else { return [] }
      DialogReducer.type(text, &state)
      return []
    // The prompt is covered: nobody would see where it went.
    case .confirmation, .signIn: return []
    case nil: break
    }
    if state.overlay?.selection != nil {
      let line = text.prefix(SessionList.maximumTitleLength).prefix { $0 != "\n" }
      return OverlayReducer.type(String(line), &state)
    }
    if state.keyContext == .fileName {
      state.copying.fileName?.append(String(text.prefix { $0 != "\n" }))
      return []
    }
    if state.keyContext == .find {
      FindReducer.type(String(text.prefix { $0 != "\n" }), &state, now: now)
      return []
    }
    state.overlay = nil
    SelectionReducer.end(&state)
    state.focus = .composer
    return ComposerReducer.paste(text, &state)
  }
}
