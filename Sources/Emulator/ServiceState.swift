/// What the emulated service remembers between requests.
struct ServiceState: Sendable {
  private var steps: [(step: EmulatorScript.Step, left: Int?)]
  private var generations = 0
  private var replies = 0
  private var cache = PromptCache()
  private var tour = DemoTour()

  init(script: EmulatorScript) {
    steps = script.steps.map { ($0, $0.times) }
  }

  /// The step that answers a request; the tour where none is left.
  mutating func takeStep(
    operation: EmulatorOperation, model: String, prompt: String
  ) -> EmulatorScript.Step {
    let index = generations
    generations += 1
    for position in steps.indices {
      let (step, left) = steps[position]
      guard left.map({ $0 > 0 }) ?? true, step.match.index.map({ $0 == index }) ?? true,
        step.match.operation.map({ $0 == operation }) ?? true,
        step.match.model.map({ model.contains($0) }) ?? true,
        step.match.prompt.map({ prompt.contains($0) }) ?? true
      else { continue }
      if let left { steps[position].left = left - 1 }
      return step
    }
    return EmulatorScript.Step(.tour)
  }

  mutating func use(_ prompt: Prompt) -> InputUsage { cache.use(prompt) }

  /// What the tour says, as a step of its own.
  mutating func tourStep(_ prompt: Prompt, facts: DemoTour.Facts) -> EmulatorScript.Step {
    tour.answer(prompt, facts: facts)
  }

  /// A number for the ids of the next reply.
  mutating func nextReply() -> Int {
    replies += 1
    return replies
  }
}
