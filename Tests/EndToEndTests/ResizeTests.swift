import Emulator
import TestSupport
import Testing

extension EndToEndTests {
  /// Windows of every size, while an answer streams.
  @Suite struct Resize {
    @Test(arguments: [true, false])
    func followsTheWindowWhileStreaming(modern: Bool) throws {
      let adit = try AditUnderTest(.says(numberedWords(5_000), tokensPerSecond: 200))
      let terminal = try adit.open(answers: modern ? .all : .none)
      terminal.send("Count")
      try terminal.expect("word9")
      let sizes = [
        (20, 5), (1, 1), (2, 1), (1, 2), (500, 200), (3, 3), (10, 3), (80, 24), (40, 12), (132, 1),
        (1, 50), (80, 24),
      ]
      for (columns, rows) in sizes {
        let before = terminal.output.count
        terminal.resize(columns: columns, rows: rows)
        try terminal.expect("a frame of \(columns)x\(rows)") {
          $0.output.count > before && $0.showsFrame
        }
      }
      try terminal.expect("Esc stop")
      #expect(terminal.screen.unknown == [])
      terminal.write("\u{1b}")
      try terminal.expect("stopped")
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test func aStormOfSizesIsSurvived() throws {
      var generator = SeededGenerator(seed: SeededGenerator.testSeed)
      let adit = try AditUnderTest(.says(numberedWords(5_000), tokensPerSecond: 400))
      let terminal = try adit.open()
      terminal.send("Count")
      try terminal.expect("word9")
      for _ in 0..<150 {
        terminal.resize(
          columns: .random(in: 1...200, using: &generator),
          rows: .random(in: 1...70, using: &generator))
      }
      terminal.resize(columns: 80, rows: 24)
      try terminal.expect("a frame, seed \(SeededGenerator.testSeed)") {
        $0.screen.row(0).hasPrefix(" adit") && $0.screen.row(0).hasSuffix("us-east-1")
          && $0.status.contains("Esc stop")
      }
      terminal.write("\u{1b}")
      try terminal.expectIdle()
      terminal.quit()
    }

    /// The window's size is known before anything is painted: never does
    /// anything stand where another size would have it.
    @Test(arguments: [(120, 40), (200, 60), (40, 10), (80, 24)])
    func theFirstFrameHasTheWindowsSize(columns: Int, rows: Int) throws {
      let adit = try AditUnderTest(.says("The whole answer."))
      let terminal = try adit.start(columns: columns, rows: rows)
      try terminal.expect("a frame") { $0.showsFrame }
      var replayed = ScreenEmulator(columns: columns, rows: rows)
      var hasStatus = false
      for byte in terminal.output {
        replayed.feed([byte])
        guard byte == UInt8(ascii: "y") || byte == UInt8(ascii: "t") else { continue }
        let places = (0..<rows).filter {
          replayed.row($0).hasPrefix(" ready") || replayed.row($0).hasPrefix(" adit ")
        }
        #expect(places.allSatisfy { $0 == 0 || $0 == rows - 1 })
        hasStatus = hasStatus || places.contains(rows - 1)
      }
      #expect(hasStatus, "\(terminal.dump)")
      #expect(terminal.screen.row(0).hasSuffix("us-east-1"))
      #expect(terminal.screen.row(0).count == columns - 1)
      try terminal.expectIdle()
      terminal.quit()
    }

    @Test(arguments: [(20, 5), (1, 1), (500, 200)])
    func startsInAnyWindow(columns: Int, rows: Int) throws {
      let adit = try AditUnderTest(.says("The whole answer."))
      let terminal = try adit.start(columns: columns, rows: rows)
      try terminal.expect("a frame") { $0.showsFrame }
      terminal.send("Hello")
      try adit.expectRequests("the answer") { $0.first?.outcome == .answered }
      terminal.resize(columns: 80, rows: 24)
      try terminal.expect("The whole answer.")
      try terminal.expectIdle()
      terminal.quit()
    }
  }
}

extension PtyProcess {
  /// Whether a frame of the program for this very size stands on the screen.
  fileprivate var showsFrame: Bool {
    // A terminal that answers brackets a frame as a whole.
    guard screen.modes[2004] == true, screen.modes[2026] != true else { return false }
    switch (screen.columns, screen.rows) {
    case (60..., 8...):
      let header = screen.row(0)
      return header.hasPrefix(" adit") && header.hasSuffix("us-east-1")
        && header.count == screen.columns - 1
        && (status.contains("? help") || status.contains("Esc"))
    case (20..., 5...):
      return screen.row(0).contains("adit") && (status.contains("?") || status.contains("Esc"))
    // Too small for anything that is always there.
    default: return true
    }
  }
}
