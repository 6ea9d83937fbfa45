import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// The user's files, editor and history; and none of them.
  @Suite struct Setup {
    @Test func theBinaryAloneInAnEmptyFolderWorks() throws {
      let folder = TemporaryFolder()
      let program = folder.path + "/adit"
      try #require(copy(TestData.program, to: program))
      let adit = try AditUnderTest(.says("The **answer**."))
      let terminal = try PtyProcess(
        program, environment: adit.environment(), directory: folder.path)
      try terminal.expect("ready")
      #expect(terminal.screen.contains("Claude Sonnet"))
      terminal.send("Hello")
      try terminal.expect("The answer.")
      try terminal.expectIdle()
      terminal.send("/task review")
      try terminal.expect("task review")
      terminal.quit()
      #expect(TestData.names(in: folder.path) == ["adit"])
    }

    private func copy(_ source: String, to target: String) -> Bool {
      if link(source, target) == 0 { return true }
      guard let bytes = TestData.read(source) else { return false }
      let file = creat(target, 0o700)
      guard file >= 0 else { return false }
      defer { close(file) }
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }

    @Test(arguments: ["VISUAL", "EDITOR"])
    func theEditorChangesThePrompt(variable: String) throws {
      let adit = try AditUnderTest(.says("Done."))
      let script = adit.home.path + "/editor"
      #expect(
        TestData.write("#!/bin/sh\necho the editor runs\necho appended >> \"$2\"\n", to: script))
      chmod(script, 0o700)
      let terminal = try adit.open(adding: [variable: "\(script) --wait"], answers: .all)
      terminal.write("typed\u{1b}[106;5u")
      try terminal.expect("› typed")
      terminal.write("\u{7}")
      try terminal.expect("appended")
      #expect(String(decoding: terminal.output, as: UTF8.self).contains("the editor runs"))
      try terminal.expect("the keyboard protocol again") { $0.screen.kittyStack == [1] }
      terminal.write("\r")
      try terminal.expect("Done.")
      #expect(adit.prompts.first?.text.contains(#"typed\nappended"#) == true)
      try terminal.expectIdle()
      terminal.quit()
      #expect(TestData.names(in: "/tmp").filter { $0.hasPrefix("adit-prompt-") } == [])
    }

    @Test(arguments: [
      ("/nonexistent/editor", "could not be started"), ("false", "ended with code 1"),
    ])
    func anEditorThatFailsLeavesThePrompt(editor: String, sign: String) throws {
      let adit = try AditUnderTest()
      let terminal = try adit.open(adding: ["VISUAL": editor])
      terminal.write("typed")
      try terminal.expect("› typed")
      terminal.write("\u{7}")
      try terminal.expect(sign)
      try terminal.expect("› typed")
      terminal.write("\u{3}")
      try terminal.expect("an empty prompt") { !$0.screen.contains("typed") }
      terminal.quit()
    }

    @Test func promptsAreRecalledInTheNextRun() throws {
      let adit = try AditUnderTest(.says("One."), .says("Two."))
      let first = try adit.open()
      first.send("A question to remember")
      try first.expect("One.")
      try first.expectIdle()
      first.quit()
      let second = try adit.open()
      second.write("\u{1b}[A")
      try second.expect("› A question to remember")
      second.write("\r")
      try second.expect("Two.")
      try second.expectIdle()
      second.write("\u{12}remem")
      try second.expect("A question to remember")
      second.write("\u{1b}")
      second.write("\u{3}")
      second.signal(SIGTERM)
      #expect(second.waitForExit() == .code(143))
      // Nobody else reads it.
      var information = stat()
      #expect(stat(adit.home.path + "/.local/state/adit/history.jsonl", &information) == 0)
      #expect(information.st_mode & 0o077 == 0)
    }

    private func configure(_ adit: AditUnderTest, _ name: String, _ text: String) {
      let folder = adit.home.path + "/.config"
      mkdir(folder, 0o700)
      mkdir(folder + "/adit", 0o700)
      #expect(TestData.write(text, to: "\(folder)/adit/\(name)"))
    }

    @Test func problemsOfTheConfigurationAreShownWithTheirLine() throws {
      let adit = try AditUnderTest(.says("The answer."))
      configure(
        adit, "config.json",
        """
        {
          // Which model to ask.
          "model": "haiku",
          "modell": "opus",
          "temperature": 7
        }
        """)
      let terminal = try adit.open(columns: 100, rows: 40)
      try terminal.expect("~/.config/adit/config.json:4: unknown setting \"modell\" ignored")
      try terminal.expect("~/.config/adit/config.json:5: \"temperature\"")
      #expect(terminal.screen.row(0).contains("Haiku"))
      terminal.send("Hello")
      try terminal.expect("The answer.")
      #expect(adit.prompts.first?.target.contains("claude-haiku") == true)
      try terminal.expectIdle()
      terminal.quit()
    }

    static let broken: [(name: String, text: String, sign: String)] = [
      ("config.json", "{\n  \"model\": \"opus\",,\n}", "config.json:2:"),
      ("config.json", "", "config.json:1:"),
      ("config.json", "\u{1b}[31m", "config.json:1:"),
      ("models.json", "{\n  \"modelRegistry\": {\n    \"mine\": {}\n  }\n}", "mine"),
      ("tasks.json", "{\n\"tasks\": {\n\"mine\": 7\n}\n}", "tasks.json:3"),
    ]

    @Test(arguments: broken)
    func aBrokenFileIsReportedAndTheRestWorks(name: String, text: String, sign: String) throws {
      let adit = try AditUnderTest(.says("The answer."))
      configure(adit, name, text)
      let terminal = try adit.open(columns: 100, rows: 40)
      #expect(terminal.screen.contains(sign), "\(terminal.dump)")
      terminal.send("Hello")
      try terminal.expect("The answer.")
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func aModelOfTheUsersOwnCanBeAsked() throws {
      let adit = try AditUnderTest(.says("The answer."))
      configure(
        adit, "models.json",
        """
        {"modelRegistry": {"mine": {
          "modelId": "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc",
          "displayName": "My Profile", "provider": "Anthropic", "family": "sonnet",
          "released": "2025-01-01", "capabilities": ["text", "streaming"],
          "contextWindow": 200000, "maxOutputTokens": 8000
        }}}
        """)
      let terminal = try adit.open(["--model", "mine"])
      #expect(terminal.screen.row(0).contains("My Profile"), "\(terminal.dump)")
      terminal.send("Hello")
      try terminal.expect("The answer.")
      #expect(adit.prompts.first?.target.contains("application-inference-profile%2Fabc") == true)
      try terminal.expect("price unknown")
      try terminal.expectIdle()
      terminal.quit()
    }
  }
}
