import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// Every way out gives the terminal back.
  @Suite struct Signals {
    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT], [true, false])
    func endsInOrder(signal: Int32, whileStreaming: Bool) throws {
      let adit = try AditUnderTest(.says(numberedWords(2_000), tokensPerSecond: 80))
      let terminal = try adit.open(answers: whileStreaming ? .all : .none)
      if whileStreaming {
        terminal.send("Count")
        try terminal.expect("word9")
      }
      terminal.signal(signal)
      terminal.expectExit(.code(128 + signal))
      if whileStreaming {
        try adit.expectRequests("a closed connection") { $0.first?.wasClosedByClient == true }
      }
    }

    @Test(arguments: [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT], [true, false])
    func aCrashGivesTheTerminalBack(signal: Int32, modern: Bool) throws {
      let adit = try AditUnderTest(.says(numberedWords(2_000), tokensPerSecond: 80))
      let terminal = try adit.open(answers: modern ? .all : .none)
      terminal.send("Count")
      try terminal.expect("word9")
      terminal.signal(signal)
      terminal.expectExit(.signal(signal))
      #expect(terminal.screen.contains("crashed (SIG"), "\(terminal.dump)")
    }

    @Test(arguments: [true, false])
    func aLostTerminalEndsTheProgram(whileStreaming: Bool) throws {
      let adit = try AditUnderTest(.says(numberedWords(2_000), tokensPerSecond: 80))
      let terminal = try adit.open()
      if whileStreaming {
        terminal.send("Count")
        try terminal.expect("word9")
      }
      terminal.hangUp()
      #expect(terminal.waitForExit() == .code(128 + SIGHUP))
      if whileStreaming {
        try adit.expectRequests("a closed connection") { $0.first?.wasClosedByClient == true }
      }
    }

    /// At its start too, while another thread loads the network library.
    @Test func aTerminalLostAtOnceIsNoCrash() throws {
      let adit = try AditUnderTest()
      for _ in 0..<20 {
        let terminal = try adit.start()
        try terminal.expect("a frame") { $0.screen.row(0).hasPrefix(" adit") }
        terminal.hangUp()
        #expect(terminal.waitForExit() == .code(128 + SIGHUP))
      }
    }

    @Test func endsWhereNobodyReadsItsTerminal() throws {
      // The pipe of a dead window manager: output fails, the program must not
      // spin. The master's end closes without a hang-up being noticed first.
      let adit = try AditUnderTest(.says(numberedWords(20_000), tokensPerSecond: 2_000))
      let terminal = try adit.open()
      terminal.send("Count")
      try terminal.expect("word99")
      terminal.hangUp()
      #expect(terminal.waitForExit() != nil)
    }
  }
}
