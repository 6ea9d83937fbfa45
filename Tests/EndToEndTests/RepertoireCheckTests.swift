import Testing

extension EndToEndTests {
  /// The check behind the stories of hostile text sees what it is there for.
  @Suite struct RepertoireChecks {
    @Test(arguments: [
      "\u{1b}]0;owned\u{7}", "\u{1b}]2;owned\u{1b}\\", "\u{1b}]2;adit\u{7}",
      "\u{1b}]2;adit\u{1b}[0c\u{1b}\\", "\u{1b}]52;c;YQ==\u{1b}\\", "\u{1b}[8mhidden",
      "\u{1b}[?1003h", "\u{1b}[201~", "\u{1b}[6n",
      "\u{1b}[21t", "\u{1b}c", "\u{1b}(0", "\u{1b}Pq\u{1b}\\", "\u{7}", "\u{e}", "\u{7f}",
      "\u{9b}31m", "\u{202e}", "\u{200b}", "\u{1b}[>5u", "\u{1b}#8", "\u{1b}",
    ])
    func seesAnAttack(text: String) {
      #expect(!RepertoireCheck.problems(in: Array("a\(text)b".utf8)).isEmpty)
    }

    @Test func letsCursesPass() {
      let text =
        "\u{1b}[?1049h\u{1b}[22;0;0t\u{1b}[1;24r\u{1b}(B\u{1b}[m\u{1b}[4l\u{1b}[?7h\u{1b}[H\u{1b}[2J"
        + "\u{1b}[38;5;8mé漢\u{1b}[39m\u{1b}[K\r\n\u{8}\u{1b}[3;5H\u{1b}[?25h\u{1b}[?2026$p"
        + "\u{1b}[22;0t\u{1b}]2;adit – ~/src: ready\u{1b}\\\u{1b}]11;?\u{1b}\\\u{1b}[5n"
      #expect(RepertoireCheck.problems(in: Array(text.utf8)) == [])
    }
  }
}
