import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// Files that go with a prompt.
  @Suite struct Attach {
    /// A picture of 2 × 1 points that every reader takes.
    private static let gif = "GIF89a\u{02}\u{00}\u{01}\u{00}\u{00}\u{00}\u{00};"
    private static let pdf = "%PDF-1.4\n<</Type /Page>>\n"

    private static func adit(_ answers: String...) throws -> AditUnderTest {
      var configuration = EmulatorConfiguration()
      configuration.script = EmulatorScript(answers.map { .says($0) })
      let adit = try AditUnderTest(configuration)
      try adit.home.write((1...100).map { "line \($0)\n" }.joined(), to: "src/a.swift")
      try adit.home.write(gif, to: "shot.gif")
      try adit.home.write(pdf, to: "doc.pdf")
      return adit
    }

    @Test(arguments: [
      ["--api", "invoke"], ["--api", "converse"], ["--api", "messages"],
      ["--api", "converse", "--no-stream"],
    ])
    func everySurfaceTakesThem(_ way: [String]) throws {
      let adit = try Self.adit("Seen.")
      let home = adit.home.path
      let run = try adit.run(
        [
          "-p", "see @\(home)/src/a.swift:10-12, @\(home)/shot.gif @\(home)/doc.pdf @\(home)/src",
        ] + way)
      #expect(run.exit == .code(0), "\(run.errorText)")
      #expect(run.text == "Seen.\n")
      let sent = try #require(adit.prompts.first?.text)
      #expect(
        sent.contains(#"lines=\"10-12\" of=\"100\">\n10\tline 10\n11\tline 11\n12\tline 12\n"#))
      #expect(!sent.contains("line 13"))
      #expect(sent.contains("R0lGODlhAgABAAAAADs="))
      #expect(sent.contains("  a.swift"))
    }

    @Test func whatCannotGoIsRefusedBeforeAnythingIsSent() throws {
      let adit = try Self.adit("Never.")
      mkfifo("\(adit.home.path)/pipe", 0o600)
      let run = try adit.run(["-p", "see @\(adit.home.path)/pipe"])
      #expect(run.exit == .code(2))
      #expect(run.errorText.contains("is a pipe"))
      #expect(adit.prompts.isEmpty)
    }

    @Test func onlyThePromptItselfNamesFiles() throws {
      let adit = try Self.adit("One.", "Two.")
      _ = try adit.run(["-p", "see:"], input: "@\(adit.home.path)/shot.gif")
      _ = try adit.run(["-p", "see @\(adit.home.path)/shot.gif", "--no-attachments"])
      #expect(adit.prompts.count == 2)
      #expect(!adit.prompts.contains { $0.text.contains("R0lGOD") })
    }

    @Test func theScreenShowsWhatWentAlong() throws {
      let adit = try Self.adit("Seen.", "Again.")
      let terminal = try adit.open()
      terminal.write("see @\(adit.home.path)/shot.gif ")
      try terminal.expect("2×1")
      terminal.write("\r")
      try terminal.expect("Seen.")
      try terminal.expect("2×1 GIF 14 B")
      #expect(adit.prompts.first?.text.contains("R0lGOD") == true)
    }
  }
}
