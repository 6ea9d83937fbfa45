import Engine
import Glibc
import Interface
import TestSupport
import Testing
import TextModel

@testable import Terminal

extension CursesTests {
  @Suite struct Session {
    static let now = MonotonicTime(nanoseconds: 0)

    enum Way: CaseIterable { case close, leaveAndClose, reenter, release, rearm }

    static let ways: [(term: String, modern: Bool, way: Way)] =
      CursesTests.terms.flatMap { term in
        [true, false].flatMap { modern in Way.allCases.map { (term, modern, $0) } }
      }

    @Test(arguments: ways)
    func givesTheTerminalBackAsItWas(term: String, modern: Bool, way: Way) throws {
      let terminal = try TerminalFixture(columns: 30, rows: 6, answers: modern ? .all : .none)
      // Unusual settings, to be kept.
      var settings = termios()
      tcgetattr(terminal.slave, &settings)
      settings.c_cc.3 = 8
      settings.c_iflag |= tcflag_t(IXANY)
      tcsetattr(terminal.slave, TCSANOW, &settings)
      let before = TerminalAttributes(descriptor: terminal.slave)
      let session = try terminal.open(testEnvironment(term))
      #expect(!TerminalAttributes(descriptor: terminal.slave).isCooked)
      var frame = Frame(size: ScreenSize(columns: 30, rows: 6))
      frame.cells[0] = Cell(Glyph(scalar: 0x41), CellStyle(emphasis: .reverse))
      session.draw(frame)
      terminal.settle()
      let isXterm = !["linux", "vt220"].contains(term)
      // That focus reports are known means that somebody looks.
      #expect(session.readInput(now: Self.now) == (modern && isXterm ? [.focus(true)] : []))
      session.draw(frame)
      terminal.settle()
      #expect(terminal.screen.cell(column: 0, row: 0).text == "A")
      if isXterm {
        #expect(terminal.screen.isAlternate)
        #expect(terminal.screen.kittyStack == (modern ? [1] : []))
        #expect(terminal.screen.modes[2004] == true)
      }
      switch way {
      case .close: break
      case .leaveAndClose:
        session.leave()
        session.leave()
      case .reenter:
        session.leave()
        session.enter()
        session.enter()
        session.draw(frame)
      case .release:
        session.withScreenReleased {
          terminal.settle()
          #expect(terminal.screen.isPristine)
          #expect(TerminalAttributes(descriptor: terminal.slave) == before)
        }
        session.draw(frame)
        terminal.settle()
        #expect(terminal.screen.cell(column: 0, row: 0).text == "A")
        #expect(terminal.screen.kittyStack == (modern && isXterm ? [1] : []))
      case .rearm:
        session.rearm()
        session.draw(frame)
      }
      session.close()
      terminal.settle()
      #expect(terminal.screen.isPristine)
      #expect(TerminalAttributes(descriptor: terminal.slave) == before)
      #expect(terminal.screen.unknown == [])
    }

