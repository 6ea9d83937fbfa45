import CSystem
import Glibc
import Synchronization
import TestSupport

/// Esc to the server's end of the connection seeing it closed.
enum CancelBench {
  private static let runs = 40
  /// A lone Esc waits this long to be told from the start of a sequence.
  private static let escapeWaitNanoseconds: UInt64 = 25_000_000

  static func run(_ subject: Subject, server: BenchServer, report: inout Report) throws {
    report.heading("cancel (\(runs) turns, at different moments)")
    let closed = Mutex<UInt64>(0)
    server.answer { connection in
      connection.beginStream()
      connection.chunk(NativeFrames.opening())
      connection.chunk(NativeFrames.delta("begun "))
      let moment = connection.awaitClose()
      closed.withLock { $0 = moment }
    }
    let terminal = try subject.start()
    var sample = LatencySample()
    for run in 0..<runs {
      terminal.write("turn \(run)\r")
      guard terminal.wait(for: "begun") else { throw BenchError("no delta") }
      terminal.idle(milliseconds: run * 3)
      closed.withLock { $0 = 0 }
      let pressed = adit_monotonic_nanoseconds()
      terminal.write("\u{1B}")
      guard terminal.wait(until: { _ in closed.withLock { $0 } > 0 }) else {
        throw BenchError("the connection stayed open")
      }
      let took = closed.withLock { $0 } - pressed
      sample.add(took - min(took, escapeWaitNanoseconds))
      terminal.write("/clear\r")
      guard terminal.wait(until: { !$0.screen.contains("begun") }) else {
        throw BenchError("the transcript was not cleared")
      }
    }
    report.line(
      "Esc (decoded) to closed connection, p99", sample.p99, unit: "ms", budget: 10,
      note: "median \(Report.text(sample.median))")
  }
}
