import Engine
import TextModel

extension AppState {
  /// Which keys hold now.
  var keyContext: KeyContext {
    switch dialog {
    case .question: return .question
    case .signIn: return .signIn
    case .confirmation: return .confirmation
    case nil: break
    }
    switch overlay {
    case .models, .tasks, .rewind, .themes, .outline, .help: return .list
    case .sessions: return .sessions
    case .links, .address: return .links
    case nil: return paneContext
    }
  }

  /// Which keys hold where no popup is open.
  var paneContext: KeyContext {
    switch focus {
    case .transcript:
      if find.isTyping || reading.filterLine != nil { return .find }
      if copying.fileName != nil { return .fileName }
      return copying.selection == nil ? .transcript : .selection
    case .composer: return comparisonTakesKeys ? .compare : .prompt
    }
  }

  /// Whether the keys of a comparison hold: the prompt is empty, or the choice
  /// was asked for.
  private var comparisonTakesKeys: Bool {
    guard let comparison, composer.search == nil else { return false }
    return comparison.isAsking || composer.buffer.isEmpty
  }

  var keyMap: KeyMap { configuration.interface.keyMap }
}

extension AppReducer {
  /// Carries out what a key is bound to; `character`: what was typed behind
  /// it, for a command that takes one.
  static func run(
    _ command: KeyCommand, character: Character? = nil, _ state: inout AppState,
    now: MonotonicTime
  ) -> [AppEffect] {
    if state.dialog != nil {
      guard command.holdsInDialogs,
        !command.answersDialogs || state.dialogTakesKeys(at: now)
      else { return [] }
    }
    let count = state.reading.takeCount()
    switch command {
    case .global(let command): return run(command, &state, now: now)
    case .scroll(let command):
      ScrollReducer.run(command, count: count, &state)
      return []
    case .prompt(let command): return ComposerReducer.run(command, &state, now: now)
    case .edit(let command): return EditReducer.edit(command, &state, now: now)
    case .find(let command):
      FindReducer.run(command, count: count, &state, now: now)
      return []
    case .read(let command):
      return ReadReducer.run(command, count: count, character: character, &state, now: now)
    case .select(let command):
      SelectionReducer.run(command, &state, now: now)
      return []
    case .copy(let command): return CopyReducer.run(command, &state, now: now)
    case .compare(let command): return CompareReducer.run(command, &state, now: now)
    case .list(let command): return OverlayReducer.run(command, &state, now: now)
    case .session(let command): return SessionListReducer.run(command, &state)
    case .dialog(let command):
      return DialogReducer.run(command, &state, now: now)
    }
  }

  private static func run(
    _ command: GlobalCommand, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    switch command {
    case .escape: return EscapeReducer.escape(&state, now: now)
    case .cancelOrQuit: return EscapeReducer.cancelOrQuit(&state, now: now)
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .help: OverlayReducer.toggleHelp(&state)
    case .pickModel: OverlayReducer.openModels(&state)
    case .earlierModel: RecentModelReducer.run(&state, now: now)
    case .pickTheme: return ThemeReducer.choose("", &state, now: now)
    case .pickTask: OverlayReducer.openTasks(&state)
    case .pickSession: return CommandReducer.run(.resume, argument: "", &state, now: now)
    case .newSession: return CommandReducer.run(.new, argument: "", &state, now: now)
    case .rewind: RewindReducer.open(&state, now: now)
    case .showStatus: return CommandReducer.run(.status, argument: "", &state, now: now)
    case .showCosts: return CommandReducer.run(.cost, argument: "", &state, now: now)
    case .toggleSidePanel: state.hasSidePanel.toggle()
    case .lowerEffort: EffortReducer.step(by: -1, &state, now: now)
    case .raiseEffort: EffortReducer.step(by: 1, &state, now: now)
    case .takeSuggestion:
      guard let suggestion = state.composer.suggestion else { break }
      state.composer.suggestion = nil
      OverlayReducer.use(suggestion.profile, &state, now: now)
    case .toggleMouse: return MouseReducer.toggle(&state, now: now)
    case .toggleDetails: state.presentation.showsDetails.toggle()
    }
    return []
  }
}
