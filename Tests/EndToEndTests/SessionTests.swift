import Emulator
import Glibc
import TestSupport
import Testing
import Wire

extension EndToEndTests {
  /// What is kept, whatever happens to the program.
  @Suite struct Sessions {
    private func id(of run: PipedRun) throws -> String {
      let json = try JSONValue(parsing: run.output.prefix { $0 != UInt8(ascii: "\n") })
      return try #require(json["session_id"]?.string)
    }

    private func say(
      _ adit: AditUnderTest, _ prompt: String, _ options: [String] = [],
      adding extra: [String: String?] = [:]
    ) throws -> PipedRun {
      let run = try adit.run(
        ["-p", prompt, "--output-format", "json"] + options, adding: extra)
      #expect(run.exit == .code(0), "\(run.errorText)")
      return run
    }

    @Test func aKilledProgramLosesNothingThatWasOnTheScreen() throws {
      let adit = try AditUnderTest(
        .says(numberedWords(2_000), tokensPerSecond: 80), .says("Gladly."))
      let first = try adit.open()
      first.send("Count for me")
      try first.expect("word20")
      // What was on the screen a quarter of a second before has to be there.
      _ = first.wait(milliseconds: 250) { _ in false }
      first.signal(SIGKILL)
      #expect(first.waitForExit() == .signal(SIGKILL))

      let offered = try adit.open()
      try offered.expect("was cut off")
      offered.quit()

      let second = try adit.open(["--continue"])
      try second.expect("word20")
      try second.expect("cut off")
      second.send("Go on")
      try second.expect("Gladly.")
      let last = try #require(adit.prompts.last?.text)
      #expect(last.contains("Count for me") && last.contains("word20"))
      second.quit()
    }

    /// A power cut: the files as they are at some moment, on another machine.
    @Test func aCopyOfTheFilesIsWhole() throws {
      let adit = try AditUnderTest(.says(numberedWords(2_000), tokensPerSecond: 80))
      let first = try adit.open()
      first.send("Count for me")
      try first.expect("word20")
      _ = first.wait(milliseconds: 250) { _ in false }
      first.signal(SIGSTOP)
      let copy = TemporaryFolder()
      let state = "\(adit.home.path)/.local/state"
      let copying = try PipedRun(
        "/bin/cp", ["-r", state, copy.path], environment: [:], input: nil, closesOutput: false)
      #expect(copying.exit == .code(0), "\(copying.errorText)")
      let second = try adit.open(
        ["--continue"], adding: ["XDG_STATE_HOME": "\(copy.path)/state"])
      try second.expect("word20")
      try second.expect("cut off")
      second.quit()
      first.signal(SIGCONT)
      first.signal(SIGKILL)
      #expect(first.waitForExit() == .signal(SIGKILL))
    }

    @Test func aLostTerminalLeavesASessionThatIsOffered() throws {
      let adit = try AditUnderTest(.says(numberedWords(2_000), tokensPerSecond: 80))
      let first = try adit.open()
      first.send("Count for me")
      try first.expect("word9")
      first.hangUp()
      #expect(first.waitForExit() == .code(128 + SIGHUP))
      let second = try adit.open()
      try second.expect("was cut off")
      second.quit()
    }

    @Test func theSecondProgramOnASessionGoesOnInACopy() throws {
      let adit = try AditUnderTest(.says("One."), .says("Two."), .says("Three."))
      let first = try adit.open()
      first.send("First prompt")
      try first.expect("One.")
      try first.expectIdle()
      let second = try adit.open(["--continue"])
      try second.expect("One.")
      try second.expect("Another program has")
      second.send("Second prompt")
      try second.expect("Two.")
      try second.expectIdle()
      second.quit()
      first.send("Third prompt")
      try first.expect("Three.")
      try first.expectIdle()
      first.quit()
      let last = try #require(adit.prompts.last?.text)
      #expect(last.contains("First prompt") && !last.contains("Second prompt"))
    }

