import Engine
import Testing

@testable import Interface

@Suite struct ThinkingReducerTests {
  static func desk(_ thinking: ParameterRules.Thinking) -> Desk {
    var configuration = Fixtures.configuration()
    configuration.models[2].rules.thinking = thinking
    return Desk(configuration)
  }

  @Test(arguments: [
    ("on", ThinkingChoice.on(budget: nil)), ("off", .off), ("8000", .on(budget: 8_000)),
    ("8,000", .on(budget: 8_000)), ("1024", .on(budget: 1_024)), ("default", .modelDefault),
  ])
  func isSetByWordOrNumberAndSent(argument: String, choice: ThinkingChoice) {
    var desk = Self.desk(.adaptiveOrBudget)
    desk.submit("/thinking \(argument)")
    #expect(desk.state.choice.thinking == choice)
    #expect(desk.state.turnSettings(modelKey: nil)?.thinking == choice)
    #expect(desk.screen().last?.contains("thinking") == true)
  }

  @Test(arguments: ["1023", "-5", "loud", "9999999999999999999999"])
  func whatIsNoneIsExplained(argument: String) {
    var desk = Self.desk(.budget)
    desk.submit("/thinking \(argument)")
    #expect(desk.state.choice.thinking == .modelDefault)
    #expect(desk.screen().joined(separator: "\n").contains("a budget of at least 1,024 tokens"))
  }

  @Test(arguments: [
    (ParameterRules.Thinking.unsupported, "on", "does not think"),
    (.always, "off", "always thinks"), (.adaptive, "8000", "takes no budget"),
  ])
  func aModelThatCannotSaysSo(thinking: ParameterRules.Thinking, argument: String, text: String) {
    var desk = Self.desk(thinking)
    desk.submit("/thinking \(argument)")
    #expect(desk.screen().joined(separator: "\n").contains(text))
  }

  @Test func withoutAnArgumentItTellsHowThingsStand() {
    var desk = Self.desk(.budget)
    desk.submit("/thinking 8000")
    desk.submit("/thinking")
    #expect(desk.screen().joined(separator: "\n").contains("Thinking: 8,000 tokens."))
  }
}
