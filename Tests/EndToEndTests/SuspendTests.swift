import Emulator
import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// Ctrl+Z and back, under a shell with job control: a process group without
  /// one is never stopped.
  @Suite struct Suspend {
    private static let script = """
      set -m
      "$0"
      echo in the shell again
      read line
      fg > /dev/null
      echo "ended with $?"
      """

    @Test(arguments: [true, false])
    func givesTheTerminalToTheShellAndTakesItBack(modern: Bool) throws {
      let adit = try AditUnderTest(.says(numberedWords(3_000), tokensPerSecond: 50))
      let terminal = try PtyProcess(
        "/bin/sh", ["-c", Self.script, TestData.program], environment: adit.environment(),
        answers: modern ? .all : .none)
      try terminal.expect("ready")
      terminal.send("Count")
      try terminal.expect("word9")
      terminal.write("\u{1a}")
      try terminal.expect("in the shell again")
      #expect(terminal.screen.isPristine, "\(terminal.dump)")
      #expect(terminal.attributes() == terminal.initialAttributes)
      // Something of the shell's, then back.
      terminal.write("fine\n")
      try terminal.expect("the screen again") {
        $0.screen.isAlternate && $0.screen.row(0).hasPrefix(" adit")
          && $0.status.contains("Esc stop")
      }
      try terminal.expect("its modes again") {
        $0.screen.modes[2004] == true && $0.screen.kittyStack == (modern ? [1] : [])
      }
      terminal.write(modern ? "\u{1b}[27u" : "\u{1b}")
      try terminal.expect("— stopped —")
      try terminal.expectIdle()
      terminal.write(modern ? "\u{1b}[100;5u" : "\u{4}")
      try terminal.expect("ended with 0")
      terminal.expectExit(.code(0))
    }

    /// The mouse is whose screen it is: the shell's, the editor's, the program's
    /// again, and after a crash nobody's.
    @Test func lesson15_theMouseGoesWithTheScreen() throws {
      let adit = try AditUnderTest()
      let editor = adit.home.path + "/editor"
      #expect(TestData.write("#!/bin/sh\necho the editor runs\nread line\n", to: editor))
      chmod(editor, 0o700)
      try adit.home.write(#"{"mouse": "full"}"#, to: ".config/adit/config.json")
      let terminal = try PtyProcess(
        "/bin/sh", ["-c", Self.script, TestData.program],
        environment: adit.environment(adding: ["EDITOR": editor]), answers: .all)
      func expectTaken() throws {
        try terminal.expect("the mouse and the keys") {
          $0.screen.modes[1002] == true && $0.screen.modes[1006] == true
            && $0.screen.kittyStack == [1] && $0.screen.title.hasPrefix("adit")
        }
      }
      try expectTaken()
      terminal.write("\u{1b}[122;5u")
      try terminal.expect("in the shell again")
      #expect(terminal.screen.isPristine, "\(terminal.dump)")
      terminal.write("fine\n")
      try expectTaken()
      let program = try #require(terminal.foregroundProcess)
      try terminal.expect("a prompt") { $0.status.contains("ready") }
      terminal.write("\u{1b}[103;5u")
      try terminal.expect("the editor runs")
      #expect(terminal.screen.isPristine, "\(terminal.dump)")
      terminal.write("done\n")
      try expectTaken()
      kill(program, SIGSEGV)
      try terminal.expect("ended with 139")
      terminal.expectExit(.code(0))
    }

    /// Where nobody could continue it, it does not stop.
    @Test func goesOnWithoutJobControl() throws {
      let adit = try AditUnderTest(.says("The answer."))
      let terminal = try adit.open()
      let before = terminal.output.count
      terminal.write("\u{1a}")
      try terminal.expect("the screen left and taken again") {
        // What was typed before the repaint was meant for somebody else.
        let bytes = String(decoding: $0.output[before...], as: UTF8.self)
        let modes = bytes.firstRange(of: "\u{1b}[?2004h")
        return bytes.contains("\u{1b}[?1049l") && $0.screen.isAlternate
          && modes.map { bytes[$0.upperBound...].contains("ready") } == true
      }
      terminal.send("Hello")
      try terminal.expect("The answer.")
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func repaintsAfterAStopByAnotherHand() throws {
      let adit = try AditUnderTest(.says("The answer."))
      let terminal = try adit.open()
      terminal.signal(SIGSTOP)
      try terminal.expect("a stopped process") { $0.state == "T" }
      // What a shell or another program leaves behind.
      terminal.screen.feed("\u{1b}[?2004l\u{1b}[?1049l\u{1b}[2J".utf8)
      terminal.signal(SIGCONT)
      try terminal.expect("the screen again") {
        $0.screen.isAlternate && $0.screen.modes[2004] == true
          && $0.screen.row(0).hasPrefix(" adit") && $0.status.contains("ready")
      }
      terminal.send("Hello")
      try terminal.expect("The answer.")
      try terminal.expectIdle()
      terminal.quit()
    }
  }
}

extension PtyProcess {
  /// The letter of /proc/PID/stat.
  fileprivate var state: Character? { fields.first?.first }

  /// The leader of the terminal's foreground group.
  fileprivate var foregroundProcess: pid_t? {
    fields.dropFirst(5).first.flatMap { pid_t($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// What follows the name in /proc/PID/stat.
  private var fields: [Substring] {
    let text = TestData.readText("/proc/\(processID)/stat") ?? ""
    return text.split(separator: ")").last?.split(separator: " ") ?? []
  }
}
