import Emulator
import TestSupport
import Testing

extension EndToEndTests {
  /// One prompt to two models at once.
  @Suite struct Compare {
    private func opened() throws -> (AditUnderTest, PtyProcess) {
      var configuration = EmulatorConfiguration()
      configuration.tokensPerSecond = 100
      let adit = try AditUnderTest(configuration)
      return (adit, try adit.open(columns: 100))
    }

    /// Presses `key` as often as a hand does until `text` is there: a key that
    /// comes before the offer was seen chooses nothing.
    private func choose(_ key: String, _ terminal: PtyProcess, until text: String) throws {
      for _ in 0..<20 where !terminal.screen.contains(text) {
        terminal.write(key)
        terminal.pauseLikeAHand()
      }
      try terminal.expect(text)
    }

    @Test func twoAnswerOneIsStoppedTheOtherChosen() throws {
      let (adit, terminal) = try opened()
      terminal.send("/compare long")
      try terminal.expect("both write") {
        $0.screen.contains("1 Sonnet 5.5 writing") && $0.screen.contains("2 Opus 5.5 writing")
      }
      terminal.write("\u{1b}")
      try terminal.expect("1 Sonnet 5.5 stopped")
      #expect(terminal.screen.contains("2 Opus 5.5 writing"))
      #expect(adit.prompts.count == 2)
      let models = Set(adit.prompts.map { String($0.target.split(separator: "/")[1]) })
      #expect(
        models == ["us.anthropic.claude-sonnet-5-5", "us.anthropic.claude-opus-5-5"])
      terminal.send("a draft")
      try terminal.expect("choose first")
      try choose("1", terminal, until: "not chosen: Opus 5.5")
      try terminal.expect("› a draft")
      try terminal.expectIdle()
      terminal.write("\r")
      try terminal.expect("the third request") { _ in adit.prompts.count == 3 }
      let sent = try #require(adit.prompts.last)
      #expect(sent.target.contains("sonnet"))
      #expect(sent.text.contains("[The user interrupted the answer above.]"))
      terminal.write("\u{1b}")
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func aLimitSetInTheProgramHoldsForBoth() throws {
      let (adit, terminal) = try opened()
      terminal.send("/budget turn 0.000001")
      try terminal.expect("for this run")
      terminal.send("/compare long")
      try terminal.expect("neither is sent") {
        $0.screen.contains("1 Sonnet 5.5 over budget")
          && $0.screen.contains("2 Opus 5.5 over budget")
      }
      #expect(adit.prompts.isEmpty)
      try choose("2", terminal, until: "not chosen: Sonnet 5.5")
      terminal.send("/budget turn off")
      try terminal.expect("off for this run")
      terminal.quit()
    }

    @Test func bothAreBookedAndCanBeGoneBackTo() throws {
      let (adit, terminal) = try opened()
      terminal.send("/compare opus haiku Hello")
      try terminal.expect("both have ended") { $0.screen.contains("choose 1 Opus 5.5 or 2") }
      try choose("2", terminal, until: "? help")
      try terminal.expectIdle()
      terminal.quit()
      let costs = String(decoding: try adit.run(["cost", "--json"]).output, as: UTF8.self)
      #expect(costs.contains("claude-opus-5-5"))
      #expect(costs.contains("claude-haiku"))
      let again = try adit.open(["--continue"], columns: 100)
      again.write("\u{1b}[1;5H")
      try again.expect("not chosen: Opus 5.5")
      again.quit()
    }
  }
}
