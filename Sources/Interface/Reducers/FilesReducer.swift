import Engine
import TextModel

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
      for problem in instructions.problems where !state.instructions.problems.contains(problem) {
        state.say(problem, role: .warning)
      }
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
    let query: String
    switch state.completionContext {
    case .mention(let mention): query = mention.query
    case .path(let word): query = word.query
    case .command, .argument, nil:
      state.composer.completion.leave()
      return []
    }
    guard state.composer.completion.asked != query else { return [] }
    let takesAnswer =
      state.composer.completion.asked == nil && state.composer.completion.takesAnswer
    let number = state.composer.completion.ask(query)
    state.composer.completion.takesAnswer = takesAnswer
    return [.files(.complete(query: query, number: number))]
  }
}
