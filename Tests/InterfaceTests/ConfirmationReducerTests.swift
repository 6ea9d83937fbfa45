import Engine
import Testing
import TextModel

@testable import Interface

/// Prompts that are dear to read: the strip says so, and the program asks.
@Suite struct ConfirmationReducerTests {
  /// A session with Opus whose context of 400,000 tokens costs $2 to read.
  private static func desk(askAbove: Int64? = 1_000_000_000) -> Desk {
    var configuration = Fixtures.configuration()
    configuration.modelKey = "opus"
    configuration.budget.askAbove = askAbove.map { NanoDollars($0) }
    var desk = Desk(configuration)
    desk.submit("Hello")
    var usage = UsageReport(
      turn: TokenUsage(input: 150_000, output: 10), inputIsFinal: true, outputIsFinal: true)
    usage.contextTokens = 180_000
    usage.contextWindow = 1_000_000
    desk.engine(.usage(TurnID(1), usage))
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    _ = desk.takeEffects()
    return desk
  }

  private static func dear() -> Desk { desk(askAbove: 500_000_000) }

  private static func sent(_ effects: [AppEffect]) -> (text: String, model: String)? {
    for case .engine(.submit(_, let text, _, let settings)) in effects {
      return (text, settings.model.key)
    }
    return nil
  }

