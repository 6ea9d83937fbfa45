import Glibc
import TestSupport
import Testing

/// Waiting for screens, with the screen and the last bytes in the message when
/// one does not come.
extension PtyProcess {
  /// Reads along for as long as a hand needs between two keys: what comes
  /// sooner is taken for a part of a paste, which is what the test is about.
  func pauseLikeAHand() { _ = wait(milliseconds: 60) { _ in false } }

  /// Reads along until a dialog takes keys that has just come: those typed
  /// sooner were meant for something else.
  func pauseLikeAReader() { _ = wait(milliseconds: 350) { _ in false } }

  /// Bytes of output shown with a failure.
  private static let shownBytes = 600

  /// Types `text` and presses Enter.
  func send(_ text: String) { write(text + "\r") }

  /// Waits until the screen shows `text`.
  func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try expect("\"\(text)\" on the screen", sourceLocation: sourceLocation) {
      $0.screen.contains(text)
    }
  }

  /// Waits until `condition` holds; `what` says what it is.
  func expect(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
    until condition: (PtyProcess) -> Bool
  ) throws {
    let holds = wait(until: condition)
    try #require(holds, "waiting for \(what)\n\(dump)", sourceLocation: sourceLocation)
  }

  /// The bottom row.
  var status: String { screen.row(screen.rows - 1) }

  /// Waits until no turn runs.
  func expectIdle(sourceLocation: SourceLocation = #_sourceLocation) throws {
    try expect("no running turn", sourceLocation: sourceLocation) {
      $0.status.contains("? help") && !$0.status.contains("Esc stop")
    }
  }

  /// Waits for the end and looks at what is left of it on the terminal.
  func expectExit(
    _ expected: ProcessExit, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let exit = waitForExit()
    #expect(exit == expected, "\(dump)", sourceLocation: sourceLocation)
    #expect(attributes() == initialAttributes, sourceLocation: sourceLocation)
    #expect(screen.isPristine, "\(dump)", sourceLocation: sourceLocation)
    #expect(screen.unknown == [], sourceLocation: sourceLocation)
  }

  /// Ctrl+D, and nothing may be left behind.
  func quit(sourceLocation: SourceLocation = #_sourceLocation) {
    write("\u{4}")
    expectExit(.code(0), sourceLocation: sourceLocation)
  }

  /// Screen, modes and the end of the raw output.
  var dump: String {
    let bytes = String(decoding: output.suffix(Self.shownBytes), as: UTF8.self)
    return """
      \(screen)
      modes \(screen.modes) kitty \(screen.kittyStack) unknown \(screen.unknown)
      last bytes: \(bytes.debugDescription)
      """
  }
}
