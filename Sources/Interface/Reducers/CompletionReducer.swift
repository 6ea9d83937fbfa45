import Engine
import TextModel

/// The popup above the prompt: choosing and taking a row.
enum CompletionReducer {
  /// Moves the choice; `false`: there is nothing to choose from.
  static func step(by step: Int, _ state: inout AppState) -> Bool {
    let count = state.completions.rows.count
    guard count > 0 else { return false }
    let index = min(state.composer.completionIndex, count - 1)
    state.composer.completionIndex = (index + step + count) % count
    state.composer.completion.wasMoved = true
    return true
  }

  /// Tab: takes the chosen row; `false`: there is nothing to complete. While
  /// files are being looked for, the best is taken when it is known.
  static func take(_ state: inout AppState) -> Bool {
    if let word = ShellWord(state.composer.buffer), state.composer.search == nil {
      takePath(word, &state)
      return true
    }
    let list = state.completions
    if let chosen = chosen(of: list, state) {
      put(chosen, list, &state)
      return true
    }
    guard case .mention? = state.completionContext else { return false }
    if !state.composer.completion.isAnswered || state.composer.completion.coverage == .partial {
      state.composer.completion.takesAnswer = true
    }
    return true
  }

  /// What Enter does while there may be a popup.
  enum Entering { case taken, sends }

  /// Tab in a command for the shell: asks for the paths that begin like its last
  /// word; once they are known, goes as far as they agree, and takes one.
  private static func takePath(_ word: ShellWord, _ state: inout AppState) {
    guard state.composer.completion.pathStart == word.start else {
      state.composer.completion.leave()
      state.composer.completion.pathStart = word.start
      state.composer.completionsDismissed = false
      state.composer.completion.takesAnswer = true
      return
    }
    guard state.composer.completion.isAnswered else {
      state.composer.completion.takesAnswer = true
      return
    }
    let list = state.completions
    guard let chosen = chosen(of: list, state) else { return }
    if state.composer.completion.wasMoved || !extend(word, list, &state) {
      put(chosen, list, &state)
    }
  }

  /// Writes what all of several paths begin with; `false`: that stands there.
  private static func extend(
    _ word: ShellWord, _ list: CompletionList, _ state: inout AppState
  ) -> Bool {
    let paths = state.composer.completion.candidates.map(\.path).filter {
      $0.hasPrefix(word.query)
    }
    guard let first = paths.first, paths.count > 1, paths.count < FileCandidate.maximumOfAnswer
    else { return false }
    let common = paths.dropFirst().reduce(Substring(first)) { common, path in
      common.prefix(zip(common, path).prefix { $0 == $1 }.count)
    }
    guard common.count > word.query.count else { return false }
    state.composer.buffer.replaceBeforeCaret(
      list.replacedCount, with: word.insertion(String(common), isWhole: false))
    state.composer.textChanged()
    return true
  }

  /// Enter: takes the chosen row, unless what is typed is whole already. A
  /// command that was chosen and needs nothing more is sent at once.
  static func enter(_ state: inout AppState) -> Entering {
    let list = state.completions
    let wasMoved = state.composer.completion.wasMoved
    guard let chosen = chosen(of: list, state), let context = state.completionContext,
      wasMoved || !isWhole(context, chosen, state)
    else { return .sends }
    put(chosen, list, &state)
    return wasMoved && chosen.kind == .command && !chosen.insertion.hasSuffix(" ")
      ? .sends : .taken
  }

  /// Whether Enter means what is typed as it stands.
  private static func isWhole(
    _ context: CompletionContext, _ chosen: Completion, _ state: AppState
  ) -> Bool {
    switch context {
    case .command(let typed): return SlashCommand(word: typed) != nil
    case .argument(let command, let typed):
      if typed.isEmpty || typed == chosen.text { return true }
      return command == .model ? state.lookup.resolve(typed) != nil : false
    case .mention(let mention):
      let path = chosen.kind == .directory ? String(chosen.text.dropLast()) : chosen.text
      return chosen.kind != .model
        && (mention.query == path || mention.query == chosen.text || mention.query.isEmpty)
    // A command runs; its popup was only looked at.
    case .path: return true
    }
  }

  /// What came for the newest question.
  static func answered(_ state: inout AppState) {
    guard state.composer.completion.takesAnswer else { return }
    let list = state.completions
    guard let chosen = chosen(of: list, state) else { return }
    state.composer.completion.takesAnswer = false
    if case .path(let word)? = state.completionContext {
      guard !extend(word, list, &state), list.rows.count == 1 else { return }
    }
    put(chosen, list, &state)
  }

  private static func chosen(of list: CompletionList, _ state: AppState) -> Completion? {
    guard !list.rows.isEmpty else { return nil }
    return list.rows[min(state.composer.completionIndex, list.rows.count - 1)]
  }

  private static func put(
    _ completion: Completion, _ list: CompletionList, _ state: inout AppState
  ) {
    var insertion = completion.insertion
    // One blank between the mention and what is behind it is enough.
    if !state.composer.buffer.isAtEnd, insertion.hasSuffix(" ") { insertion.removeLast() }
    let isPath = state.composer.completion.pathStart != nil
    state.composer.buffer.replaceBeforeCaret(list.replacedCount, with: insertion)
    state.composer.textChanged()
    if completion.kind == .file, !isPath { state.composer.completion.remember(completion.text) }
  }
}
