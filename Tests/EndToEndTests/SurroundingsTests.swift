import Emulator
import Glibc
import TestSupport
import Testing
import Wire

extension EndToEndTests {
  /// Variables and folders as people and systems have them.
  @Suite struct Surroundings {
    @Test func theWindowCountsNotTheVariables() throws {
      let adit = try AditUnderTest()
      let terminal = try adit.open(columns: 90, adding: ["LINES": "5", "COLUMNS": "20"])
      #expect(terminal.screen.row(0).count == 89, "\(terminal.dump)")
      #expect(terminal.status.contains("ready"))
      terminal.quit()
    }

    @Test func namesOfFoldersAndBranchesAreDrawnAsMarks() throws {
      let adit = try AditUnderTest()
      let folder = TemporaryFolder()
      let place = folder.path + "/a\u{1b}]0;x\u{7}\u{202e}b"
      #expect(mkdir(place, 0o700) == 0)
      #expect(mkdir(place + "/.git", 0o700) == 0)
      #expect(TestData.write("ref: refs/heads/m\u{1b}[31m\u{9b}n\n", to: place + "/.git/HEAD"))
      let terminal = try PtyProcess(
        TestData.program, environment: adit.environment(), columns: 160, directory: place)
      try terminal.expect("ready")
      #expect(terminal.screen.contains("a␛]0;x␇<U+202E>b"), "\(terminal.dump)")
      #expect(terminal.screen.contains("m␛[31m<U+009B>n"), "\(terminal.dump)")
      #expect(terminal.screen.strings == [] && terminal.screen.bells == 0)
      terminal.quit()
    }

    @Test func theApiKeyAndTheSessionTokenAreUsed() throws {
      let adit = try AditUnderTest(.says("One."), .says("Two."))
      let bearer = try adit.run(["-p", "x"], adding: ["AWS_BEARER_TOKEN_BEDROCK": "key-of-mine"])
      #expect(bearer.text == "One.\n")
      let first = try #require(adit.prompts.first?.headers)
      #expect(first.contains(EmulatorHeader("authorization", "Bearer key-of-mine")))
      let session = try adit.run(["-p", "x"], adding: ["AWS_SESSION_TOKEN": "token-of-mine"])
      #expect(session.text == "Two.\n")
      let second = try #require(adit.prompts.last?.headers)
      #expect(second.contains(EmulatorHeader("x-amz-security-token", "token-of-mine")))
    }

    @Test(arguments: ["BEDROCK_TIMEOUT_MS", "BEDROCK_MAX_RETRIES"])
    func aVariableThatMakesNoSenseIsNamed(name: String) throws {
      let adit = try AditUnderTest(.says("One."))
      let run = try adit.run(["-p", "x"], adding: [name: "a lot"])
      #expect(run.exit == .code(0))
      #expect(run.text == "One.\n")
      #expect(run.errorText.contains(name), "\(run.errorText)")
    }

    @Test(arguments: ["AWS_REGION", "BEDROCK_DEFAULT_MODEL", "AWS_ACCESS_KEY_ID", "VISUAL"])
    func hostileVariablesReachNoTerminal(name: String) throws {
      let adit = try AditUnderTest(.says("Fine."))
      let terminal = try adit.start(adding: [name: "x\u{1b}]0;y\u{7}\u{1b}[31mz"])
      try terminal.expect("something") { $0.screen.contains("ready") || $0.isFinished }
      terminal.send("hello")
      try terminal.expect("an end") { $0.isFinished || $0.screen.contains("you  hello") }
      #expect(terminal.screen.strings == [] && terminal.screen.bells == 0, "\(terminal.dump)")
      #expect(!terminal.output.containsPart(Array("\u{1b}[31mz".utf8)), "\(terminal.dump)")
    }

    @Test func twoRunsShareAHome() throws {
      let adit = try AditUnderTest(.says("One."), .says("Two."), .says("Three."))
      let first = try adit.open()
      let second = try adit.open()
      first.send("from the first")
      try first.expect("One.")
      try first.expectIdle()
      second.send("from the second")
      try second.expect("Two.")
      try second.expectIdle()
      first.quit()
      second.quit()
      let history = TestData.readText(adit.home.path + "/.local/state/adit/history.jsonl")
      let texts = (history ?? "").split(separator: "\n").map { line in
        (try? JSONValue(parsing: Array(line.utf8)))?["text"]?.string
      }
      #expect(texts == ["from the first", "from the second"])
    }

    @Test func idleMeansIdle() throws {
      let adit = try AditUnderTest(.says("The answer."))
      let terminal = try adit.open()
      terminal.send("Hello")
      try terminal.expect("The answer.")
      try terminal.expectIdle()
      // The status line settles, then nothing moves.
      try terminal.expect("a while without a wake-up") { terminal in
        let before = terminal.wakeUps
        let written = terminal.output.count
        _ = terminal.wait(milliseconds: 400) { _ in false }
        return terminal.wakeUps == before && terminal.output.count == written
      }
      terminal.quit()
    }
  }
}

extension PtyProcess {
  /// Times that a thread of the child gave the processor away, by thread.
  fileprivate var wakeUps: [String: String] {
    let folder = "/proc/\(processID)/task"
    return TestData.names(in: folder).reduce(into: [:]) { result, thread in
      let status = TestData.readText("\(folder)/\(thread)/status") ?? ""
      result[thread] = status.split(separator: "\n")
        .first { $0.hasPrefix("voluntary_ctxt_switches") }.map(String.init)
    }
  }
}
