import Emulator
import TestSupport
import Testing

extension EndToEndTests {
  /// Reading back while an answer streams.
  @Suite struct Reading {
    @Test func theTextStandsStillUntilTheEndIsAskedFor() throws {
      let lines = (1...5_000).map { "- line number \($0) of many" }
      let adit = try AditUnderTest(
        .says(lines.joined(separator: "\n"), tokensPerSecond: 1_000))
      let terminal = try adit.open()
      terminal.send("List")
      try terminal.expect("line number 60 ")
      terminal.write("\u{1b}[5~")
      try terminal.expect("a mark for what is new") { $0.newLines != nil }
      let before = (2..<12).map { terminal.screen.row($0) }
      let tokens = terminal.status
      // The counters go on, the text stands still.
      try terminal.expect("more tokens") { $0.status != tokens }
      try terminal.expect("a hundred more lines") { ($0.newLines ?? 0) >= 100 }
      #expect((2..<12).map { terminal.screen.row($0) } == before, "\(terminal.dump)")
      terminal.write("\u{1b}[1;5F")
      try terminal.expect("the end") {
        $0.newLines == nil && $0.screen.row(2) != before[0]
      }
      terminal.write("\u{1b}")
      try terminal.expect("— stopped —")
      // The whole of it can be gone through.
      terminal.write("\u{1b}[1;5H")
      try terminal.expect("Adit: an assistant")
      terminal.write("\u{1b}[1;5F")
      try terminal.expect("— stopped —")
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func markdownIsRenderedAsItStreams() throws {
      let text = """
        # A heading

        Some *emphasis*, **strength** and `code`.

        1. first
        2. second

        ```swift
        let x = 1
        ```

        > quoted
        """
      let adit = try AditUnderTest(.says(text, tokensPerSecond: 100))
      let terminal = try adit.open()
      terminal.send("Show")
      try terminal.expect("Some emphasis, strength and code.")
      try terminal.expect("quoted")
      try terminal.expectIdle()
      for mark in ["# A heading", "**", "```", "`code`"] {
        #expect(!terminal.screen.contains(mark), "\(mark)\n\(terminal.dump)")
      }
      // Code stands flush left, for a clean copy.
      #expect((0..<24).contains { terminal.screen.row($0) == "let x = 1" }, "\(terminal.dump)")
      terminal.quit()
    }
  }
}

extension PtyProcess {
  /// The number in the mark that counts what came while one reads.
  fileprivate var newLines: Int? {
    let words = screen.text.split(whereSeparator: \.isWhitespace)
    return words.indices.dropFirst().lazy.filter { words[$0] == "new" }
      .compactMap { Int(words[$0 - 1].filter(\.isNumber)) }.first
  }
}
