import Emulator
import TestSupport
import Testing
import Wire

extension EndToEndTests {
  /// Nothing that a model or a server says reaches the terminal as a control
  /// sequence: every attack is drawn as visible marks.
  @Suite struct HostileText {
    /// Enough rows for every attack at once.
    private static let rows = 150
    private static let columns = 120

    /// What is sent, and what must stand on the screen between the brackets;
    /// `nil` where the Markdown reader sees a line end.
    private static let attacks: [(text: String, shown: String?)] = {
      var attacks: [(String, String?)] = []
      for value in UInt32(0)...0x9f where value < 0x20 || value >= 0x7f {
        guard let scalar = Unicode.Scalar(value) else { continue }
        // NUL is replaced by the Markdown reader, as CommonMark asks.
        let shown: String? =
          switch value {
          case 0: "a\u{fffd}b"
          case 0x09, 0x0a, 0x0d: nil
          case 0x01..<0x20: "a" + (Unicode.Scalar(0x2400 + value).map(String.init) ?? "") + "b"
          case 0x7f: "a␡b"
          default: "a<U+00\(String(value, radix: 16, uppercase: true))>b"
          }
        attacks.append(("a" + String(scalar) + "b", shown))
      }
      let hidden: [UInt32] = [
        0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d,
        0x202e, 0x2060, 0x2061, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff, 0xad, 0x61c, 0x180e, 0x115f,
        0x3164, 0xffa0, 0xfff9, 0xe0001, 0xe0041, 0xe0100,
      ]
      for value in hidden {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let digits = String(value, radix: 16, uppercase: true)
        let padding = String(repeating: "0", count: max(0, 4 - digits.count))
        attacks.append(("a" + String(scalar) + "b", "a<U+\(padding)\(digits)>b"))
      }
      let sequences = [
        "[2J", "[H", "[31;1mred", "[8mhidden", "[3A", "[2K", "[?1049l", "[?1003h", "[201~", "[c",
        "[6n", "[21t", "[1;3r", "[>1u", "[38;5;", "c", "(0qqq", "]0;owned\u{7}", "]52;c;b3du\u{7}",
        "]8;;http://x.invalid/\u{1b}\\", "]4;1;rgb:00/00/00\u{1b}\\", "]9;owned\u{7}",
        "Pq#0\u{1b}\\",
        "_Gf=24;AAAA\u{1b}\\", "^text\u{1b}\\", "Xtext\u{1b}\\", "[?2026h", "[=1;1u", "7", "8", "D",
        "M", "#8", "[!p", "[?25l", "[4h", "[20h",
      ]
      for sequence in sequences {
        let text = "\u{1b}" + sequence
        let shown = text.unicodeScalars.map {
          $0.value < 0x20 ? (Unicode.Scalar(0x2400 + $0.value).map(String.init) ?? "") : String($0)
        }
        attacks.append((text, shown.joined()))
      }
      return attacks
    }()

    /// Each attack between marks that tell it from curses' own output.
    private static func framed(_ index: Int, _ text: String) -> String { "Q\(index)(\(text))Q" }

    private func expectNothingPassed(
      _ terminal: PtyProcess, sourceLocation: SourceLocation = #_sourceLocation
    ) {
      let problems = RepertoireCheck.problems(in: terminal.output)
      #expect(problems.isEmpty, "\(problems)", sourceLocation: sourceLocation)
      #expect(terminal.screen.unknown == [], sourceLocation: sourceLocation)
      #expect(terminal.screen.strings == [], sourceLocation: sourceLocation)
      #expect(terminal.screen.bells == 0, sourceLocation: sourceLocation)
      // The curses way of writing a sequence may be the attack's; its
      // neighbours tell them apart.
      for (index, attack) in Self.attacks.enumerated() {
        let raw = Array("(\(attack.text))Q".utf8)
        let isPlain = attack.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7f }
        guard !isPlain else { continue }
        #expect(
          !terminal.output.containsPart(raw), "attack \(index) \(attack.text.debugDescription)",
          sourceLocation: sourceLocation)
      }
    }

    @Test(arguments: [true, false])
    func anAnswerIsDrawnAsMarks(inCode: Bool) throws {
      let lines = Self.attacks.enumerated().map { index, attack in
        (inCode ? "" : "- ") + Self.framed(index, attack.text)
      }
      let text =
        inCode ? "```\n" + lines.joined(separator: "\n") + "\n```" : lines.joined(separator: "\n")
      let adit = try AditUnderTest(.says(text + "\n\nThe end of it."))
      let terminal = try adit.open(columns: Self.columns, rows: Self.rows)
      terminal.send("Attack")
      try terminal.expect("The end of it.")
      try terminal.expectIdle()
      for (index, attack) in Self.attacks.enumerated() {
        guard let shown = attack.shown else { continue }
        // Code keeps its NUL; outside of it a backslash may be an escape.
        let forms = [
          shown, shown.filter { $0 != "\\" }, shown == "a\u{fffd}b" ? "a␀b" : shown,
        ]
        #expect(
          forms.contains { terminal.screen.contains(Self.framed(index, $0)) },
          "attack \(index) \(attack.text.debugDescription)")
      }
      expectNothingPassed(terminal)
      terminal.quit()
    }

    @Test func thinkingAndToolsAreDrawnAsMarks() throws {
      let text = Self.attacks.enumerated().map { Self.framed($0, $1.text) }
      let adit = try AditUnderTest(
        .init(
          .message(
            .init([
              .thinking(text.joined(separator: "\n"), signature: ""), .text("And a call."),
              .toolUse(
                id: "t\u{1b}[31m", name: "run\u{1b}[31;1m\u{202e}",
                input: ["command": .string(text.joined(separator: "\n"))]),
            ]))))
      let terminal = try adit.open(columns: Self.columns, rows: 400)
      terminal.send("Attack")
      try terminal.expect("And a call.")
      try terminal.expectIdle()
      try terminal.expect("run␛[31;1m<U+202E>")
      // Everything unfolded.
      terminal.write("\u{f}")
      try terminal.expect("the thinking unfolded") { $0.screen.contains("▾ Thought") }
      try terminal.expect("a␇b")
      expectNothingPassed(terminal)
      terminal.quit()
    }

    @Test func errorsAreDrawnAsMarks() throws {
      let text = Self.attacks.enumerated().map { Self.framed($0, $1.text) }.joined(separator: " ")
      let adit = try AditUnderTest(
        .fails(400, "ValidationException", text),
        .says("some words") {
          $0.exception = .init(token: 2, name: "modelStreamErrorException", message: text)
        })
      let terminal = try adit.open(columns: Self.columns, rows: Self.rows)
      terminal.send("Attack")
      try terminal.expect("✗ Error: ")
      try terminal.expectIdle()
      try terminal.expect("a␇b")
      terminal.send("Again")
      try terminal.expect("some words")
      try terminal.expectIdle()
      expectNothingPassed(terminal)
      terminal.quit()
    }
  }
}
