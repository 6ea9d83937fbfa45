import Emulator
import TestSupport
import Testing

extension EndToEndTests {
  /// Another model between turns, by every way there is.
  @Suite struct ModelSwitch {
    /// What a request was sent with.
    private struct Sent: Equatable {
      var model: String
      var temperature: String?
      var effort: String?

      init(_ model: String, temperature: String? = nil, effort: String? = nil) {
        self.model = model
        self.temperature = temperature
        self.effort = effort
      }

      init(_ request: LoggedRequest) {
        let path = request.target.split(separator: "/")
        model = path.count > 1 ? String(path[1]) : ""
        let body = request.text
        temperature = Self.value(after: #""temperature":"#, in: body)
        effort = Self.value(after: #""effort":""#, in: body)
      }

      private static func value(after name: String, in body: String) -> String? {
        body.firstRange(of: name).map {
          String(body[$0.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "." })
        }
      }
    }

    /// Sends a prompt and waits for its answer; what the request carried.
    private func ask(
      _ prompt: String, _ terminal: PtyProcess, _ adit: AditUnderTest,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Sent {
      let number = adit.prompts.count + 1
      terminal.send(prompt)
      try terminal.expect("Answer number \(number).", sourceLocation: sourceLocation)
      try terminal.expectIdle(sourceLocation: sourceLocation)
      return Sent(try #require(adit.prompts.last))
    }

    private func answers(_ count: Int) throws -> AditUnderTest {
      var configuration = EmulatorConfiguration()
      configuration.script = EmulatorScript((1...count).map { .says("Answer number \($0).") })
      configuration.tokensPerSecond = 0
      return try AditUnderTest(configuration)
    }

    @Test func thePickerSwitchesForTheSessionOrATurn() throws {
      let adit = try answers(5)
      let terminal = try adit.open()
      let first = try ask("One", terminal, adit)
      #expect(first.model.hasSuffix("anthropic.claude-sonnet-5-5"))
      terminal.write("\u{1b}p")
      try terminal.expect("Model ›")
      terminal.write("haiku-4")
      try terminal.expect("▸ Claude Haiku 4.5")
      // What the switch costs is said before it happens.
      try terminal.expect("switching re-reads")
      terminal.write("\r")
      try terminal.expect("the header with the new model") {
        $0.screen.row(0).contains("Claude Haiku 4.5")
      }
      #expect(try ask("Two", terminal, adit).model.contains("claude-haiku-4-5"))
      terminal.write("\u{1b}OQ")
      try terminal.expect("Model ›")
      terminal.write("opus 5.5")
      try terminal.expect("▸ Claude Opus 5.5")
      terminal.write("\u{1b}\r")
      try terminal.expect("(next turn)")
      #expect(try ask("Three", terminal, adit).model.contains("claude-opus-5-5"))
      #expect(try ask("Four", terminal, adit).model.contains("claude-haiku-4-5"))
      terminal.write("\u{1b}p")
      try terminal.expect("Model ›")
      terminal.write("\u{1b}")
      try terminal.expect("the popup gone") { !$0.screen.contains("Model ›") }
      #expect(try ask("Five", terminal, adit).model.contains("claude-haiku-4-5"))
      terminal.quit()
    }

    @Test func aNameInThePromptCountsForOneTurn() throws {
      let adit = try answers(3)
      let terminal = try adit.open()
      let opus = try ask("@opus Think hard", terminal, adit)
      #expect(opus.model.contains("claude-opus-5-5"))
      #expect(adit.prompts.last?.text.contains("@opus") == false)
      #expect(try ask("Two", terminal, adit).model.contains("claude-sonnet-5-5"))
      // Only as the first word.
      #expect(try ask("Ask @opus", terminal, adit).model.contains("claude-sonnet-5-5"))
      #expect(adit.prompts.last?.text.contains("Ask @opus") == true)
      terminal.quit()
    }

    @Test func commandsSwitchAndParametersFollowTheModel() throws {
      let adit = try answers(5)
      let terminal = try adit.open()
      terminal.send("/model claude-sonnet-4-5")
      try terminal.expect("Claude Sonnet 4.5 ·")
      let plain = try ask("One", terminal, adit)
      #expect(plain.model.contains("claude-sonnet-4-5"))
      #expect(plain.temperature == nil && plain.effort == nil)
      // The task's temperature reaches a model that takes one …
      terminal.send("/task code")
      try terminal.expect("task code: Sonnet 5.5")
      terminal.send("/model sonnet-4.5")
      try terminal.expect("Claude Sonnet 4.5 ·")
      let coding = try ask("Two", terminal, adit)
      #expect(coding.temperature == "0.3" && coding.effort == nil)
      // … and none that does not; the effort the other way round.
      terminal.send("/model sonnet")
      try terminal.expect("Claude Sonnet 5.5 (medium)")
      let newest = try ask("Three", terminal, adit)
      #expect(newest.model.contains("claude-sonnet-5-5"))
      #expect(newest.temperature == nil && newest.effort == "medium")
      terminal.send("/task debug")
      try terminal.expect("task debug: Opus 5.5")
      let debugging = try ask("Four", terminal, adit)
      #expect(debugging.model.contains("claude-opus-5-5"))
      #expect(debugging.temperature == nil && debugging.effort == "high")
      // Other vendors are called through Converse.
      terminal.send("/model nova-pro")
      try terminal.expect("Amazon Nova Pro ·")
      let nova = try ask("Five", terminal, adit)
      #expect(nova.model.contains("amazon.nova-pro-v1"))
      #expect(nova.temperature == "0.3")
      #expect(adit.prompts.last?.operation == .converseStream)
      terminal.quit()
    }

    @Test func unknownNamesGetAHint() throws {
      let adit = try AditUnderTest()
      let terminal = try adit.open()
      terminal.send("/model sonett")
      try terminal.expect("No model is called \"sonett\"; did you mean sonnet?")
      terminal.send("/task reviev")
      try terminal.expect("Did you mean review?")
      terminal.send("/modle")
      try terminal.expect("There is no command /modle. Did you mean /model?")
      terminal.write("\u{3}")
      try terminal.expect("an empty prompt") { !$0.screen.contains("› /modle") }
      #expect(adit.prompts.isEmpty)
      terminal.quit()
    }
  }
}
