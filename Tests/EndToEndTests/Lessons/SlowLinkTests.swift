import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// A terminal that takes what it is sent slowly, or not at all, slows frames
  /// and nothing else.
  @Suite struct SlowLinks {
    /// As a modem of old.
    static let bytesPerSecond = 2_048

    /// Lets a flood fill whatever lies between the program and the terminal.
    private func flood(_ terminal: PtyProcess) {
      _ = terminal.wait(milliseconds: 700) { _ in false }
    }

    @Test func lesson08_aStuckTerminalDoesNotHoldUpTheStream() throws {
      let adit = try AditUnderTest(.says(numberedWords(8_000), tokensPerSecond: 4_000))
      let terminal = try adit.open(answers: .all)
      terminal.bytesPerSecond = 0
      terminal.send("Count")
      try adit.expectRequests("the whole answer read") { $0.first?.outcome == .answered }
      terminal.bytesPerSecond = nil
      try terminal.expect("word8000")
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test(arguments: [0, bytesPerSecond], [true, false])
    func lesson06_escAndKeysCountWhileOutputLags(rate: Int, modern: Bool) throws {
      let adit = try AditUnderTest(.says(numberedWords(26_000), tokensPerSecond: 2_000))
      let terminal = try adit.open(answers: modern ? .all : .none)
      terminal.send("Count")
      try terminal.expect("word9")
      terminal.bytesPerSecond = rate
      flood(terminal)
      terminal.write("\u{1b}")
      // Nobody reads the terminal meanwhile.
      try adit.expectRequests("a closed connection") { $0.first?.wasClosedByClient == true }
      terminal.write("typed meanwhile")
      terminal.bytesPerSecond = nil
      try terminal.expect("what was typed") { $0.screen.contains("› typed meanwhile") }
      try terminal.expect("stopped")
      #expect(terminal.screen.unknown == [])
      terminal.write("\u{3}")
      try terminal.expect("an empty prompt") { !$0.screen.contains("typed meanwhile") }
      terminal.quit()
    }

    /// Nobody reads, and the program is told to go: it goes.
    @Test(arguments: [SIGTERM, SIGHUP, SIGSEGV])
    func lesson16_aStuckTerminalIsLeft(signal: Int32) throws {
      let adit = try AditUnderTest(.says(numberedWords(26_000), tokensPerSecond: 2_000))
      let terminal = try adit.open(answers: .all)
      terminal.send("Count")
      try terminal.expect("word9")
      terminal.bytesPerSecond = 0
      flood(terminal)
      terminal.signal(signal)
      let exit = terminal.waitForExit()
      #expect(exit == (signal == SIGSEGV ? .signal(signal) : .code(128 + signal)))
      terminal.bytesPerSecond = nil
      _ = terminal.wait { $0.screen.isPristine }
      #expect(terminal.screen.isPristine, "\(terminal.dump)")
      #expect(terminal.attributes() == terminal.initialAttributes)
    }

    /// What the terminal was asked is answered late on a slow line, and never
    /// typed into the shell.
    @Test(arguments: [SIGTERM, SIGINT])
    func lesson22_noAnswerComesAfterTheEnd(signal: Int32) throws {
      let adit = try AditUnderTest(.says(numberedWords(26_000), tokensPerSecond: 2_000))
      let terminal = try adit.open(answers: .all)
      terminal.send("Count")
      try terminal.expect("word9")
      terminal.bytesPerSecond = 8 * Self.bytesPerSecond
      flood(terminal)
      terminal.signal(signal)
      #expect(terminal.waitForExit() == .code(128 + signal))
      _ = terminal.wait(milliseconds: 300) { _ in false }
      #expect(terminal.takeUnreadInput() == [])
      #expect(terminal.screen.unknown == [])
    }

    /// Waiting for a slow terminal is waiting: nothing turns in circles.
    @Test(arguments: [0, bytesPerSecond])
    func lesson08_waitingCostsNothing(rate: Int) throws {
      let adit = try AditUnderTest(.says(numberedWords(4_000), tokensPerSecond: 4_000))
      let terminal = try adit.open(answers: .all)
      terminal.bytesPerSecond = rate
      terminal.send("Count")
      try adit.expectRequests("the whole answer read") { $0.first?.outcome == .answered }
      flood(terminal)
      let before = terminal.processorTicks
      _ = terminal.wait(milliseconds: 2_000) { _ in false }
      // Hundredths of a second; a loop without a pause would take 200.
      #expect(terminal.processorTicks - before < 40)
      terminal.bytesPerSecond = nil
      try terminal.expect("word4000")
      terminal.quit()
    }

    /// A paste of a megabyte at the end of a slow line; the emulator keeps just
    /// so much of a body.
    @Test func lesson06_aHugePasteOverASlowLine() throws {
      let adit = try AditUnderTest(.says("Read."))
      // So much is dear to read: without this the program would ask first.
      try adit.home.write(#"{"budget": {"askAbove": false}}"#, to: ".config/adit/config.json")
      let terminal = try adit.open(answers: .all)
      terminal.bytesPerSecond = 8 * Self.bytesPerSecond
      let line = "a line of a paste, as long as lines are\n"
      terminal.write("\u{1b}[200~")
      terminal.write(Array(repeating: Array(line.utf8), count: 26_000).flatMap { $0 })
      terminal.write("\u{1b}[201~")
      try terminal.expect("the paste") { $0.screen.contains("+26000 lines]") }
      terminal.write("\r")
      try adit.expectRequests("the paste sent") { $0.first?.outcome == .answered }
      #expect(adit.prompts.first.map { $0.body.count > 26_000 * line.utf8.count } == true)
      terminal.bytesPerSecond = nil
      try terminal.expect("Read.")
      try terminal.expectIdle()
      #expect(terminal.screen.unknown == [])
      terminal.quit()
    }

    /// A window that changes its size while the line is slow ends up right.
    @Test func lesson05_sizesOverASlowLine() throws {
      let adit = try AditUnderTest(.says("# The answer\n\nA line."))
      let terminal = try adit.open(answers: .all)
      terminal.send("Hello")
      try terminal.expect("A line.")
      try terminal.expectIdle()
      terminal.bytesPerSecond = 8 * Self.bytesPerSecond
      for columns in stride(from: 80, through: 120, by: 4) {
        terminal.resize(columns: columns, rows: 30)
        _ = terminal.wait(milliseconds: 30) { _ in false }
      }
      terminal.bytesPerSecond = nil
      try terminal.expect("the last size") {
        $0.screen.row(0).count == 119 && $0.screen.contains("A line.")
          && $0.status.contains("? help")
      }
      #expect(terminal.screen.unknown == [])
      terminal.quit()
    }
  }
}

extension PtyProcess {
  /// Processor time of the child so far, hundredths of a second.
  fileprivate var processorTicks: Int {
    let text = TestData.readText("/proc/\(processID)/stat") ?? ""
    let fields = text.drop { $0 != ")" }.split(separator: " ")
    return fields.count > 13 ? (Int(fields[12]) ?? 0) + (Int(fields[13]) ?? 0) : 0
  }
}
