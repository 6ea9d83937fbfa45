import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// Rule 16 for the end that no handler sees: the program is killed, by hand
  /// or for want of memory, and the watcher gives the terminal back.
  @Suite struct Kills {
    /// A shell with job control, which shows how its job ended and goes on.
    private static let script = """
      set -m
      "$0"
      echo "the shell again: $?"
      while read line; do
        case "$line" in
          fg) fg > /dev/null; echo "once more: $?" ;;
          *) echo "read $line"; exit ;;
        esac
      done
      """

    enum Moment: CaseIterable {
      case idle, streaming, mouse, resumed, stopped
    }

    private func open(_ adit: AditUnderTest, adding extra: [String: String?] = [:]) throws
      -> PtyProcess
    {
      let terminal = try PtyProcess(
        "/bin/sh", ["-c", Self.script, TestData.program],
        environment: adit.environment(adding: extra), answers: .all)
      try terminal.expect("ready")
      try terminal.expect("the keyboard's protocol") { $0.screen.kittyStack == [1] }
      return terminal
    }

    @Test(arguments: Moment.allCases, [false, true])
    func lesson16_aKillGivesTheTerminalBack(moment: Moment, wholeGroup: Bool) throws {
      let adit = try AditUnderTest(.says(numberedWords(2_000), tokensPerSecond: 80))
      if moment == .mouse {
        try adit.home.write(#"{"mouse": "full"}"#, to: ".config/adit/config.json")
      }
      let terminal = try open(adit)
      let program = try #require(terminal.child(of: terminal.processID, named: "adit"))
      switch moment {
      case .idle: break
      case .streaming:
        terminal.send("Count")
        try terminal.expect("word9")
      case .mouse:
        #expect(terminal.screen.modes[1002] == true)
      case .resumed:
        kill(program, SIGSTOP)
        try terminal.expect("the shell again: ")
        terminal.screen.feed("\u{1b}[2J".utf8)
        terminal.write("fg\n")
        try terminal.expect("the screen again") { $0.screen.row(0).hasPrefix(" adit") }
      case .stopped:
        kill(program, SIGSTOP)
        try terminal.expect("the shell again: ")
      }
      kill(wholeGroup ? -getpgid(program) : program, SIGKILL)
      try terminal.expect("modes as before") { $0.screen.isPristine }
      try terminal.expect("settings as before") { $0.attributes() == $0.initialAttributes }
      terminal.write("typed\n")
      try terminal.expect("read typed")
      terminal.expectExit(.code(0))
    }

    /// While somebody else has the terminal, nothing is written to it.
    @Test(arguments: [true, false])
    func lesson16_aKillLeavesTheTerminalToWhoHasIt(inEditor: Bool) throws {
      let adit = try AditUnderTest()
      let editor = adit.home.path + "/editor"
      #expect(
        TestData.write("#!/bin/sh\necho the editor runs\nread line\necho took $line\n", to: editor))
      chmod(editor, 0o700)
      let terminal = try open(adit, adding: ["EDITOR": editor])
      let program = try #require(terminal.child(of: terminal.processID, named: "adit"))
      let watcher = try #require(terminal.child(of: program, named: "tty-restorer"))
      terminal.write(inEditor ? "\u{1b}[103;5u" : "\u{1b}[122;5u")
      try terminal.expect(inEditor ? "the editor runs" : "the shell again: ")
      #expect(terminal.screen.isPristine, "\(terminal.dump)")
      let start = terminal.output.count
      kill(program, SIGKILL)
      try terminal.expect("the watcher's end") { _ in !isRunning(watcher) }
      try terminal.expect("the shell again: \(inEditor ? 137 : 148)")
      #expect(!terminal.output[start...].contains(0x1B), "\(terminal.dump)")
    }

    /// It holds the terminal and the pipe, and nothing of the program's; it ends
    /// with it, and stays with it through a suspension.
    @Test func lesson16_theWatcherIsSmallAndEndsInTime() throws {
      let adit = try AditUnderTest(.says("The answer."))
      let terminal = try open(adit)
      let program = try #require(terminal.child(of: terminal.processID, named: "adit"))
      let watcher = try #require(terminal.child(of: program, named: "tty-restorer"))
      #expect(getpgid(watcher) == watcher)
      #expect(getpgid(program) == program)
      let command = TestData.readText("/proc/\(watcher)/cmdline") ?? ""
      #expect(command.prefix { $0 != "\0" } == "tty-restorer")
      #expect(!command.contains("adit"))
      let descriptors = TestData.names(in: "/proc/\(watcher)/fd").filter { Int($0) != nil }
      #expect(Set(descriptors) == ["0", "1"])
      // Sent while it is suspended, and taken back.
      terminal.write("\u{1b}[122;5u")
      try terminal.expect("the shell again: ")
      #expect(isRunning(watcher))
      terminal.write("fg\n")
      try terminal.expect("the screen again") { $0.screen.row(0).hasPrefix(" adit") }
      kill(program, SIGTERM)
      try terminal.expect("modes as before") { $0.screen.isPristine }
      try terminal.expect("both ends") { _ in !isRunning(program) && !isRunning(watcher) }
      terminal.write("typed\n")
      try terminal.expect("read typed")
      terminal.expectExit(.code(0))
    }

    /// Whether there is such a process, other than as an entry that nobody has
    /// read.
    private func isRunning(_ process: pid_t) -> Bool {
      guard let text = TestData.readText("/proc/\(process)/stat") else { return false }
      return text.split(separator: ")").last?.first { $0 != " " } != "Z"
    }
  }
}

extension PtyProcess {
  /// The child of `process` that has that name, once there is one.
  fileprivate func child(of process: pid_t, named name: String) -> pid_t? {
    var found: pid_t?
    _ = wait { _ in
      let list = TestData.readText("/proc/\(process)/task/\(process)/children") ?? ""
      found = list.split(separator: " ").compactMap { pid_t($0) }.first {
        TestData.readText("/proc/\($0)/comm") == name + "\n"
      }
      return found != nil
    }
    return found
  }
}
