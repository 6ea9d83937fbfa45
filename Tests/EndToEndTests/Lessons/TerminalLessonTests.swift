import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// Rules 1, 8, 9, 16, 22, 23 and 24 of what terminal programs get wrong.
  @Suite struct TerminalLessons {
    private func count(_ sequence: String, in terminal: PtyProcess, from start: Int = 0) -> Int {
      String(decoding: terminal.output[start...], as: UTF8.self).components(sequence)
    }

    /// A frame is one update, bracketed only where the terminal knows brackets,
    /// and nothing is cleared that need not be.
    @Test(arguments: [true, false])
    func lesson01_framesAreWholeAndNothingIsCleared(modern: Bool) throws {
      let adit = try AditUnderTest(.says(numberedWords(600), tokensPerSecond: 200))
      let terminal = try adit.open(answers: modern ? .all : .none)
      terminal.send("Count")
      try terminal.expect("word3")
      let start = terminal.output.count
      try terminal.expect("word600")
      try terminal.expectIdle()
      #expect(count("\u{1b}[2J", in: terminal, from: start) == 0)
      #expect(count("\u{1b}[H\u{1b}[J", in: terminal, from: start) == 0)
      let opened = count("\u{1b}[?2026h", in: terminal)
      #expect(opened == count("\u{1b}[?2026l", in: terminal))
      #expect(modern ? opened > 0 : opened == 0)
      // Ctrl+L clears, once.
      terminal.write("\u{c}")
      try terminal.expect("a clear screen") {
        count("\u{1b}[J", in: $0, from: start) > 0
          || count("\u{1b}[2J", in: $0, from: start) > 0
      }
      terminal.quit()
    }

    /// Pieces of an answer that come together are painted together. (Two tokens
    /// a word: a longer answer would be cut at the model's limit.)
    @Test func lesson08_piecesShareFrames() throws {
      let adit = try AditUnderTest(.says(numberedWords(8_000)))
      let terminal = try adit.open(answers: .all)
      terminal.send("Count")
      try terminal.expect("word8000")
      try terminal.expectIdle()
      #expect(terminal.screen.synchronizedUpdates < 1_000)
      terminal.quit()
    }

    /// Once nothing goes on, nothing is written and no thread wakes up.
    @Test(arguments: [true, false])
    func lesson09_idleIsIdle(hasThemes: Bool) throws {
      let adit = try AditUnderTest(.says("The answer."))
      if hasThemes { try adit.home.write("{}", to: ".config/adit/themes/mine.json") }
      let terminal = try adit.open(answers: .all)
      terminal.send("Hello")
      try terminal.expect("The answer.")
      try terminal.expectIdle()
      // Counters settle, memory is given back, the store writes.
      _ = terminal.wait(milliseconds: 1_500) { _ in false }
      let (written, wakes) = (terminal.output.count, terminal.wakes)
      _ = terminal.wait(milliseconds: 1_500) { _ in false }
      #expect(terminal.output.count == written, "\(terminal.dump)")
      #expect(terminal.wakes == wakes)
      terminal.quit()
    }

    /// Who wants less motion gets none: while nothing comes, nothing is written.
    @Test func lesson41_reducedMotionStandsStill() throws {
      let adit = try AditUnderTest(.says(numberedWords(50)) { $0.stallAfterTokens = 20 })
      try adit.home.write(#"{"reducedMotion": true}"#, to: ".config/adit/config.json")
      let terminal = try adit.open(answers: .all)
      terminal.send("Count")
      try terminal.expect("word7")
      try terminal.expect("a settled screen") { _ in
        let before = terminal.output.count
        return !terminal.wait(milliseconds: 200) { $0.output.count > before }
      }
      let written = terminal.output.count
      _ = terminal.wait(milliseconds: 2_500) { _ in false }
      #expect(terminal.output.count == written, "\(terminal.dump)")
      #expect(terminal.status.contains("writing"))
      terminal.write("\u{1b}[27u")
      try terminal.expectIdle()
      terminal.quit()
    }

    /// Everything that was switched on is on until the end, and off after it,
    /// whatever the end is.
    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT])
    func lesson16_everyWayOutRestores(signal: Int32) throws {
      let adit = try AditUnderTest(.says(numberedWords(2_000), tokensPerSecond: 80))
      let terminal = try adit.open(answers: .all)
      terminal.send("Count")
      try terminal.expect("word9")
      #expect(terminal.screen.kittyStack == [1])
      for mode in [1004, 1049, 2004, 2031] { #expect(terminal.screen.modes[mode] == true) }
      #expect(terminal.screen.modifyOtherKeys == 1)
      #expect(terminal.screen.title.hasPrefix("adit"))
      // xterm's own entry keeps the title too.
      #expect(Set(terminal.screen.titleStack) == [""])
      terminal.signal(signal)
      terminal.expectExit(
        [SIGSEGV, SIGABRT].contains(signal) ? .signal(signal) : .code(128 + signal))
    }

    /// vi's modes change the cursor, where the terminal has shapes; its own
    /// comes back whatever the end is.
    @Test(arguments: [SIGTERM, SIGSEGV, SIGTSTP, nil], ["xterm-256color", "vt220"])
    func lesson16_theCursorIsGivenBack(signal: Int32?, term: String) throws {
      let adit = try AditUnderTest(.says("The answer."))
      try adit.home.write(#"{"editor": {"mode": "vi"}}"#, to: ".config/adit/config.json")
      let terminal = try adit.open(term: term, answers: term == "vt220" ? .none : .all)
      let hasShapes = term != "vt220"
      try terminal.expect("a bar") { $0.screen.cursorShape == (hasShapes ? 6 : 0) }
      terminal.write("word")
      try terminal.expect("word")
      terminal.write(hasShapes ? "\u{1b}[27u" : "\u{1b}")
      try terminal.expect("normal mode") {
        $0.status.contains("NORMAL") && $0.screen.cursorShape == (hasShapes ? 2 : 0)
      }
      switch signal {
      case nil:
        terminal.write("ddi")
        terminal.quit()
      case SIGTSTP:
        let before = terminal.output.count
        terminal.write("\u{1a}")
        try terminal.expect("the shape again") {
          let output = String(decoding: $0.output[before...], as: UTF8.self)
          return $0.screen.cursorShape == (hasShapes ? 2 : 0)
            && output.contains("\u{1b}[0 q") == hasShapes && output.contains("NORMAL")
        }
        terminal.write("ddi")
        terminal.quit()
      case let signal?:
        terminal.signal(signal)
        terminal.expectExit(signal == SIGSEGV ? .signal(signal) : .code(128 + signal))
      }
    }

    /// Answers that nobody waits for, reports cut in two, and noise never
    /// become text.
    @Test(arguments: [
      "\u{1b}]11;rgb:1a1a/1b1b/2c2c\u{1b}\\", "\u{1b}]11;rgb:ff/ff/ff\u{7}", "\u{1b}[?62;22c",
      "\u{1b}[?2026;2$y", "\u{1b}[0n", "\u{1b}[12;40R", "\u{1b}[I", "\u{1b}[O",
      "\u{1b}[<35;27;12M", "\u{1b}[<0;1;1m", "\u{1b}[?997;1n", "\u{1b}[?1u",
      "\u{1b}P>|XTerm(390)\u{1b}\\", "\u{1b}]10;rgb:0/0/0\u{7}", "\u{1b}[>41;390;0c",
      "\u{1b}]52;c;aGVsbG8=\u{7}", "\u{1b}_Gi=1;OK\u{1b}\\", "\u{1b}[8;24;80t",
    ])
    func lesson22_repliesNeverReachThePrompt(reply: String) throws {
      let adit = try AditUnderTest(.says("Read."))
      let terminal = try adit.open(answers: .all)
      // Once the protocol is acknowledged, Esc is a whole sequence.
      try terminal.expect("the keyboard's protocol") { $0.screen.kittyStack == [1] }
      terminal.write(reply)
      // What the reply makes the program ask is answered first: no terminal
      // puts one answer into the middle of another.
      terminal.pauseLikeAHand()
      // Byte by byte, as a slow line delivers it.
      for byte in reply.utf8 {
        terminal.write([byte])
        _ = terminal.wait(milliseconds: 2) { _ in false }
      }
      terminal.write("x")
      try terminal.expect("the one key") { $0.screen.contains("› x") }
      terminal.write("\r")
      try terminal.expect("Read.")
      #expect(adit.prompts.first?.text.contains(#""text":"x""#) == true)
      try terminal.expectIdle()
      terminal.quit()
    }

    static let backgrounds: [(answer: String?, variable: String?, header: ScreenEmulator.Color)] = [
      ("rgb:0000/0000/0000", nil, .indexed(236)), ("rgb:1e1e/1e1e/2e2e", "0;15", .indexed(236)),
      ("rgb:ffff/ffff/ffff", nil, .indexed(254)), ("rgb:ffff/ffff/ffff", "15;0", .indexed(254)),
      (nil, "15;0", .indexed(236)), (nil, "0;15", .indexed(254)), (nil, nil, .standard),
      ("rgb:8080/8080/8080", "15;0", .standard),
    ]

    /// `auto`: the terminal's answer, else what the variable says, else colours
    /// that are safe on every background.
    @Test(arguments: backgrounds)
    func lesson23_theThemeFollowsTheBackground(
      answer: String?, variable: String?, header: ScreenEmulator.Color
    ) throws {
      let adit = try AditUnderTest()
      let terminal = try adit.start(adding: ["COLORFGBG": variable], answers: .all)
      terminal.screen.backgroundAnswer = answer
      try terminal.expect("ready")
      try terminal.expect("the theme's header") {
        $0.screen.cell(column: 1, row: 0).style.background == header
      }
      terminal.quit()
    }

    /// Stopped for longer than a silence may last, while the service goes on:
    /// what came meanwhile is read before anybody speaks of silence.
    @Test func lesson24_aLongStopIsNoSilence() throws {
      let adit = try AditUnderTest(.says(numberedWords(900), tokensPerSecond: 300))
      let terminal = try adit.open(adding: ["BEDROCK_TIMEOUT_MS": "1000"], answers: .all)
      terminal.send("Count")
      try terminal.expect("word9")
      terminal.signal(SIGSTOP)
      _ = terminal.wait(milliseconds: 3_000) { _ in false }
      terminal.signal(SIGCONT)
      try terminal.expect("word900")
      try terminal.expectIdle()
      #expect(adit.prompts.count == 1)
      #expect(!terminal.screen.contains("nothing for"), "\(terminal.dump)")
      terminal.quit()
    }

    /// A stop by another hand, and the time after it: modes and screen are
    /// there again, and the next request works.
    @Test func lesson24_everythingIsThereAfterSleep() throws {
      let adit = try AditUnderTest(.says(numberedWords(900), tokensPerSecond: 300), .says("Again."))
      let terminal = try adit.open(answers: .all)
      terminal.send("Count")
      try terminal.expect("word9")
      terminal.signal(SIGSTOP)
      _ = terminal.wait(milliseconds: 300) { _ in false }
      terminal.screen.feed("\u{1b}[?2004l\u{1b}[?1004l\u{1b}[?1049l\u{1b}[<u\u{1b}[2J".utf8)
      terminal.signal(SIGCONT)
      try terminal.expect("the screen again") {
        $0.screen.isAlternate && $0.screen.modes[2004] == true && $0.screen.modes[1004] == true
          && $0.screen.row(0).hasPrefix(" adit")
      }
      try terminal.expect("word900")
      try terminal.expectIdle()
      terminal.pauseLikeAHand()
      terminal.send("Hello")
      try terminal.expect("Again.")
      try terminal.expectIdle()
      terminal.quit()
    }
  }
}

extension String {
  /// How often `part` occurs.
  fileprivate func components(_ part: String) -> Int {
    var (count, rest) = (0, Array(utf8)[...])
    let wanted = Array(part.utf8)
    while rest.count >= wanted.count {
      if rest.starts(with: wanted) { count += 1 }
      rest.removeFirst()
    }
    return count
  }
}

extension PtyProcess {
  /// How often the threads of the child have gone to sleep so far.
  fileprivate var wakes: [String: String] {
    var found: [String: String] = [:]
    guard let tasks = opendir("/proc/\(processID)/task") else { return [:] }
    defer { closedir(tasks) }
    while let entry = readdir(tasks) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      let status = TestData.readText("/proc/\(processID)/task/\(name)/status") ?? ""
      let line = status.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches") }
      if let line { found[name] = String(line) }
    }
    return found
  }
}
