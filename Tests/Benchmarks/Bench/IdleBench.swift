import TestSupport

/// Nothing to do: no wake-up on any thread, no byte to the terminal.
enum IdleBench {
  private static let settleMilliseconds = 3_000
  private static let watchedMilliseconds = 10_000

  static func run(_ subject: Subject, report: inout Report) throws {
    report.heading("idle (\(watchedMilliseconds / 1000) s after a turn)")
    let terminal = try subject.start()
    terminal.write("hello\r")
    guard terminal.wait(for: "bench-answer") else { throw BenchError("no answer") }
    terminal.idle(milliseconds: settleMilliseconds)
    let wakeUps = terminal.wakeUps
    let bytes = terminal.output.count
    terminal.idle(milliseconds: watchedMilliseconds)
    report.line(
      "wake-ups per second, all threads",
      Double(terminal.wakeUps - wakeUps) * 1000 / Double(watchedMilliseconds), unit: "/s", budget: 0
    )
    report.line(
      "bytes written to the terminal", Double(terminal.output.count - bytes), unit: "B", budget: 0)
  }
}
