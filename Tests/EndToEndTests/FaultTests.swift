import Emulator
import TestSupport
import Testing

extension EndToEndTests {
  /// What goes wrong, and what the person is told.
  @Suite struct Faults {
    @Test func triesAgainVisiblyWhenThrottled() throws {
      let adit = try AditUnderTest(
        .fails(
          429, "ThrottlingException", "Too many tokens, please wait before trying again.", times: 2,
          headers: [EmulatorHeader("retry-after", "1")]), .says("At last."))
      let terminal = try adit.open()
      terminal.send("Hello")
      try terminal.expect("retry 1/5 in 1 s: ")
      try terminal.expect("retry 2/5 in ")
      try terminal.expect("At last.")
      #expect(adit.prompts.map(\.status) == [429, 429, 200])
      #expect(!terminal.screen.contains("Error"))
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func anExceptionBeforeTheFirstTokenIsTriedAgain() throws {
      let adit = try AditUnderTest(
        .says("unwanted") {
          $0.exception = .init(token: 0, name: "throttlingException", message: "Too fast.")
        }, .says("At last."))
      let terminal = try adit.open()
      terminal.send("Hello")
      try terminal.expect("At last.")
      #expect(adit.prompts.count == 2)
      #expect(!terminal.screen.contains("unwanted"))
      try terminal.expectIdle()
      terminal.quit()
    }

    static let breaks: [(name: String, faults: @Sendable (inout EmulatorFaults) -> Void)] = [
      (
        "exception",
        {
          $0.exception = .init(
            token: 30, name: "modelStreamErrorException", message: "The model broke off.")
        }
      ),
      (
        "unmodelled error",
        {
          $0.exception = .init(
            token: 30, name: "InternalFailure", message: "Broke.", isUnmodelled: true)
        }
      ),
      ("damaged frame", { $0.damagedFrame = 30 }),
      (
        "damaged prelude",
        {
          $0.damagedFrame = 30
          $0.damagedChecksum = .prelude
        }
      ),
      ("cut in the chunk", { $0.truncateAtByte = 5_000 }), ("cut", { $0.endAtByte = 5_000 }),
      ("no terminator", { $0.omitsTerminator = true }), ("reset", { $0.resetAfterTokens = 30 }),
    ]

    @Test(arguments: 0..<breaks.count)
    func keepsWhatCameAndSaysWhatHappened(index: Int) throws {
      let (name, faults) = Self.breaks[index]
      let adit = try AditUnderTest(
        .says(numberedWords(60), faults), .says("The rest of it."))
      let terminal = try adit.open()
      terminal.send("Count")
      try terminal.expect("✗ Error: ")
      try terminal.expectIdle()
      #expect(terminal.screen.contains("word9"), "\(name)\n\(terminal.dump)")
      #expect(terminal.screen.contains("/continue to go on"), "\(name)\n\(terminal.dump)")
      // An answer that was read is never asked for again by itself.
      #expect(adit.prompts.count == 1)
      terminal.send("/continue")
      try terminal.expect("The rest of it.")
      #expect(adit.prompts.last?.text.contains("word9") == true)
      try terminal.expectIdle()
      terminal.quit()
    }

    static let refusals: [(extra: [String: String?], sign: String)] = [
      (["AWS_SECRET_ACCESS_KEY": "not-the-one"], "AWS_SECRET_ACCESS_KEY"),
      (["AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "http://example.com"], "http"),
      (["AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "not a url"], "not a url"),
    ]

    @Test(arguments: refusals)
    func namesWhatToMend(extra: [String: String?], sign: String) throws {
      let adit = try AditUnderTest()
      let terminal = try adit.open(
        rows: 50, adding: extra.merging(["BEDROCK_MAX_RETRIES": "0"]) { $1 })
      terminal.send("Hello")
      try terminal.expect("✗ Error: ")
      try terminal.expectIdle()
      #expect(terminal.screen.contains(sign), "\(terminal.dump)")
      #expect(terminal.screen.contains("→ "), "\(terminal.dump)")
      terminal.quit()
    }

    /// The cause stands on an ordinary screen, however many words the service
    /// has for it, and nothing is booked.
    @Test func aWrongKeyIsToldOnOneScreen() throws {
      let adit = try AditUnderTest()
      let terminal = try adit.open(adding: ["AWS_SECRET_ACCESS_KEY": "not-the-one"])
      terminal.send("Hello")
      try terminal.expect("✗ Error: AWS did not accept the request's signature")
      try terminal.expectIdle()
      #expect(terminal.screen.contains("→ Check AWS_SECRET_ACCESS_KEY"), "\(terminal.dump)")
      #expect(!terminal.screen.contains("≈$"), "\(terminal.dump)")
      terminal.quit()
    }

    @Test func aRefusedConnectionIsTriedAgainAndNamed() throws {
      let port = try SilentListener.closedPort()
      let adit = try AditUnderTest()
      let terminal = try adit.open(adding: [
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "http://127.0.0.1:\(port)",
        "BEDROCK_MAX_RETRIES": "1",
      ])
      terminal.send("Hello")
      try terminal.expect("✗ Error: ")
      try terminal.expectIdle()
      #expect(terminal.screen.contains("127.0.0.1"), "\(terminal.dump)")
      #expect(terminal.screen.contains("→ "), "\(terminal.dump)")
      terminal.quit()
    }

    @Test func endlessSilenceEnds() throws {
      let adit = try AditUnderTest(.says(numberedWords(50)) { $0.stallAfterTokens = 20 })
      let terminal = try adit.open(
        adding: ["BEDROCK_TIMEOUT_MS": "300", "BEDROCK_MAX_RETRIES": "0"])
      terminal.send("Count")
      try terminal.expect("✗ Error: ")
      #expect(terminal.screen.contains("word9"))
      try adit.expectRequests("a closed connection") { $0.first?.wasClosedByClient == true }
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test(arguments: [
      (["--model", "sonett"], "sonnet"), (["--task", "reviev"], "review"),
      (["--no-such-option"], "--help"), (["word"], "adit -p"), (["--api", "soap"], "converse"),
    ])
    func aWrongCommandLineIsOneSentence(arguments: [String], hint: String) throws {
      let adit = try AditUnderTest()
      let terminal = try adit.start(arguments)
      #expect(terminal.waitForExit() == .code(2))
      let text = String(decoding: terminal.output, as: UTF8.self)
      #expect(text.hasPrefix("adit: ") && text.contains(hint), "\(text.debugDescription)")
      #expect(text.split(separator: "\r\n").count == 1)
      #expect(!terminal.output.contains(0x1b))
    }
  }
}
