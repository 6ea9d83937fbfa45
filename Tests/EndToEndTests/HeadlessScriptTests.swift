import Emulator
import Glibc
import TestSupport
import Testing
import Wire

extension EndToEndTests {
  /// What scripts rely on: formats, bounds, schemas, recordings.
  @Suite struct HeadlessScripts {
    static func objects(_ text: String) throws -> [JSONValue] {
      try text.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
    }

    @Test func theStreamEndsWithTheResult() throws {
      let adit = try AditUnderTest(
        .fails(503, "ServiceUnavailableException", "Come back."),
        .init(.message(.init([.text("Yes.")], inputTokens: 1_000, outputTokens: 100))))
      let run = try adit.run(
        ["-p", "x", "--output-format", "stream-json", "--include-partial-messages", "--verbose"])
      #expect(run.exit == .code(0), "\(run.errorText)")
      let objects = try Self.objects(run.text)
      let types = objects.map { $0["type"]?.string ?? "" }
      #expect(types.first == "system" && types.last == "result")
      #expect(objects.map { $0["seq"]?.int } == Array(1...objects.count))
      #expect(objects[1]["subtype"]?.string == "api_retry")
      #expect(objects[1]["error_status"]?.int == 503)
      #expect(types.contains("stream_event"))
      #expect(objects[objects.count - 2]["message"]?["content"]?[0]?["text"]?.string == "Yes.")
      #expect(objects.last?["usage"]?["input_tokens"]?.int == 1_000)
      #expect(objects.last?["modelUsage"]?.object?.members.count == 1)
    }

    /// The service repeats what it was sent; nobody else needs to read it.
    @Test(arguments: ["text", "json", "stream-json"])
    func noSecretIsInWhatAFailureTells(format: String) throws {
      let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
      let adit = try AditUnderTest(.fails(400, "ValidationException", "You said \(secret)."))
      let run = try adit.run(
        ["-p", "x", "--output-format", format],
        adding: ["AWS_SECRET_ACCESS_KEY": secret])
      #expect(!(run.text + run.errorText).contains("wJalrXUtnFEMI"))
    }

    @Test(arguments: ["--model nonesuch", "--region us.east"])
    func whatCannotBeMeantIsRefused(option: String) throws {
      let words = option.split(separator: " ").map(String.init)
      let run = try AditUnderTest(.says("x")).run(["-p", "x"] + words)
      #expect(run.exit == .code(2))
      #expect(run.errorText.contains(words[1]))
    }

    /// No connection gets the number of a closed stream, and the answer.
    @Test(arguments: [(">&-", ProcessExit.code(1)), ("2>&-", .code(0)), ("<&-", .code(0))])
    func closedStreamsAreNobodyElses(redirection: String, exit: ProcessExit) throws {
      let adit = try AditUnderTest(.says("x"))
      let run = try PipedRun(
        "/bin/sh", ["-c", "exec \"$0\" -p hi \(redirection)", TestData.program],
        environment: adit.environment())
      #expect(run.exit == exit)
      #expect(run.text == (exit == .code(0) ? "x\n" : ""))
    }

    @Test func aFailureIsAResultToo() throws {
      let adit = try AditUnderTest(.fails(403, "AccessDeniedException", "User is not authorized."))
      let run = try adit.run(["-p", "x", "--output-format", "json"])
      #expect(run.exit == .code(3))
      let result = try #require(Self.objects(run.text).first)
      #expect(result["subtype"]?.string == "error_during_execution")
      #expect(result["is_error"]?.bool == true)
      #expect(result["error_status"]?.int == 403)
    }

    @Test func aSchemaIsAskedForCheckedAndMendedOnce() throws {
      let adit = try AditUnderTest(
        .says("{\"city\": 7}"), .says("```json\n{\"city\": \"Ulm\"}\n```"))
      let schema = #"{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"#
      let run = try adit.run(["-p", "Where?", "--json-schema", schema, "--quiet"])
      #expect(run.exit == .code(0), "\(run.errorText)")
      #expect(run.text == "{\"city\":\"Ulm\"}\n")
      #expect(run.errorText == "")
      #expect(adit.prompts.map(\.operation) == [.invoke, .invoke])
      #expect(adit.prompts.first?.text.contains(#""type":"json_schema""#) == true)
      #expect(adit.prompts.first?.text.contains("valid against the JSON Schema") == false)
      #expect(adit.prompts.last?.text.contains("city is number and has to be string") == true)
    }

    @Test func anAnswerThatStaysInvalidFails() throws {
      let adit = try AditUnderTest(.says("[]", times: 2))
      let file = adit.home.path + "/schema.json"
      try adit.home.write("{\"type\": \"object\"}", to: "schema.json")
      let run = try adit.run(["-p", "x", "--json-schema", file, "--output-format", "json"])
      #expect(run.exit == .code(1))
      let result = try #require(Self.objects(run.text).first)
      #expect(result["subtype"]?.string == "error_max_structured_output_retries")
      #expect(result["num_turns"]?.int == 2)
    }

