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
    if state.composer.vi?.takesText == false {
      return ViReducer.press(Key(.character(character)), &state, now: now) ?? []
    }
    if character == "?", state.composer.buffer.isEmpty {
      OverlayReducer.toggleHelp(&state)
      return []
    }
    let begins = state.composer.buffer.isEmpty
    let revision = state.composer.buffer.revision
    state.composer.burst.character(at: now)
    if state.composer.vi == nil {
      state.composer.buffer.insert(String(character))
    } else {
      _ = ViReducer.take(.character(character), &state)
    }
    guard state.composer.buffer.revision != revision else {
      state.toast = Toast("the prompt is full: \(EditBuffer.maximumBytes >> 20) MB", at: now)
      return []
    }
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
    state.composer.settleVi()
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
      case .stash:
        HistoryReducer.widenSearch(&state)
        return []
      case .submit:
        // Puts the prompt found; sending it takes another Enter.
        state.composer.search = nil
        state.composer.settleVi()
        return []
      case .complete, .editExternally, .up, .down, .deleteForwardOrQuit, .dropOutput:
        state.composer.search = nil
      }
    }
    switch command {
    case .submit: return enter(&state, now: now)
    case .complete: complete(&state)
    case .editExternally: return editExternally(&state)
    case .searchHistory: return HistoryReducer.openSearch(&state)
    case .up: HistoryReducer.up(&state)
    case .down: HistoryReducer.down(&state)
    case .dropOutput: return ShellReducer.drop(&state, now: now)
    case .deleteForwardOrQuit:
      if state.composer.buffer.isEmpty { return [.quit] }
      return EditReducer.edit(.deleteForward, &state, now: now)
    case .stash: stash(&state, now: now)
    }
    return []
  }

  /// Puts the draft aside, or takes up the one put aside last.
  private static func stash(_ state: inout AppState, now: MonotonicTime) {
    guard state.composer.buffer.isEmpty else {
      guard state.composer.stash.count < Composer.maximumStash else {
        state.toast = Toast("\(Composer.maximumStash) drafts lie aside already", at: now)
        return
      }
      let draft = state.composer.buffer
      state.composer.reset()
      state.composer.stash.append(draft)
      return
    }
    guard let draft = state.composer.stash.popLast() else {
      state.toast = Toast("no draft lies aside", at: now)
      return
    }
    state.composer.restore(draft)
    state.composer.textChanged()
  }

  // MARK: The user's editor

  /// The prompt goes to the user's editor; of a chip on which the caret
  /// stands, its text alone.
  private static func editExternally(_ state: inout AppState) -> [AppEffect] {
    let chip = state.composer.buffer.chipAtCaret
    state.composer.openChip = chip?.number
    if let chip { return [.editExternally(chip.text)] }
    return [.editExternally(state.composer.buffer.text)]
  }

  /// What the user's editor gave back.
  static func takeEdited(_ text: String, _ state: inout AppState) {
    if let number = state.composer.openChip {
      state.composer.buffer.replaceChip(number, with: text)
    } else {
      state.composer.buffer.setTextKeepingChips(text)
    }
    state.composer.openChip = nil
    state.composer.settleVi()
    state.composer.textChanged()
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
}
