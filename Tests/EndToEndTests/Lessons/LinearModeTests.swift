import Emulator
import TestSupport
import Testing

extension EndToEndTests {
  /// The program without a screen: lessons, rule 41.
  @Suite struct LinearMode {
    static let ways: [(arguments: [String], term: String, extra: [String: String?])] = [
      (["--plain"], "xterm-256color", [:]), ([], "dumb", [:]),
      ([], "xterm-256color", ["ACCESSIBLE": "1"]),
    ]

    /// Labelled lines, nothing painted over, a bell at the end.
    @Test(arguments: ways)
    func lesson41_linesAreLabelledAndNothingIsRedrawn(
      arguments: [String], term: String, extra: [String: String?]
    ) throws {
      let adit = try AditUnderTest(.says("First line.\n\nSecond \u{1b}[31mline."))
      let terminal = try adit.start(arguments, term: term, adding: extra)
      try terminal.expect("you>")
      terminal.send("What is it?")
      try terminal.expect("session $")
      let text = String(decoding: terminal.output, as: UTF8.self)
      #expect(text.contains("Sonnet 5.5:\r\nFirst line.\r\n\r\nSecond "), "\(terminal.dump)")
      #expect(!terminal.output.contains(0x1b))
      try terminal.expect("a bell") { $0.output.contains(0x07) }
      terminal.write("\u{4}")
      #expect(terminal.waitForExit() == .code(0))
      #expect(terminal.attributes() == terminal.initialAttributes)
    }

    /// Lines of a pipe are prompts one by one.
    @Test func aPipeIsAnsweredLineByLine() throws {
      let adit = try AditUnderTest(.says("One."), .says("Two."))
      let run = try adit.run(["--plain"], input: "first\nsecond\n")
      #expect(run.exit == .code(0), "\(run.errorText)")
      let answers = run.text.split(separator: "\n").filter { ["One.", "Two."].contains($0) }
      #expect(answers == ["One.", "Two."])
      #expect(adit.prompts.count == 2)
    }

    /// A signal ends it and gives the terminal back; Ctrl+C stops an answer.
    @Test func ctrlCStopsTheAnswer() throws {
      let adit = try AditUnderTest(
        .says(String(repeating: "A line of the answer.\n", count: 400)), tokensPerSecond: 80)
      let terminal = try adit.start(["--plain"])
      try terminal.expect("you>")
      terminal.send("go")
      try terminal.expect("A line of the answer.")
      terminal.write("\u{3}")
      try terminal.expect("stopped")
      terminal.send("/quit")
      #expect(terminal.waitForExit() == .code(0))
    }
  }
}