    static let bounds:
      [(arguments: [String], extra: [String: String?], code: Int32, sign: String)] =
        [
          (["--max-usd", "0.000001"], [:], 5, "--max-usd"),
          (["--max-usd", "0.002"], [:], 5, "--max-usd 0.002"),
          (["--max-usd", "1", "--model", "some.unknown-model"], [:], 2, "unknown"),
          (["--json-schema", "{"], [:], 2, "--json-schema:1"),
          (["--json-schema", "/none.json"], [:], 2, "cannot be read"),
          (["--record", "/none/x"], [:], 2, "--record"),
          (["--temprature", "1"], [:], 2, "--temperature"),
          (["--max-turns", "1", "--json-schema", "{\"type\":\"null\"}"], [:], 6, "--max-turns"),
        ]

    @Test(arguments: 0..<bounds.count)
    func boundsHaveTheirCode(index: Int) throws {
      let bound = Self.bounds[index]
      let adit = try AditUnderTest(
        .init(.message(.init([.text("Some words.")], inputTokens: 9_000, outputTokens: 900))))
      let run = try adit.run(["-p", "x"] + bound.arguments, adding: bound.extra)
      #expect(run.exit == .code(bound.code), "\(index): \(run.errorText)")
      #expect(run.errorText.contains(bound.sign), "\(run.errorText)")
    }

    @Test func theTimeEndsARunThatWaits() throws {
      let adit = try AditUnderTest(
        .fails(
          429, "ThrottlingException", "Too many.", times: nil,
          headers: [
            .init("retry-after", "60")
          ]))
      let run = try adit.run(["-p", "x", "--max-seconds", "0.5", "--output-format", "json"])
      #expect(run.exit == .code(5), "\(run.errorText)")
      #expect(run.errorText.contains("--max-seconds 0.5"))
      #expect(try Self.objects(run.text).first?["is_error"]?.bool == true)
    }

    @Test(arguments: ["text", "json", "stream-json"])
    func aRecordingPlaysTheSameBytes(format: String) throws {
      let adit = try AditUnderTest(
        .fails(503, "ServiceUnavailableException", "Come back."), .says(numberedWords(300)))
      let path = adit.home.path + "/run.jsonl"
      let live = try adit.run(
        ["-p", "x", "--record", path, "--output-format", format, "--include-partial-messages"])
      #expect(live.exit == .code(0), "\(live.errorText)")
      let requests = adit.server.requests.count
      let replay = try adit.run(
        ["--replay", path, "--output-format", format, "--include-partial-messages"],
        adding: ["AWS_ACCESS_KEY_ID": nil, "AWS_SECRET_ACCESS_KEY": nil])
      #expect(replay.exit == .code(0), "\(replay.errorText)")
      #expect(replay.output == live.output)
      #expect(replay.errors == live.errors)
      #expect(adit.server.requests.count == requests)
      let recorded = try PipedRun("/bin/cat", [path], environment: [:]).text
      #expect(!recorded.contains(EmulatorConfiguration.demoSecret))
      var status = stat()
      #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func aRecordingThatIsDamagedIsRefused() throws {
      let adit = try AditUnderTest()
      try adit.home.write("{\"adit_recording\":1,", to: "run.jsonl")
      let run = try adit.run(["--replay", adit.home.path + "/run.jsonl"])
      #expect(run.exit == .code(2))
      #expect(run.text == "")
      #expect(run.errorText.contains("is no recording"))
    }

    @Test func aLongAnswerArrivesWholeThroughASlowPipe() throws {
      let words = numberedWords(30_000)
      let adit = try AditUnderTest(.says(words))
      let run = try PipedRun(
        "/bin/sh",
        ["-c", "\"$0\" -p x --no-stream --max-tokens 128000 | (sleep 0.5; cat)", TestData.program],
        environment: adit.environment())
      #expect(run.errorText == "")
      #expect(run.text == words + "\n")
    }

    @Test func aFullDiskIsSaidInOneLine() throws {
      let adit = try AditUnderTest(.says("Words."))
      let run = try PipedRun(
        "/bin/sh", ["-c", "\"$0\" -p x > /dev/full", TestData.program],
        environment: adit.environment())
      #expect(run.exit == .code(1))
      #expect(run.errorText == "adit: stdout: No space left on device\n")
    }

    @Test func aReaderThatLeavesEndsItQuietly() throws {
      let adit = try AditUnderTest(.says(numberedWords(20_000)))
      let run = try adit.run(["-p", "x"], closesOutput: true)
      #expect(run.exit == .code(141))
      #expect(run.errorText == "")
      // The turn was stopped, not cut off with the program.
      let sessions = try adit.run(["sessions", "--json"])
      #expect(String(decoding: sessions.output, as: UTF8.self).contains(#""cut_off":false"#))
    }

    @Test(arguments: [(SIGTERM, Int32(143)), (SIGINT, Int32(130))])
    func aSignalKeepsWhatCame(signal: Int32, code: Int32) throws {
      let adit = try AditUnderTest(.says(numberedWords(2_000), tokensPerSecond: 50))
      let terminal = try adit.start(["-p", "x", "--output-format", "json"])
      try adit.expectRequests("a request") { !$0.isEmpty }
      terminal.signal(signal)
      #expect(terminal.waitForExit() == .code(code), "\(terminal.dump)")
      let text = terminal.screen
      #expect(text.contains("error_during_execution"), "\(terminal.dump)")
      try adit.expectRequests("a closed connection") { $0.first?.wasClosedByClient == true }
    }
  }
}