    @Test func runsWithoutAScreenGoOnToo() throws {
      let adit = try AditUnderTest(.says("One."), .says("Two."), .says("Three."), .says("Four."))
      let first = try id(of: try say(adit, "First prompt"))
      #expect(try id(of: try say(adit, "Second prompt", ["--continue"])) == first)
      #expect(adit.prompts.last?.text.contains("First prompt") == true)
      let prefix = String(first.prefix(6))
      let fork = try id(of: try say(adit, "Third prompt", ["--resume", prefix, "--fork"]))
      #expect(fork != first)
      #expect(adit.prompts.last?.text.contains("Second prompt") == true)
      #expect(try id(of: try say(adit, "Fourth prompt", ["-r", first])) == first)
      #expect(adit.prompts.last?.text.contains("Third prompt") == false)
    }

    @Test func whatWasDeletedComesBackByTheBeginningOfItsID() throws {
      let adit = try AditUnderTest(.says("One."))
      let session = try id(of: try say(adit, "First prompt"))
      func sessions(_ words: String...) throws -> PipedRun { try adit.run(["sessions"] + words) }
      func text(_ run: PipedRun) -> String { String(decoding: run.output, as: UTF8.self) }
      let kept = try sessions("restore", String(session.prefix(6)))
      #expect(kept.exit == .code(2) && kept.errorText.contains("is not deleted"))
      #expect(try sessions("delete", String(session.prefix(6))).exit == .code(0))
      #expect(text(try sessions("--json")) == "[]\n")
      let unknown = try sessions("restore", "fffffff0")
      #expect(unknown.errorText.contains("\(session.prefix(8)) (First prompt)"))
      let renamed = try sessions("rename", session, "A\u{1B}[31m\nB")
      #expect(text(renamed).contains("“A [31m B”"), "\(text(renamed))")
      #expect(try sessions("restore", String(session.prefix(6))).exit == .code(0))
      #expect(text(try sessions("--json")).contains(session))
    }

    @Test func anUnknownSessionIsAUsageErrorThatNamesWhatThereIs() throws {
      let adit = try AditUnderTest(.says("One."))
      let known = try id(of: try say(adit, "First prompt"))
      let run = try adit.run(["-p", "x", "--resume", "fffffff0"])
      #expect(run.exit == .code(2))
      #expect(run.errorText.contains(String(known.prefix(8))), "\(run.errorText)")
      #expect(adit.prompts.count == 1)
    }

    @Test func nothingIsKeptWhereTheUserWantsNothingKept() throws {
      let adit = try AditUnderTest(.says("One."))
      _ = try say(adit, "First prompt", ["--no-save"])
      let run = try adit.run(["-p", "x", "--continue"])
      #expect(run.exit == .code(2))
      #expect(run.errorText.contains("no earlier session"), "\(run.errorText)")
    }

    /// A disk that refuses costs a note, never the answer.
    @Test func aStoreThatFailsCostsOneNote() throws {
      let adit = try AditUnderTest(.says("One."))
      // No database: a directory stands in its place.
      let path = "\(adit.home.path)/.local/state/adit"
      try adit.home.write("", to: ".local/state/adit/sessions.db/x")
      let run = try say(adit, "First prompt")
      #expect(run.text.contains("One."))
      let notes = run.errorText.split(separator: "\n")
      #expect(notes.count == 1, "\(run.errorText)")
      #expect(run.errorText.contains("adit sessions import \(path)/adit-rescue-"))
      // The next start tells of what is left.
      let next = try adit.open()
      try next.expect("could not save")
      next.quit()
    }

    @Test func theChatGoesOnWithoutAStore() throws {
      let adit = try AditUnderTest(.says("One."), .says("Two."))
      try adit.home.write("no database at all, far from it", to: ".local/state/adit/sessions.db")
      let terminal = try adit.open()
      terminal.send("First prompt")
      try terminal.expect("One.")
      try terminal.expect("damaged")
      terminal.send("Second prompt")
      try terminal.expect("Two.")
      try terminal.expectIdle()
      terminal.quit()
    }
  }
}
