import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// `@file`, `!command`, `AGENTS.md` in the built program.
  @Suite struct Files {
    private func open(_ adit: AditUnderTest, in folder: String) throws -> PtyProcess {
      let terminal = try PtyProcess(
        TestData.program, [], environment: adit.environment(adding: ["SHELL": "/bin/sh"]),
        columns: 80, rows: 24, directory: folder)
      try terminal.expect("ready")
      return terminal
    }

    @Test func lesson06_typingGoesOnInATreeOfAHundredThousandFiles() throws {
      let adit = try AditUnderTest(.says("Seen."))
      let tree = TemporaryFolder()
      for directory in 0..<100 {
        mkdir("\(tree.path)/d\(directory)", 0o700)
        for file in 0..<1_000 {
          close(creat("\(tree.path)/d\(directory)/file\(directory * 1_000 + file).c", 0o600))
        }
      }
      let terminal = try open(adit, in: tree.path)
      terminal.write("look at @file99")
      // The letters stand there before anything of the tree does.
      try terminal.expect("look at @file99")
      terminal.write("999")
      try terminal.expect("d99/file99999.c")
      terminal.write("\t")
      try terminal.expect("look at @d99/file99999.c")
      // A draft is not left behind by Ctrl+D.
      terminal.write("\u{15}")
      terminal.quit()
    }

    @Test func commandsShowTheirOutputAndOfferIt() throws {
      let adit = try AditUnderTest(.says("Understood."))
      let folder = TemporaryFolder()
      let terminal = try open(adit, in: folder.path)
      terminal.send("!echo first; echo $((6*7)); pwd")
      try terminal.expect("42")
      try terminal.expect("goes with the next")
      terminal.pauseLikeAHand()
      terminal.send("What is that?")
      try terminal.expect("Understood.")
      let body = try #require(adit.prompts.last?.text)
      #expect(body.contains("42"))
      #expect(body.contains("What is that?"))
      try terminal.expectIdle()
      terminal.pauseLikeAHand()
      terminal.send("!echo begun; sleep 1000")
      try terminal.expect("running")
      terminal.write("\u{1B}")
      try terminal.expect("stopped ·")
      terminal.quit()
    }

    @Test func instructionsAreListedAndSent() throws {
      let adit = try AditUnderTest(.says("Yes."), .says("Once more."), .says("Bare."))
      let folder = TemporaryFolder()
      try folder.write("Answer in verse, rule one.\n", to: "AGENTS.md")
      let terminal = try open(adit, in: folder.path)
      try terminal.expect("AGENTS.md (1 line)")
      terminal.send("Hello")
      try terminal.expect("Yes.")
      let body = try #require(adit.prompts.last?.text)
      #expect(body.contains("Answer in verse, rule one."))
      terminal.quit()
    }

    @Test(arguments: [(false, true), (true, false)])
    func headlessRunsHaveThemUnlessBare(isBare: Bool, hasThem: Bool) throws {
      let adit = try AditUnderTest(.says("Yes."))
      try adit.home.write("From the user's own file.\n", to: ".config/AGENTS.md")
      let run = try adit.run(["-p", "Hello"] + (isBare ? ["--bare"] : []))
      #expect(run.exit == .code(0))
      let body = try #require(adit.prompts.last?.text)
      #expect(body.contains("From the user's own file.") == hasThem)
    }
  }
}
