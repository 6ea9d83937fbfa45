import Engine
import TextModel

/// Editing the prompt: typing, readline's commands, pastes, completion.
enum ComposerReducer {
  static func type(
    _ character: Character, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    if state.composer.search != nil {
      HistoryReducer.extendSearch(with: character, &state)
      return []
    }
    if character == "?", state.composer.buffer.isEmpty {
      OverlayReducer.toggleHelp(&state)
      return []
    }
    let begins = state.composer.buffer.isEmpty
    state.composer.burst.character(at: now)
    state.composer.buffer.insert(String(character))
    state.composer.textChanged()
    if character.isWhitespace { suggestTask(&state) }
    return begins && !state.isBusy ? [.prewarm] : []
  }

  static func paste(_ text: String, _ state: inout AppState) -> [AppEffect] {
    if state.composer.search != nil {
      for character in text.prefix(HistoryReducer.maximumQueryLength) where character != "\n" {
        HistoryReducer.extendSearch(with: character, &state)
      }
      return []
    }
    if !state.composer.buffer.paste(text) {
      state.say("The prompt is full; a part of the paste was left out.", role: .warning)
    }
    state.composer.textChanged()
    suggestTask(&state)
    return AttachReducer.pasted(text, &state) + (state.isBusy ? [] : [.prewarm])
  }

  /// Looks after every word at what the beginning of the prompt asks for.
  private static func suggestTask(_ state: inout AppState) {
    state.composer.suggestion = TaskSuggestion.suggest(
      for: state.composer.buffer.firstLine(), current: state.choice.taskName ?? "chat",
      among: state.configuration.tasks)
  }

  static func run(
    _ command: PromptCommand, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    if state.composer.search != nil {
      switch command {
      case .searchHistory:
        HistoryReducer.searchFurther(&state)
        return []
      case .submit:
        // Puts the prompt found; sending it takes another Enter.
        state.composer.search = nil
        return []
      case .complete, .editExternally, .up, .down, .deleteForwardOrQuit, .dropOutput:
        state.composer.search = nil
      }
    }
    switch command {
    case .submit: return enter(&state, now: now)
    case .complete: complete(&state)
    case .editExternally: return [.editExternally(state.composer.buffer.text)]
    case .searchHistory: HistoryReducer.openSearch(&state)
    case .up: HistoryReducer.up(&state)
    case .down: HistoryReducer.down(&state)
    case .dropOutput: ShellReducer.drop(&state, now: now)
    case .deleteForwardOrQuit:
      if state.composer.buffer.isEmpty { return [.quit] }
      edit(.deleteForward, &state)
    }
    return []
  }

  /// Enter: a line end behind a backslash or inside a burst of keys, else it
  /// sends.
  private static func enter(_ state: inout AppState, now: MonotonicTime) -> [AppEffect] {
    if state.composer.buffer.characterBeforeCaret == "\\" {
      state.composer.buffer.deleteBackward()
      state.composer.buffer.insertNewline()
      state.composer.textChanged()
      return []
    }
    if state.composer.burst.holdsEnter(at: now) { return [] }
    switch CompletionReducer.enter(&state) {
    case .taken: return []
    case .sends: break
    }
    return SubmitReducer.submit(&state, now: now)
  }

  /// Takes the chosen completion; without any, goes to the transcript.
  private static func complete(_ state: inout AppState) {
    guard !CompletionReducer.take(&state) else { return }
    if let comparison = state.comparison {
      state.comparison?.focus = comparison.focus.other
    } else if state.composer.buffer.isEmpty || !state.composer.completionsDismissed {
      state.focus = .transcript
    }
  }

  /// Everything that readline does to a text.
  static func edit(_ command: EditCommand, _ state: inout AppState) {
    if state.composer.search != nil {
      if command == .deleteBackward { return HistoryReducer.shortenSearch(&state) }
      state.composer.search = nil
    }
    let countBefore = state.composer.buffer.count
    change(&state.composer.buffer, by: command)
    if state.composer.buffer.count != countBefore { state.composer.textChanged() }
  }

  private static func change(_ buffer: inout EditBuffer, by command: EditCommand) {
    switch command {
    case .newline: buffer.insertNewline()
    case .moveLeft: buffer.moveLeft()
    case .moveRight: buffer.moveRight()
    case .moveWordLeft: buffer.moveWordLeft()
    case .moveWordRight: buffer.moveWordRight()
    case .moveToLineStart: buffer.moveToLineStart()
    case .moveToLineEnd: buffer.moveToLineEnd()
    case .deleteBackward: buffer.deleteBackward()
    case .deleteForward: buffer.deleteForward()
    case .killToLineEnd: buffer.killToLineEnd()
    case .killToLineStart: buffer.killToLineStart()
    case .killWordBackward: buffer.killWordBackward()
    case .killWordForward: buffer.killWordForward()
    case .killToWhitespace: buffer.killToWhitespace()
    case .yank: buffer.yank()
    case .yankPop: buffer.yankPop()
    case .transpose: buffer.transpose()
    case .undo: buffer.undo()
    case .redo: buffer.redo()
    case .expandPaste: buffer.expandChip()
    }
  }
}
