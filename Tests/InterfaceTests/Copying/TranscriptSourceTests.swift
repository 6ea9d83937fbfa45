import Engine
import Testing

@testable import Interface

/// The transcript as text for files, editors and the terminal.
@Suite struct TranscriptSourceTests {
  private static func desk() -> Desk {
    Desk.reading("The *answer*\u{1b}[31m\n\n- red\u{202E}\n", prompt: "Why?\nHow?")
  }

  private func source(_ desk: Desk) -> TranscriptSource {
    TranscriptSource(desk.state, now: desk.now)
  }

  @Test func lesson04_printsLabelledTurnsWithoutCommandsToTheTerminal() {
    let text = source(Self.desk()).plainText()
    #expect(
      text.contains(
        "you  14:02:\n\nWhy?\nHow?\n\nSonnet 4.5:\n\nThe *answer*␛[31m\n\n- red<U+202E>"))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F })
  }

  @Test func lesson04_theLastAnswerIsPrintedAlone() {
    #expect(Self.desk().state.lastAnswer == "The *answer*␛[31m\n\n- red<U+202E>")
    #expect(Desk().state.lastAnswer == nil)
  }

  @Test func lesson04_theEditorBeginsAtTheLineThatIsRead() throws {
    let lines = (1...80).map { "Paragraph \($0)" }.joined(separator: "\n\n")
    var desk = Desk.reading(lines)
    desk.keys("/")
    desk.type("Paragraph 40")
    desk.press(.enter)
    _ = desk.screen()
    desk.keys("e")
    guard case .copying(.editor(let text, let suffix, let line))? = desk.takeEffects().first else {
      Issue.record("no editor")
      return
    }
    #expect(suffix == ".md")
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(all.indices.contains(line - 1))
    #expect(all[line - 1] == "Paragraph 40")
  }

  @Test func lesson04_writesTheFileThatIsNamed() {
    var desk = Self.desk()
    desk.keys("w")
    #expect(desk.screen().contains { $0.hasPrefix(" write to: transcript") })
    desk.press(.character("u"), .control)
    desk.type("~/t.md")
    desk.press(.enter)
    let text = source(desk).markdown().text
    #expect(desk.takeEffects() == [.copying(.file(text, path: "~/t.md", replaces: false))])
    desk.send(.copying(.exists(path: "~/t.md")))
    #expect(desk.screen().contains { $0.hasPrefix(" exists, Enter exchanges it: ~/t.md") })
    desk.press(.enter)
    #expect(desk.takeEffects() == [.copying(.file(text, path: "~/t.md", replaces: true))])
    desk.send(.copying(.written(path: "~/t.md", lines: 12)))
    #expect(desk.state.copying.fileName == nil)
    #expect(desk.state.toast?.text == "written to ~/t.md (12 lines)")
  }

  @Test func commandsAndFilesAreWritten() {
    var desk = Desk()
    desk.submit("!ls `x`")
    desk.send(.shell(.output("a\n```\n", number: 1)))
    desk.send(.shell(.ended(ShellEnd(reason: .exit(2)), number: 1)))
    let file = FileAttachment(name: "a", content: .listing(.init(entries: [], totalEntries: 0)))
    desk.state.transcript.appendPrompt("see @a", [file], turn: TurnID(1), secondsOfDay: nil)
    #expect(
      source(desk).markdown().text.hasSuffix(
        "! ls `x`\n\n````text\na\n```\n````\n\nexit 2\n\n## you\n\nsee @a\n\n  + a (0 entries)\n"))
    #expect(
      source(desk).plainText().hasSuffix(
        "! ls `x`\n\na\n```\n\nexit 2\n\nyou:\n\nsee @a\n\n  + a (0 entries)\n"))
  }

  @Test func theRawViewIsTheSourceAndNothingElse() {
    var desk = Desk.reading("# Title\n\nSome **bold** words\n\n```c\n\tx\n```\n")
    desk.keys("r")
    let screen = desk.screen()
    for line in ["Why?", "# Title", "Some **bold** words", "```c", "    x", "```"] {
      #expect(screen.contains(line))
    }
    desk.keys("r")
    #expect(desk.screen().contains(" Title"))
  }
}