  @Test func theStripTellsWhatADraftCosts() {
    var desk = Self.desk()
    #expect(!desk.screen().joined().contains("this send"))
    desk.type("And")
    #expect(
      desk.screen().contains(" this send ≈ $0.9000: 180k new tokens; answer up to $0.4096"))
    desk.press(.escape)
    desk.press(.escape)
    desk.type("/cost")
    #expect(!desk.screen().joined().contains("this send"))
  }

  @Test func cheapPromptsAreSentWithoutAQuestion() {
    var desk = Self.desk()
    desk.submit("And now?")
    #expect(Self.sent(desk.takeEffects())?.text == "And now?")
  }

  @Test func aDearPromptWaitsForAYes() {
    var desk = Self.dear()
    desk.submit("And now?")
    #expect(Self.sent(desk.takeEffects()) == nil)
    Golden.check(desk.frame(80, 24), "confirm-80x24")
    // Too soon: nobody has read it yet.
    desk.wait(milliseconds: 249)
    desk.press(.character("y"))
    #expect(Self.sent(desk.takeEffects()) == nil)
    desk.wait(milliseconds: 1)
    desk.press(.character("y"))
    let sent = Self.sent(desk.takeEffects())
    #expect(sent?.text == "And now?" && sent?.model == "claude-opus-4-8")
    #expect(desk.state.spending.confirmation == nil && desk.state.composer.buffer.isEmpty)
  }

  @Test func keysBeforeItWasPaintedDoNotAnswer() {
    var desk = Self.dear()
    desk.submit("And now?")
    desk.wait(milliseconds: 400)
    desk.press(.enter)
    desk.wait(milliseconds: 400)
    desk.press(.character("s"))
    #expect(Self.sent(desk.takeEffects()) == nil)
    #expect(desk.state.composer.buffer.text == "And now?s")
  }

  private static func asked() -> Desk {
    var desk = dear()
    desk.submit("And now?")
    _ = desk.frame(80, 24)
    desk.wait(milliseconds: 300)
    _ = desk.takeEffects()
    return desk
  }

  @Test func lesson25_noAnswerOfAFreshDialogIsADefault() {
    var desk = Self.asked()
    for _ in 1...3 { desk.press(.enter) }
    #expect(desk.takeEffects() == [])
    #expect(desk.state.spending.confirmation != nil)
    #expect(desk.state.toast?.text == "choose first: arrows, Tab or a letter")
    #expect(!desk.screen().contains { $0.contains("▸y") })
  }

  @Test(
    arguments: [
      ([Key(.tab)], "claude-opus-4-8", "▸y send"),
      ([Key(.down), Key(.right)], "claude-sonnet-4-5", "▸s Sonnet 4.5"),
      ([Key(.up)], nil, "▸n keep"),
      ([Key(.tab), Key(.tab, .shift)], nil, "▸n keep"),
      ([Key(.tab), Key(.tab), Key(.tab), Key(.tab)], "claude-opus-4-8", "▸y send"),
    ] as [([Key], String?, String)])
  func lesson25_enterTakesWhatIsHighlighted(keys: [Key], model: String?, mark: String) {
    var desk = Self.asked()
    for key in keys { desk.press(key.code, key.modifiers) }
    #expect(desk.screen().contains { $0.contains(mark) })
    desk.press(.enter)
    #expect(Self.sent(desk.takeEffects())?.model == model)
    #expect(desk.state.spending.confirmation == nil)
    #expect(desk.state.composer.buffer.text == (model == nil ? "And now?" : ""))
  }

  @Test(arguments: [(80, 24), (40, 10), (20, 5), (10, 3), (1, 1)])
  func theAnswersAreInViewAtAnySize(columns: Int, rows: Int) {
    var desk = Self.dear()
    desk.submit("And now?")
    let lines = desk.frame(columns, rows).lines.joined()
    #expect(lines.contains("y send") || columns < 10)
  }

  @Test(arguments: [Key(.escape), Key(.character("n")), Key(.character("c"), .control)])
  func escKeepsTheDraft(key: Key) {
    var desk = Self.dear()
    desk.submit("And now?")
    _ = desk.frame(80, 24)
    desk.wait(milliseconds: 300)
    desk.press(key.code, key.modifiers)
    #expect(desk.state.spending.confirmation == nil)
    #expect(desk.state.composer.buffer.text == "And now?")
    #expect(Self.sent(desk.takeEffects()) == nil)
  }

  @Test func sTakesTheCheaperFamilyOnce() {
    var desk = Self.dear()
    desk.submit("And now?")
    _ = desk.frame(80, 24)
    desk.wait(milliseconds: 300)
    desk.press(.character("s"))
    #expect(Self.sent(desk.takeEffects())?.model == "claude-sonnet-4-5")
    #expect(desk.state.choice.modelKey == "claude-opus-4-8")
  }

  @Test func aQueuedPromptAsksToo() {
    var desk = Self.dear()
    desk.state.spending.settings.askAbove = nil
    desk.submit("First")
    desk.submit("Second")
    desk.state.spending.settings.askAbove = NanoDollars(500_000_000)
    _ = desk.takeEffects()
    desk.engine(.turnEnded(TurnID(2), .completed(.endTurn)))
    #expect(Self.sent(desk.takeEffects()) == nil && desk.state.queue.count == 1)
    _ = desk.frame(80, 24)
    desk.wait(milliseconds: 300)
    desk.press(.character("y"))
    #expect(Self.sent(desk.takeEffects())?.text == "Second" && desk.state.queue.isEmpty)
  }

  @Test func offMeansNeverAsked() {
    var desk = Self.desk(askAbove: nil)
    desk.submit(String(repeating: "x", count: 200))
    #expect(Self.sent(desk.takeEffects()) != nil)
  }

  @Test func twoAnswersCostTheirSum() {
    var desk = Self.desk()
    desk.type("/compare")
    #expect(!desk.screen().joined().contains("this send"))
    desk.type(" sonnet opus ")
    #expect(!desk.screen().joined().contains("this send"))
    desk.type("Why?")
    // Opus reads 180,000 tokens for $0.90, Sonnet 138,461 of its own for $0.4154.
    let line = desk.screen().first { $0.hasPrefix(" this send") }
    #expect(line == " this send ≈ $1.32: 318k new tokens; answer up to $0.6554")
  }

  @Test func aDearComparisonWaitsForAYes() {
    var desk = Self.dear()
    desk.submit("/compare Why?")
    let screen = desk.screen()
    #expect(screen.contains { $0.hasPrefix(" Opus 4.8 and Sonnet 4.5: this send") })
    #expect(!screen.joined().contains(" instead"))
    #expect(desk.state.comparison == nil && desk.state.composer.buffer.text == "/compare Why?")
    desk.wait(milliseconds: 250)
    desk.press(.character("s"))
    #expect(desk.state.comparison == nil)
    desk.press(.character("y"))
    #expect(desk.state.comparison != nil && desk.state.composer.buffer.isEmpty)
  }
}
