import Engine

/// What comes of the files that the prompt names.
enum FilesReducer {
  static func reduce(
    into state: inout AppState, _ event: FileEvent, now: MonotonicTime
  ) -> [AppEffect] {
    switch event {
    case .candidates(let candidates, let number, let coverage):
      guard number == state.composer.completion.number, state.composer.completion.asked != nil
      else { return [] }
      state.composer.completion.candidates = candidates
      state.composer.completion.coverage = coverage
      state.composer.completion.isAnswered = true
      CompletionReducer.answered(&state)
      return follow(&state)
    case .instructions(let instructions):
      state.instructions = instructions
      return []
    case .attached(let read, let number):
      return AttachReducer.attached(read, number: number, &state, now: now)
    case .surveyed(let found, let number):
      AttachReducer.surveyed(found, number: number, &state)
      return AttachReducer.follow(&state)
    }
  }

  /// Asks for the files that fit what is being typed, when that has changed.
  /// Nothing of it waits for a disk: the answer comes when it comes.
  static func follow(_ state: inout AppState) -> [AppEffect] {
    guard case .mention(let mention)? = state.completionContext else {
      state.composer.completion.leave()
      return []
    }
    guard state.composer.completion.asked != mention.query else { return [] }
    let number = state.composer.completion.ask(mention.query)
    return [.files(.complete(query: mention.query, number: number))]
  }
}
