import Engine
import TextModel

@testable import Interface

/// Two models that answer the same prompt, turns 1 and 2.
extension Desk {
  /// Both have begun to write.
  static func comparing(
    _ configuration: AppConfiguration = Fixtures.configuration(), lines: Int = 1
  ) -> Desk {
    var desk = Desk(configuration)
    desk.submit("/compare Why does the decoder drop the last frame?")
    for (id, word) in [(TurnID(1), "left"), (TurnID(2), "right")] {
      desk.engine(.turnStarted(id, modelKey: ""))
      desk.engine(.phase(id, .writing))
      desk.engine(.blockStarted(id, block: 0, .text))
      for line in 1...lines {
        desk.engine(.delta(id, block: 0, lines == 1 ? "the \(word) answer" : "\(word) \(line)\n\n"))
      }
    }
    return desk
  }

  mutating func endBoth() {
    for id in [TurnID(1), TurnID(2)] where state.side(running: id) != nil {
      engine(.turnEnded(id, .completed(.endTurn)))
    }
  }

  /// Lets the screen say that a choice can be made, for long enough.
  mutating func offer() {
    _ = screen()
    wait(milliseconds: 1_000)
  }

  /// Counters of one of the two turns.
  mutating func report(_ id: TurnID, output: Int, cost: Int64, session: Int64) {
    let tokens = TokenUsage(input: 12_400, output: output)
    engine(
      .usage(
        id,
        UsageReport(
          turn: tokens, inputIsFinal: true, outputIsFinal: true, turnCost: NanoDollars(cost),
          sessionCost: NanoDollars(session), sessionTokens: tokens, contextTokens: 12_500,
          contextWindow: 200_000, tokensPerSecondTenths: 830)))
  }
}
