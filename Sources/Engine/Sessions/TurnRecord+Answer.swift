extension TurnRecord {
  /// The turn with what came of its answer since it was last asked. `closing`:
  /// `nil` where its program died; then it is kept as if the user had stopped
  /// it.
  init(opening: TurnOpening, answer: MessageAssembler, closing: TurnClosing?) {
    let content = answer.answer().content
    self.init(
      opening: opening, content: content.contains(where: \.isSubstance) ? content : [],
      ending: closing.map { AnswerEnding($0.outcome) } ?? .interrupted,
      isLeftOut: closing?.isLeftOut ?? false, refusedImages: closing?.refusedImages)
  }
}

extension AnswerEnding {
  /// How the answer of a turn with this outcome ended.
  init(_ outcome: TurnOutcome) {
    switch outcome {
    case .interrupted, .overBudget: self = .interrupted
    case .failed: self = .failed
    case .completed(.maxTokens), .completed(.contextWindowExceeded), .completed(.pauseTurn):
      self = .limit
    case .completed: self = .whole
    }
  }
}
