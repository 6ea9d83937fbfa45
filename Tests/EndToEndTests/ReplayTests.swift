import Glibc
import TestSupport
import Testing

extension EndToEndTests {
  /// A session from the emulator to a file and back, without network.
  @Suite struct Replay {
    private let home = TemporaryFolder()

    private func environment() -> [String: String] {
      PtyProcess.hermeticEnvironment(home: home.path)
    }

    private func run(_ arguments: [String]) throws -> PipedRun {
      try PipedRun(TestData.program, arguments, environment: environment())
    }

    /// A session with a stopped answer and one that was cut off.
    private func recording() throws -> String {
      let id = "01234567-89ab-4def-8000-000000000001"
      let lines = [
        #"{"adit_session":1,"id":"\#(id)","title":"Of spheres","project":"/src/app"}"#,
        #"{"seq":1,"at":1000,"kind":"turn","body":{"turn":1,"prompt":"Draw a sphere","#
          + #""model":"no-such-model","model_name":"Claude Ghost"}}"#,
        #"{"seq":2,"at":1100,"kind":"answer","body":{"turn":1,"pieces":[[50,"t",0,"Round "],"#
          + #"[3600000,"t",0,"and whole."]]}}"#,
        #"{"seq":3,"at":3601100,"kind":"end","body":{"turn":1,"outcome":{"interrupted":"#
          + #"{"has_text":true}}}}"#,
        #"{"seq":4,"at":3700000,"kind":"turn","body":{"turn":2,"parent":1,"prompt":"And a cube?","#
          + #""model":"no-such-model","model_name":"Claude Ghost"}}"#,
        #"{"seq":5,"at":3700100,"kind":"answer","body":{"turn":2,"pieces":[[60,"t",0,"Six faces"#
          + #"\u001b]0;x\u0007"]]}}"#,
      ]
      let path = home.path + "/session.jsonl"
      try #require(TestData.write(lines.joined(separator: "\n") + "\n", to: path))
      return path
    }

    @Test func playsOnTheScreenWithItsTimesPausesAndLeaps() throws {
      let terminal = try PtyProcess(
        TestData.program, ["--replay", try recording()], environment: environment())
      try terminal.expect("REPLAY")
      try terminal.expect("Draw a sphere")
      try terminal.expect("Round")
      #expect(!terminal.screen.contains("whole"))
      terminal.write(" ")
      try terminal.expect("replay paused")
      terminal.write("\u{1b}[C")
      try terminal.expect("And a cube?")
      #expect(terminal.screen.contains("Round and whole."))
      #expect(terminal.screen.contains("stopped"))
      terminal.write(" ")
      try terminal.expect("Six faces")
      try terminal.expect("cut off")
      try terminal.expect("end of the replay")
      terminal.write("q")
      terminal.expectExit(.code(0))
    }

    @Test func playsEverythingAtOnce() throws {
      let terminal = try PtyProcess(
        TestData.program, ["--replay", try recording(), "--speed", "0"],
        environment: environment())
      try terminal.expect("end of the replay")
      try terminal.expect("Six faces")
      terminal.write("\u{1b}")
      terminal.expectExit(.code(0))
    }
  }
}
