import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// `adit -p` on pipes.
  @Suite struct Headless {
    private static let answer = "# Title\n\nThe *answer* to\u{1b}[31m everything."

    static let ways: [(arguments: [String], operation: EmulatorOperation)] = [
      ([], .invokeStream), (["--no-stream"], .invoke),
      (["--api", "invoke"], .invokeStream), (["--api", "invoke", "--no-stream"], .invoke),
      (["--api", "converse"], .converseStream), (["--api=converse", "--no-stream"], .converse),
      (["--api", "messages"], .messages), (["--api", "messages", "--no-stream"], .messages),
      (["--model", "nova-pro"], .converseStream),
      (["--model", "nova-pro", "--no-stream"], .converse),
    ]

    @Test(arguments: ways)
    func printsTheAnswerAndNothingElse(arguments: [String], operation: EmulatorOperation) throws {
      let adit = try AditUnderTest(.says(Self.answer))
      let run = try adit.run(["-p", "What is it?"] + arguments)
      #expect(run.exit == .code(0), "\(run.errorText)")
      // A pipe gets the source, byte for byte.
      #expect(run.text == Self.answer + "\n")
      #expect(run.errorText == "")
      #expect(adit.prompts.map(\.operation) == [operation])
      #expect(adit.prompts.first?.text.contains("What is it?") == true)
    }

    @Test(arguments: ways)
    func printsOneLineOfJSON(arguments: [String], operation: EmulatorOperation) throws {
      let adit = try AditUnderTest(
        .init(.message(.init([.text("Say \"yes\"\n")], inputTokens: 1_000, outputTokens: 100))))
      let run = try adit.run(
        ["-p", "What is it?", "--output-format", "json"] + arguments)
      #expect(run.exit == .code(0), "\(run.errorText)")
      #expect(run.errorText == "")
      #expect(run.text.hasSuffix("}\n"))
      #expect(run.text.split(separator: "\n").count == 1)
      for member in [
        #""type":"result""#, #""subtype":"success""#, #""is_error":false"#,
        #""result":"Say \"yes\"\n""#, #""stop_reason":"end_turn""#, #""input_tokens":1000"#,
        #""output_tokens":100"#, #""usage_status":"final""#, #""total_cost_usd":0.00"#,
      ] {
        #expect(run.text.contains(member), "\(member) in \(run.text)")
      }
      #expect(adit.prompts.map(\.operation) == [operation])
    }

    @Test func addsWhatIsPipedIn() throws {
      let adit = try AditUnderTest(.says("One."), .says("Two."))
      #expect(try adit.run(["-p", "Explain:"], input: "func f() {}\n").text == "One.\n")
      #expect(adit.prompts.last?.text.contains(#"Explain:\n\nfunc f() {}"#) == true)
      // Without -p too: what is piped in is a prompt.
      #expect(try adit.run([], input: "Only this").text == "Two.\n")
      #expect(adit.prompts.last?.text.contains("Only this") == true)
    }

    static let failures:
      [(arguments: [String], extra: [String: String?], code: Int32, sign: String)] =
        [
          (["-p", ""], [:], 2, "no prompt"), ([], [:], 2, "no prompt"),
          (["-p", "x", "--max-tokens", "none"], [:], 2, "--max-tokens"),
          (["-p", "x", "--model", "sonett"], [:], 2, "sonnet"),
          (
            ["-p", "x"], ["AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil], 3,
            "AWS_ACCESS_KEY_ID"
          ),
          (["-p", "x"], ["AWS_SECRET_ACCESS_KEY": nil], 3, "AWS_SECRET_ACCESS_KEY"),
          (["-p", "x"], ["AWS_SECRET_ACCESS_KEY": "wrong"], 3, "AWS_SECRET_ACCESS_KEY"),
          (["-p", "x", "--api", "messages"], ["ANTHROPIC_API_KEY": nil], 3, "ANTHROPIC_API_KEY"),
        ]

    @Test(arguments: 0..<failures.count)
    func failsInOneLineWithItsCode(index: Int) throws {
      let failure = Self.failures[index]
      let adit = try AditUnderTest(.says("Never."))
      let run = try adit.run(failure.arguments, adding: failure.extra)
      #expect(run.exit == .code(failure.code), "\(index): \(run.errorText)")
      #expect(run.text == "")
      #expect(run.errorText.hasPrefix("adit: ") && run.errorText.contains(failure.sign))
      #expect(run.errorText.split(separator: "\n").count == 1, "\(run.errorText)")
    }

    static let troubles: [(step: EmulatorScript.Step, code: Int32, text: String)] = [
      (.fails(400, "ValidationException", "max_tokens: too large"), 1, ""),
      (.fails(403, "AccessDeniedException", "User is not authorized."), 3, ""),
      (.fails(404, "ResourceNotFoundException", "Could not resolve the model."), 1, ""),
      (.fails(429, "ThrottlingException", "Too many requests.", times: nil), 4, ""),
      (.fails(503, "ServiceUnavailableException", "Come back.", times: nil), 4, ""),
      (.says("Some words.") { $0.omitsTerminator = true }, 1, "Some words.\n"),
      (
        .says("Some words and more.") {
          $0.exception = .init(token: 2, name: "validationException", message: "Broke.")
        }, 1, "Some words\n"
      ),
    ]

    @Test(arguments: 0..<troubles.count)
    func endsWithTheCodeOfTheTrouble(index: Int) throws {
      let trouble = Self.troubles[index]
      let adit = try AditUnderTest(trouble.step)
      let run = try adit.run(["-p", "x"], adding: ["BEDROCK_MAX_RETRIES": "0"])
      #expect(run.exit == .code(trouble.code), "\(index): \(run.errorText)")
      #expect(run.text == trouble.text, "\(index)")
      #expect(run.errorText.hasPrefix("adit: "))
      #expect(run.errorText.split(separator: "\n").count == 1, "\(run.errorText)")
      #expect(adit.prompts.count == 1)
    }

    @Test func saysThatAnAnswerWasCut() throws {
      let adit = try AditUnderTest(.says(numberedWords(50)))
      let run = try adit.run(["-p", "x", "--max-tokens", "5"])
      #expect(run.exit == .code(0))
      #expect(run.text.hasPrefix("word1") && !run.text.contains("word50"))
      #expect(run.errorText.contains("cut at the output limit"), "\(run.errorText)")
      #expect(adit.prompts.first?.text.contains(#""max_tokens":5"#) == true)
    }

    @Test func saysThatItTriesAgain() throws {
      let adit = try AditUnderTest(
        .fails(503, "ServiceUnavailableException", "Come back."), .says("At last."))
      let run = try adit.run(["-p", "x"])
      #expect(run.exit == .code(0))
      #expect(run.text == "At last.\n")
      #expect(run.errorText.contains("Retry 1 of 5 in "))
      #expect(adit.prompts.map(\.status) == [503, 200])
    }

    @Test func aClosedPipeEndsItQuietly() throws {
      let adit = try AditUnderTest(.says(numberedWords(20_000)))
      let run = try adit.run(["-p", "x"], closesOutput: true)
      #expect(run.exit != nil && run.exit != .code(0))
      #expect(run.errorText == "")
    }

    @Test func theRegionThatIsAssumedIsSaid() throws {
      let adit = try AditUnderTest(.says("Yes."))
      let run = try adit.run(["-p", "x"], adding: ["AWS_REGION": nil])
      #expect(run.text == "Yes.\n")
      #expect(run.errorText.contains("us-east-1 is assumed"))
    }

    @Test(arguments: [(SIGTERM, ProcessExit.code(143)), (SIGINT, .code(130))])
    func endsOnASignal(signal: Int32, expected: ProcessExit) throws {
      let adit = try AditUnderTest(.says(numberedWords(2_000), tokensPerSecond: 50))
      let terminal = try adit.start(["-p", "x"])
      try terminal.expect("word9")
      terminal.signal(signal)
      let exit = terminal.waitForExit()
      #expect(exit == expected || exit == .signal(signal), "\(terminal.dump)")
      try adit.expectRequests("a closed connection") { $0.first?.wasClosedByClient == true }
    }

    @Test func onATerminalControlsAreDrawnAsMarks() throws {
      let adit = try AditUnderTest(.says("a\u{1b}[31mb\u{7}c\u{9b}d\u{202e}e"))
      let terminal = try adit.start(["-p", "x"])
      #expect(terminal.waitForExit() == .code(0))
      #expect(terminal.screen.contains("a␛[31mb␇c<U+009B>d<U+202E>e"), "\(terminal.dump)")
      #expect(!terminal.output.contains(0x1b))
    }

    @Test func tellsAboutItself() throws {
      let adit = try AditUnderTest()
      let help = try adit.run(["--help"])
      #expect(help.exit == .code(0))
      #expect(help.text.contains("usage: adit") && help.text.contains("Exit codes"))
      let version = try adit.run(["--version"])
      #expect(version.exit == .code(0))
      #expect(version.text.hasPrefix("adit ") && version.text.split(separator: " ").count == 2)
      let models = try adit.run(["models"])
      #expect(models.exit == .code(0))
      let rows = models.text.split(separator: "\n")
      #expect(rows.count > 16)
      #expect(rows.contains { $0.contains("claude-sonnet-4-5") && $0.contains("200k") })
      #expect([help, version, models].allSatisfy { $0.errorText == "" })
      #expect(adit.server.requests.isEmpty)
    }
  }
}
