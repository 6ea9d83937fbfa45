import CSystem
import Engine
import Glibc
import Interface
import TestSupport
import Testing

@testable import Terminal

/// A pane of a tmux of its own: a terminal that other people wrote.
private final class TmuxPane {
  let path: String
  private let home = TemporaryFolder()
  private let size: ScreenSize

  init(_ size: ScreenSize) throws {
    self.size = size
    try home.write(
      """
      set -g status off
      set -g default-terminal tmux-256color
      """, to: "tmux.conf")
    path = try Self.run(
      home.path,
      [
        "new-session", "-d", "-P", "-F", "#{pane_tty}", "-x", "\(size.columns)", "-y",
        "\(size.rows)", "exec sleep 600",
      ]
    ).filter { $0 != "\n" }
    try #require(path.hasPrefix("/dev/"), "tmux: \(path)")
  }

  deinit { _ = try? Self.run(home.path, ["kill-server"]) }

  private static func run(_ home: String, _ arguments: [String]) throws -> String {
    let environment = PtyProcess.hermeticEnvironment(home: home)
    let run = try PipedRun(
      "/usr/bin/tmux", ["-u", "-S", "\(home)/tmux", "-f", "\(home)/tmux.conf"] + arguments,
      environment: environment)
    return run.text
  }

  /// What the pane shows, read back by the emulator.
  func screen() throws -> ScreenEmulator {
    let text = try Self.run(home.path, ["capture-pane", "-p", "-e"])
    let position = try Self.run(
      home.path, ["display-message", "-p", "#{cursor_x} #{cursor_y} #{cursor_flag}"])
    var screen = ScreenEmulator(columns: size.columns, rows: size.rows)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix(size.rows)
    for (row, line) in lines.enumerated() {
      // A line may end in its last column: each begins where it belongs.
      screen.feed("\u{1b}[\(row + 1);1H\(line)".utf8)
    }
    let numbers = position.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    if numbers.count == 3 {
      screen.feed("\u{1b}[\(numbers[1] + 1);\(numbers[0] + 1)H".utf8)
      if numbers[2] == 0 { screen.feed("\u{1b}[?25l".utf8) }
    }
    return screen
  }
}

extension CursesTests {
  /// The same frame through curses on a pseudo-terminal that our emulator reads
  /// and in a pane of tmux: both show what the model says.
  @Suite struct Tmux {
    static let terms = ["xterm-256color", "tmux-256color"]

    @Test(arguments: SampleScreens.all, terms)
    func tmuxShowsWhatTheModelSays(sample: SampleScreens.Sample, term: String) throws {
      var frame = SampleScreens.frame(of: sample)
      #expect(frame.cells.contains { $0 != Cell() })
      if term.hasPrefix("tmux") { frame = CursesTests.withoutWideCorner(frame) }
      let terminal = try TerminalFixture(columns: sample.size.columns, rows: sample.size.rows)
      let session = try terminal.open(testEnvironment(term))
      session.draw(frame)
      terminal.settle()
      let problems = CursesTests.differences(frame, terminal.screen, comparingStyles: true)
      #expect(problems.isEmpty, "emulator, \(term): \(problems.prefix(8))")
      session.close()

      let pane = try TmuxPane(sample.size)
      let device = TerminalDevice(
        input: adit_open(pane.path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0),
        output: adit_open(pane.path, O_RDWR | O_NOCTTY, 0),
        writer: adit_open(pane.path, O_WRONLY | O_NONBLOCK | O_NOCTTY, 0))
      let inside = try TerminalSession(
        device: device, environment: ["TERM": term, "TMUX": pane.path],
        report: .init(program: "test 0"))
      defer { inside.close() }
      #expect(inside.size() == sample.size)
      inside.draw(frame)
      var found = ["nothing shown"]
      let deadline = Deadline(milliseconds: PtyProcess.patienceMilliseconds)
      while !found.isEmpty, !deadline.hasPassed {
        inside.flushOutput()
        // Its answers, which would fill the line.
        #expect(
          inside.readInput(now: MonotonicTime(nanoseconds: adit_monotonic_nanoseconds()))
            .allSatisfy { !$0.isTyped })
        found = CursesTests.differences(frame, try pane.screen(), comparingStyles: true)
      }
      #expect(found.isEmpty, "tmux, \(term): \(found.prefix(8))")
    }
  }
}

extension InputEvent {
  /// Whether it is a key or text: an answer that was taken for one.
  fileprivate var isTyped: Bool {
    switch self {
    case .key, .paste, .pasteTruncated, .mouse: true
    case .focus, .reply: false
    }
  }
}
