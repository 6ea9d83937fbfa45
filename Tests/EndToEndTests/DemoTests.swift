import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// The program without an account.
  @Suite struct Demo {
    private let home = TemporaryFolder()

    /// Nothing of AWS in it.
    private func start(
      _ arguments: [String] = [], adding extra: [String: String] = [:]
    ) throws -> PtyProcess {
      try PtyProcess(
        TestData.program, arguments,
        environment: PtyProcess.hermeticEnvironment(home: home.path, adding: extra))
    }

    /// A turn of the tour: honest about what answers.
    private func talk(_ terminal: PtyProcess) throws {
      try terminal.expect("ready")
      #expect(terminal.screen.row(0).contains("DEMO"), "\(terminal.dump)")
      terminal.send("hello")
      try terminal.expect("Demo, not a model.")
      try terminal.expect("tokens on the status line") { $0.status.contains("↓") }
      terminal.write("\u{1b}")
      try terminal.expectIdle()
      #expect(terminal.screen.row(0).contains("DEMO"))
      terminal.quit()
    }

    @Test func isLabelledOnTheScreen() throws { try talk(start(["--demo"])) }

    @Test func ignoresTheAccount() throws {
      let terminal = try start(
        ["--demo"],
        adding: [
          "AWS_ACCESS_KEY_ID": "AKIAREAL", "AWS_SECRET_ACCESS_KEY": "real",
          "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "http://127.0.0.1:9",
        ])
      try talk(terminal)
    }

    @Test func startsByItselfWhereThereAreNoCredentials() throws {
      let terminal = try start(adding: ["ADIT_DEMO_WITHOUT_CREDENTIALS": "1"])
      try terminal.expect("No AWS credentials were found")
      try talk(terminal)
    }

    @Test func isOffered() throws {
      let terminal = try start()
      try terminal.expect("Start the demo (no account, no cost, no model)? [Y/n]")
      #expect(terminal.screen.contains("AWS_ACCESS_KEY_ID"))
      terminal.write("\n")
      try talk(terminal)
    }

    @Test(arguments: ["n\n", "\u{4}"])
    func anOfferCanBeDeclined(answer: String) throws {
      let terminal = try start()
      try terminal.expect("[Y/n]")
      terminal.write(answer)
      terminal.expectExit(.code(3))
      #expect(!terminal.output.contains(0x1b))
    }

    @Test func halfAKeyPairIsAMistakeNotADemo() throws {
      let terminal = try start(adding: [
        "AWS_ACCESS_KEY_ID": "AKIAREAL", "ADIT_DEMO_WITHOUT_CREDENTIALS": "1",
      ])
      terminal.expectExit(.code(3))
      #expect(terminal.screen.contains("AWS_SECRET_ACCESS_KEY"), "\(terminal.dump)")
    }

    @Test func answersHeadlessToo() throws {
      let run = try PipedRun(
        TestData.program, ["-p", "hello", "--demo"],
        environment: PtyProcess.hermeticEnvironment(home: home.path))
      #expect(run.exit == .code(0), "\(run.errorText)")
      #expect(run.text.contains("Demo, not a model."))
      #expect(run.errorText.contains("loopback Bedrock inside this program"))
    }

    @Test func theEmulatorPrintsWhatToExport() throws {
      let emulator = try start(["emulator"])
      try emulator.expect("export AWS_REGION=us-east-1")
      let lines = String(decoding: emulator.output, as: UTF8.self).split(separator: "\r\n")
      var variables: [String: String] = [:]
      for line in lines where line.hasPrefix("export ") {
        let parts = line.dropFirst(7).split(separator: "=", maxSplits: 1)
        if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      }
      #expect(lines.first?.hasPrefix("listening on http://127.0.0.1:") == true)
      // Another run talks to it with nothing else.
      let run = try PipedRun(
        TestData.program, ["-p", "hello"],
        environment: PtyProcess.hermeticEnvironment(home: home.path, adding: variables))
      #expect(run.exit == .code(0), "\(run.errorText)")
      #expect(run.text.contains("Demo, not a model."))
      emulator.signal(SIGTERM)
      #expect(emulator.waitForExit() != nil)
    }
  }
}
