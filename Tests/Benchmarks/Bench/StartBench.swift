import CSystem
import TestSupport

/// Start to a prompt that takes a key, beside a minimal C ncurses program.
enum StartBench {
  private static let runs = 30
  /// Until what goes on behind the first screen is done: the session store,
  /// credentials, the connection.
  private static let settleMilliseconds = 1_500

  static func run(_ subject: Subject, floor: String, report: inout Report) throws {
    report.heading("start (\(runs) runs, alternating with a minimal C ncurses program)")
    var program = LatencySample()
    var minimal = LatencySample()
    var memory = 0.0
    var settled = 0.0
    for run in 1...runs {
      program.add(
        try time({ try subject.spawn() }, prompt: Subject.promptMark) {
          memory = $0.residentMebibytes
          guard run == runs else { return }
          $0.idle(milliseconds: settleMilliseconds)
          settled = $0.residentMebibytes
        })
      minimal.add(try time({ try PtyProcess(floor) }, prompt: ">") { _ in })
    }
    report.line(
      "start to first key, minimal C program (median)", minimal.median, unit: "ms", budget: nil)
    report.line("start to first key (median)", program.median, unit: "ms", budget: 25)
    report.line(
      "  as a ratio to the minimal program", program.median / max(minimal.median, 0.001), unit: "×",
      budget: 3)
    report.line("resident memory at the first key", memory, unit: "MiB", budget: 25)
    report.line(
      "resident memory once all is loaded behind it", settled, unit: "MiB", budget: 25)
  }

  private static func time(
    _ start: () throws -> PtyProcess, prompt: String, then look: (PtyProcess) -> Void
  ) throws -> UInt64 {
    let begin = adit_monotonic_nanoseconds()
    let terminal = try start()
    guard terminal.wait(for: prompt) else { throw BenchError("no prompt '\(prompt)'") }
    _ = try terminal.echoTime("z", expecting: "\(prompt) z")
    let end = adit_monotonic_nanoseconds()
    look(terminal)
    return end - begin
  }
}
