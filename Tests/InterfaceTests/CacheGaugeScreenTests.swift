import Engine
import Testing

@testable import Interface

/// What the service keeps, and what a switch gives up, on the screen.
@Suite struct CacheGaugeScreenTests {
  /// Opus, 61,000 tokens kept for five minutes from 14:02:00 on.
  private static func desk() -> Desk {
    var configuration = Fixtures.configuration()
    configuration.modelKey = "opus"
    var desk = Desk(configuration)
    desk.send(.wallClock(unixSecondsAtZero: 1_800_000_000))
    desk.engine(.notice("begin"))
    desk.press(.character("h"))
    desk.press(.enter)
    var usage = UsageReport(
      turn: TokenUsage(input: 100, cacheWrite5m: 8_000, cacheRead: 53_000, output: 400),
      inputIsFinal: true, outputIsFinal: true, turnCost: NanoDollars(80_000_000),
      sessionCost: NanoDollars(500_000_000),
      sessionTokens: TokenUsage(input: 20_000, cacheWrite5m: 53_000, cacheRead: 53_000))
    usage.contextTokens = 61_500
    usage.contextWindow = 1_000_000
    desk.engine(.usage(TurnID(1), usage))
    desk.engine(.turnEnded(TurnID(1), .completed(.endTurn)))
    return desk
  }

  @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 60)])
  func idle(columns: Int, rows: Int) {
    var desk = Self.desk()
    desk.wait(milliseconds: 60_000)
    desk.send(.tick)
    Golden.check(desk.frame(columns, rows), "gauge-\(columns)x\(rows)")
  }

  @Test func whatIsForgottenIsNotShown() {
    var desk = Self.desk()
    desk.wait(milliseconds: 300_000)
    #expect(!desk.screen(200, 60).joined().contains("until"))
    #expect(desk.state.nextDeadline(after: desk.now) == nil)
  }

  @Test func thePickerSaysWhatASwitchRereads() {
    var desk = Self.desk()
    desk.wait(milliseconds: 108_000)
    desk.press(.function(2))
    #expect(
      desk.screen().joined(separator: "\n").contains(
        "this session's model · 61k tokens kept (cache 3m12s left)"))
    desk.type("sonnet")
    // Sonnet's tokenizer makes fewer tokens of it, at $3 a million.
    #expect(
      desk.screen().joined(separator: "\n").contains(
        "switching re-reads 47.4k tokens ≈ $0.1423 (cache 3m12s left)"))
  }

  @Test func anEffortThatGivesUpTheCacheSaysSo() {
    var desk = Self.desk()
    desk.press(.character("."), .alt)
    #expect(desk.state.toast?.text == "effort high · re-reads 61.5k tokens ≈ $0.3075")
    desk.press(.character(","), .alt)
    #expect(desk.state.toast?.text == "effort medium · re-reads 61.5k tokens ≈ $0.3075")
  }

  @Test func thinkingAndModelSayItToo() {
    var desk = Self.desk()
    desk.submit("/thinking off")
    #expect(desk.state.toast?.text.hasSuffix("re-reads 61.5k tokens ≈ $0.3075") == true)
    desk.submit("/thinking default")
    desk.submit("/model sonnet")
    #expect(desk.state.toast?.text == "model: Sonnet 4.5 · re-reads 47.4k tokens ≈ $0.1423")
  }

  @Test func statusTellsHitRatesAndExpiry() {
    var desk = Self.desk()
    desk.wait(milliseconds: 108_000)
    desk.submit("/cost")
    #expect(
      desk.screen(120, 40).joined(separator: "\n").contains(
        "61k tokens kept until 14:07 (3 min 12 s left) · read from it: 86 % of the last prompt, 42 %"
      ))
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func aStoppedTurnHasABoundWhereThereIsRoom(columns: Int, rows: Int) {
    var desk = Desk()
    desk.startAnswer()
    desk.press(.escape)
    var usage = Desk.usage
    usage.isLowerBound = true
    usage.turnUpperBound = NanoDollars(289_000_000)
    desk.engine(.usage(TurnID(1), usage))
    desk.engine(.turnEnded(TurnID(1), .interrupted(hasText: true)))
    Golden.check(desk.frame(columns, rows), "bound-\(columns)x\(rows)")
    // Settled, the true number replaces both.
    usage.isLowerBound = false
    usage.outputIsFinal = true
    usage.turnUpperBound = nil
    usage.turnCost = NanoDollars(50_000_000)
    desk.engine(.settled(TurnID(1), usage))
    let text = desk.screen(columns, rows).joined(separator: "\n")
    #expect(text.contains("1,204 tok · $0.0500 · 7 s") && !text.contains("≤"))
  }

  @Test func aSecondChangeSaysItToo() {
    var desk = Self.desk()
    desk.press(.character("."), .alt)
    desk.submit("/effort low")
    #expect(desk.state.toast?.text == "effort low · re-reads 61.5k tokens ≈ $0.3075")
    desk.submit("And now?")
    #expect(desk.state.toast == nil)
  }
}
