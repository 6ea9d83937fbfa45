import Glibc
import TestSupport
import Testing

/// The harness itself: what the other tests see through must be clear.
@Suite struct PtyProcessTests {
  @Test func runsAProgramAndReadsItsScreen() throws {
    let shell = try PtyProcess("/bin/sh", ["-c", "printf 'a\\033[2;3Hb漢c'; read x; exit 7"])
    #expect(shell.wait(for: "b漢c"))
    #expect(shell.screen.row(0) == "a")
    #expect(shell.screen.row(1) == "  b漢c")
    #expect(shell.screen.cursor == (column: 6, row: 1))
    #expect(shell.attributes().isCooked)
    shell.write("x\n")
    #expect(shell.waitForExit() == .code(7))
  }

  @Test func tellsTheSignalThatEndedTheProgram() throws {
    let shell = try PtyProcess("/bin/sh", ["-c", "echo up; read x"])
    #expect(shell.wait(for: "up"))
    shell.signal(SIGTERM)
    #expect(shell.waitForExit() == .signal(SIGTERM))
  }

  @Test func passesTheWindowSizeAndOnlyTheGivenEnvironment() throws {
    let shell = try PtyProcess(
      "/bin/sh", ["-c", "stty size; env | grep -c ."], environment: ["PATH": "/usr/bin:/bin"],
      columns: 33, rows: 11)
    #expect(shell.waitForExit() == .code(0))
    #expect(shell.screen.row(0) == "11 33")
    // PATH, and PWD, SHLVL or _ of the shell's own.
    #expect((Int(shell.screen.row(1)) ?? 99) <= 4)
  }

  @Test func carriesMoreThanTheTerminalBuffers() throws {
    let shell = try PtyProcess(
      "/bin/sh", ["-c", "stty raw -echo; echo up; head -c 200000 | wc -c"])
    #expect(shell.wait(for: "up"))
    shell.write([UInt8](repeating: 0x61, count: 200_000))
    #expect(shell.wait(for: "200000"))
  }

  @Test func hangsUp() throws {
    let shell = try PtyProcess("/bin/sh", ["-c", "echo up; read x"])
    #expect(shell.wait(for: "up"))
    shell.hangUp()
    #expect(shell.waitForExit() != nil)
  }
}
