import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// What other programs of the kind do wrong with a prompt.
  @Suite struct PromptLessons {
    /// The hardware cursor stands where the next character goes: an input
    /// method opens its window there.
    @Test func lesson17_theCaretIsTheRealCursor() throws {
      let adit = try AditUnderTest(.says("Read."))
      let terminal = try adit.open()
      terminal.write("漢字e\u{301}")
      try terminal.expect("the cursor behind wide text") {
        $0.screen.cursor.column == 3 + 5
      }
      terminal.write("\u{1b}[D\u{1b}[D")
      try terminal.expect("the cursor before the second ideograph") {
        $0.screen.cursor.column == 3 + 2
      }
      // In the search of the history too.
      terminal.write("\u{12}abc")
      try terminal.expect("the cursor behind what is looked for") { terminal in
        let row = terminal.screen.row(terminal.screen.cursor.row)
        return row.hasPrefix(" search")
          && terminal.screen.cell(
            column: terminal.screen.cursor.column - 1, row: terminal.screen.cursor.row
          ).text == "c"
      }
      try terminal.expectIdle()
      terminal.write("\u{3}\u{3}")
      try terminal.expect("an empty prompt") { $0.screen.text.contains("Ask something") }
      terminal.quit()
    }

    /// What stands behind wide text stands where the program thinks it does.
    @Test(arguments: ["漢字", "👍", "👩‍👩‍👧", "e\u{301}", "🇩🇪", "한", "👍🏽", "ｶﾞ"])
    func lesson18_widthsAgreeWithTheTerminal(text: String) throws {
      let adit = try AditUnderTest(.says("Read."))
      let terminal = try adit.open()
      terminal.write(text + "|" + text + "|")
      try terminal.expect("the cursor behind the last bar") {
        let (row, column) = ($0.screen.cursor.row, $0.screen.cursor.column)
        return column > 4 && $0.screen.cell(column: column - 1, row: row).text == "|"
          && $0.screen.row(row).filter { $0 == "|" }.count == 2
      }
      #expect(terminal.screen.unknown == [])
      try terminal.expectIdle()
      terminal.write("\u{3}")
      try terminal.expect("an empty prompt") { $0.screen.text.contains("Ask something") }
      terminal.quit()
    }

    /// Shift+Enter in every form that terminals have for it, Ctrl+J, Alt+Enter
    /// and a backslash: a line end, nothing is sent.
    @Test(arguments: [
      "\n", "\u{1b}\r", "\\\r", "\u{1b}[13;2u", "\u{1b}[27;2;13~", "\u{1b}[13;3u", "\u{1b}[13;2:1u",
    ])
    func lesson20_lineEndsAreNotSent(key: String) throws {
      let adit = try AditUnderTest(.says("Sent once."))
      let terminal = try adit.open()
      terminal.write("one")
      try terminal.expect("› one")
      terminal.write(key)
      terminal.write("two")
      try terminal.expect("a second line") { terminal in
        (0..<terminal.screen.rows).contains {
          terminal.screen.row($0).filter { $0 != " " } == "two"
        }
      }
      #expect(adit.prompts.isEmpty)
      terminal.write("\r")
      try terminal.expect("Sent once.")
      #expect(adit.prompts.count == 1)
      #expect(adit.prompts.first?.text.contains(#"one\ntwo"#) == true)
      try terminal.expectIdle()
      terminal.quit()
    }

    /// A terminal that does not bracket pastes sends them as keys: whatever the
    /// size, it is one thing there too, and the next key is a key.
    @Test func lesson21_aPasteWithoutBracketsIsOneThing() throws {
      let adit = try AditUnderTest(.says("Got it."))
      let terminal = try adit.open(term: "vt220")
      let lines = (1...20_000).map { "line \($0) of a long paste that comes as keys" }
      terminal.write(lines.joined(separator: "\r"))
      try terminal.expect("[Pasted #1 +20000 lines]")
      #expect(adit.prompts.isEmpty)
      terminal.write("!")
      try terminal.expect("lines]!")
      terminal.write("\u{1f}")
      try terminal.expect("the paste alone") { !$0.screen.text.contains("lines]!") }
      terminal.write("\u{1f}")
      try terminal.expect("an empty prompt") { !$0.screen.text.contains("Pasted") }
      terminal.write("\u{1b}_")
      try terminal.expect("[Pasted #1 +20000 lines]")
      terminal.write("\u{3}")
      try terminal.expect("an empty prompt") { !$0.screen.text.contains("Pasted") }
      terminal.quit()
    }

    /// A paste is one thing: it sends nothing, folds when long, goes whole, is
    /// undone at once, and one that never ends does not end the input.
    @Test func lesson21_aPasteIsOneThing() throws {
      let adit = try AditUnderTest(.says("Got it."))
      let terminal = try adit.open()
      let text = (1...120).map { "line \($0)" }.joined(separator: "\r")
      terminal.write("\u{1b}[200~\(text)\u{1b}[201~")
      try terminal.expect("[Pasted #1 +120 lines]")
      #expect(adit.prompts.isEmpty)
      terminal.write("\u{1f}")
      try terminal.expect("an empty prompt") { !$0.screen.text.contains("Pasted") }
      terminal.write("\u{1b}_")
      try terminal.expect("[Pasted #1 +120 lines]")
      terminal.write("\r")
      try terminal.expect("Got it.")
      #expect(adit.prompts.first?.text.contains(#"line 119\nline 120"#) == true)
      terminal.write("\u{1b}[200~lost end\r")
      try terminal.expect("lost end")
      terminal.write("!")
      try terminal.expect("the keys work") { $0.screen.text.contains("!") }
      try terminal.expectIdle()
      terminal.write("\u{3}")
      try terminal.expect("an empty prompt") { !$0.screen.text.contains("lost end") }
      terminal.quit()
    }
  }
}
