import Emulator
import TestSupport
import Testing
import Wire

extension EndToEndTests {
  /// Hard limits of money, on the screen and for scripts.
  @Suite struct Budgets {
    /// An answer that costs cents, slowly.
    private static let long = EmulatorScript.Step.says(
      numberedWords(20_000), tokensPerSecond: 2_000)

    private static func configure(_ adit: AditUnderTest, _ budget: String) throws {
      try adit.home.write("{\"budget\": \(budget)}", to: ".config/adit/config.json")
    }

    @Test func aRunningAnswerStopsAtTheLimitAndGoesOnAboveIt() throws {
      let adit = try AditUnderTest(Self.long, .says("The rest."))
      try Self.configure(adit, "{\"turn\": 0.01}")
      let terminal = try adit.open(columns: 120, rows: 40)
      terminal.send("Go ahead")
      try terminal.expect("stopped at the turn's budget of $0.01")
      try terminal.expect("80 % of the turn's budget is used")
      try adit.expectRequests("closed by the client") { $0.first?.wasClosedByClient == true }
      try terminal.expectIdle()
      #expect(terminal.screen.contains("≤$"), "\(terminal.dump)")
      terminal.send("/budget turn $1")
      try terminal.expect("The turn's budget is $1.00 for this run")
      terminal.send("/continue")
      try terminal.expect("The rest.")
      terminal.quit()
    }

    @Test func nothingIsSentAboveTheLimit() throws {
      let adit = try AditUnderTest(.says("One."), .says("Two."))
      try Self.configure(adit, "{\"session\": 0.001}")
      let terminal = try adit.open(columns: 120, rows: 40)
      terminal.send("/budget session $0.0001")
      try terminal.expect("for this run")
      terminal.send(numberedWords(150))
      try terminal.expect("before any answer")
      try terminal.expect("nothing was billed")
      #expect(adit.prompts.isEmpty)
      terminal.send("/budget session off")
      try terminal.expect("is off for this run")
      terminal.send("/continue")
      try terminal.expect("One.")
      #expect(adit.prompts.last?.text.contains("word150") == true)
      terminal.quit()
    }

    @Test(arguments: ["turn", "session", "day", "project"])
    func configuredLimitsHoldForScripts(scope: String) throws {
      let adit = try AditUnderTest(Self.long)
      try Self.configure(adit, "{\"\(scope)\": 0.01}")
      let run = try adit.run(["-p", "Go ahead", "--output-format", "json"])
      #expect(run.exit == .code(5), "\(run.errorText)")
      #expect(run.errorText.contains("stopped at the \(scope)'s budget of $0.01"))
      let result = try JSONValue(parsing: Array(run.text.utf8))
      #expect(result["subtype"]?.string == "error_max_budget_usd")
      #expect(result["usage_status"]?.string == "lower_bound")
      #expect(result["result"]?.string?.hasPrefix("word1 word2") == true)
      let cost = try #require(result["total_cost_usd"]?.double)
      #expect(cost >= 0.01 && cost < 0.02)
    }

    @Test func theRunsOwnLimitStopsTheStream() throws {
      let adit = try AditUnderTest(Self.long)
      let run = try adit.run(["-p", "Go ahead", "--max-usd", "0.01"])
      #expect(run.exit == .code(5), "\(run.errorText)")
      #expect(run.errorText.contains("more than --max-usd 0.01"))
      #expect(run.text.hasPrefix("word1 word2") && !run.text.contains("word5000"))
      try adit.expectRequests("closed by the client") { $0.first?.wasClosedByClient == true }
    }

    /// What one program spent, the next one knows.
    @Test func aDayCountsEveryProgram() throws {
      let adit = try AditUnderTest(.says("Done.", times: nil))
      try Self.configure(adit, "{\"day\": 0.002}")
      let first = try adit.run(["-p", "One"])
      #expect(first.exit == .code(0), "\(first.errorText)")
      let second = try adit.run(["-p", "Two"])
      #expect(second.exit == .code(5), "\(second.errorText)")
      #expect(adit.prompts.count == 1)
    }
  }
}
