/// placeholder while building
struct DemoTour: Sendable {
  struct Facts: Sendable {
    var operation: EmulatorOperation
    var identity: RequestIdentity?
    var input = 0
  }
  mutating func answer(_ prompt: Prompt, facts: Facts) -> EmulatorScript.Step {
    EmulatorScript.Step(.message(EmulatorScript.Message([.text("demo")])))
  }
}
