import Emulator
import TestSupport
import Testing

extension EndToEndTests {
  /// Terminals of every kind, and homes and locales of every kind.
  @Suite struct TerminalKinds {
    @Test(arguments: ["no-such-terminal", "", nil])
    func refusesInOneSentence(term: String?) throws {
      let adit = try AditUnderTest()
      let terminal = try adit.start(adding: ["TERM": term])
      let exit = terminal.waitForExit()
      #expect(exit == .code(2), "\(terminal.dump)")
      let text = String(decoding: terminal.output, as: UTF8.self)
      #expect(text.hasPrefix("adit: ") && text.hasSuffix("\r\n"), "\(text.debugDescription)")
      #expect(text.contains("TERM"))
      #expect(text.split(separator: "\r\n").count == 1)
      #expect(!terminal.output.contains(0x1b))
      #expect(terminal.attributes() == terminal.initialAttributes)
    }

    static let kinds: [(term: String, extra: [String: String?])] = [
      ("xterm-256color", [:]), ("xterm", [:]), ("screen-256color", [:]), ("tmux-256color", [:]),
      ("xterm-direct", [:]), ("screen", [:]), ("linux", [:]), ("vt220", [:]), ("vt100", [:]),
      ("xterm-256color", ["NO_COLOR": "1"]),
      ("xterm-256color", ["COLORTERM": "truecolor"]),
      ("xterm-256color", ["LC_ALL": "C"]), ("xterm-256color", ["LC_ALL": nil, "LANG": "C"]),
      ("xterm-256color", ["LC_ALL": nil, "LANG": nil]),
      ("xterm-256color", ["LC_ALL": "de_DE.UTF-8-none"]),
    ]

    @Test(arguments: kinds)
    func talksOnEveryKind(term: String, extra: [String: String?]) throws {
      let adit = try AditUnderTest(.says("An **answer** with `code`, é, 漢字 and …\n\n- a list"))
      let terminal = try adit.open(term: term, adding: extra)
      terminal.send("Grüße")
      try terminal.expect("An answer with code, é, 漢字 and …")
      try terminal.expectIdle()
      #expect(terminal.screen.contains("Grüße"))
      #expect(terminal.screen.contains("───"))
      if extra["NO_COLOR"] != nil || term.hasPrefix("vt") {
        #expect(terminal.colours.isEmpty, "\(terminal.colours)")
      } else {
        #expect(!terminal.colours.isEmpty)
      }
      // Colour is not the only sign.
      let row = try #require(terminal.screen.rowIndex(of: "An answer"))
      let bold = terminal.screen.cell(column: 4, row: row).style.attributes
      #expect(bold.contains(1) || bold.contains(7), "\(bold)")
      terminal.quit()
      // What would show, or do harm, on a terminal that does not know it.
      let isXterm = !["linux", "vt220", "vt100"].contains(term)
      let text = String(decoding: terminal.output, as: UTF8.self)
      for sequence in ["[?2004h", "[?1004h", "[?2031h", "]11;?", "[?2026$p", "[?u", "[c"] {
        #expect(text.contains("\u{1b}\(sequence)") == isXterm, "\(sequence)")
      }
      let hasOtherKeys = term.hasPrefix("xterm") || term.hasPrefix("tmux")
      #expect(text.contains("\u{1b}[>4;1m") == hasOtherKeys)
      #expect(text.contains("\u{1b}]2;") == hasOtherKeys)
      // Nobody answered.
      #expect(!text.contains("\u{1b}[>1u") && !text.contains("\u{1b}[?2026h"))
    }

    @Test(arguments: [nil, "", "/nonexistent", "/proc", "relative"])
    func needsNoHome(home: String?) throws {
      let adit = try AditUnderTest(.says("The answer."))
      let terminal = try adit.open(adding: ["HOME": home])
      terminal.send("Hello")
      try terminal.expect("The answer.")
      try terminal.expectIdle()
      terminal.write("\u{1b}[A")
      try terminal.expect("› Hello")
      terminal.write("\u{3}")
      try terminal.expect("an empty prompt") { !$0.screen.contains("› Hello") }
      terminal.quit()
    }
  }
}

extension PtyProcess {
  /// Foreground and background colours on the screen.
  fileprivate var colours: [ScreenEmulator.Color] {
    (0..<screen.rows).flatMap { row in
      (0..<screen.columns).flatMap { column in
        let style = screen.cell(column: column, row: row).style
        return [style.foreground, style.background].filter { $0 != .standard }
      }
    }
  }
}