    @Test func refusesWhatCannotWork() throws {
      let terminal = try TerminalFixture(columns: 30, rows: 6)
      let before = TerminalAttributes(descriptor: terminal.slave)
      #expect(throws: TerminalError.cannotAddressCursor("dumb")) {
        try terminal.open(testEnvironment("dumb"))
      }
      #expect(throws: TerminalError.termUnknown("no-such-terminal")) {
        try terminal.open(testEnvironment("no-such-terminal"))
      }
      #expect(throws: TerminalError.termUnset) { try terminal.open([:]) }
      #expect(TerminalAttributes(descriptor: terminal.slave) == before)
    }

    static let levels: [(environment: [String: String], level: ColorLevel)] = [
      (["TERM": "xterm-256color"], .indexed256),
      (["TERM": "xterm-256color", "COLORTERM": "truecolor"], .indexed256),
      (["TERM": "xterm-256color", "NO_COLOR": "1"], .mono),
      (["TERM": "xterm-256color", "NO_COLOR": ""], .indexed256),
      (["TERM": "xterm"], .ansi16), (["TERM": "linux"], .ansi16), (["TERM": "vt220"], .mono),
    ]

    @Test(arguments: levels)
    func knowsTheColours(environment: [String: String], level: ColorLevel) throws {
      let terminal = try TerminalFixture(columns: 30, rows: 6)
      let session = try terminal.open(environment)
      defer { session.close() }
      #expect(session.colorLevel == level)
    }

    @Test func noColorSendsNoColour() throws {
      let terminal = try TerminalFixture(columns: 30, rows: 6)
      let session = try terminal.open(["TERM": "xterm-256color", "NO_COLOR": "1"])
      defer { session.close() }
      var frame = Frame(size: ScreenSize(columns: 30, rows: 6))
      frame.cells[0] = Cell(
        Glyph(scalar: 0x41), CellStyle(foreground: .indexed(1), emphasis: .bold))
      session.draw(frame)
      terminal.settle()
      #expect(terminal.screen.cell(column: 0, row: 0).style.foreground == .standard)
      #expect(terminal.screen.cell(column: 0, row: 0).style.attributes == [1])
    }

    @Test func readsKeysAndJoinsAnUnbracketedPaste() throws {
      for (term, expected) in [("xterm-256color", 29), ("vt220", 1)] {
        let terminal = try TerminalFixture(columns: 30, rows: 6)
        let session = try terminal.open(testEnvironment(term))
        defer { session.close() }
        terminal.settle()
        terminal.type("first line, rather long\rnext ")
        var events: [InputEvent] = []
        let deadline = Deadline(milliseconds: PtyProcess.patienceMilliseconds)
        while events.isEmpty, !deadline.hasPassed {
          // What may be a paste is held until nothing more of it comes.
          let now = session.inputDeadline ?? Self.now
          events = session.readInput(now: now)
        }
        #expect(events.count == expected, "\(term)")
      }
    }

    @Test func capturesStandardError() throws {
      let terminal = try TerminalFixture(columns: 30, rows: 6)
      let session = try terminal.open(testEnvironment("xterm-256color"))
      let before = terminal.screen
      let words = "stray words, shown when the screen is gone\n"
      _ = Array(words.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      terminal.settle()
      #expect(!terminal.screen.contains("stray"))
      #expect(before.unknown == [])
      session.close()
    }

    #if os(Linux)
      @Test(arguments: [SIGSEGV, SIGABRT, SIGILL, SIGFPE, SIGBUS, SIGTRAP])
      func aCrashGivesTheTerminalBack(signal: Int32) async throws {
        let terminal = try TerminalFixture(columns: 60, rows: 6, answers: .none)
        let before = TerminalAttributes(descriptor: terminal.slave)
        let path = terminal.path
        await #expect(processExitsWith: .signal(signal)) {
          [path = path as String, signal = signal as Int32] in
          crash(on: path, with: signal)
        }
        terminal.settle()
        #expect(TerminalAttributes(descriptor: terminal.slave) == before)
        #expect(terminal.screen.isPristine)
        #expect(terminal.screen.contains("test 1 crashed (SIG"))
        #expect(terminal.screen.contains("while testing; log: /log"))
        #expect(terminal.screen.contains("last words"))
      }
    #endif
  }
}

/// In a process of its own.
private func crash(on path: String, with signal: Int32) {
  setenv("SWIFT_BACKTRACE", "enable=no", 1)
  let input = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
  let output = open(path, O_RDWR | O_NOCTTY)
  guard
    let session = try? TerminalSession(
      device: TerminalDevice(input: input, output: output),
      environment: ["TERM": "xterm-256color"],
      report: .init(program: "test 1", logPath: "/log"))
  else { return }
  var frame = Frame(size: ScreenSize(columns: 60, rows: 6))
  frame.cells[0] = Cell(Glyph(scalar: 0x41), CellStyle(emphasis: .reverse))
  session.draw(frame)
  session.setPhase("testing")
  let words = Array("last words\n".utf8)
  _ = words.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  // Exit tests run with SIGABRT blocked, which `abort` undoes and `raise`
  // does not.
  if signal == SIGABRT { abort() }
  raise(signal)
}
