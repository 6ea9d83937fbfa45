import CSystem
import Glibc
import Synchronization
import TestSupport

/// A paced stream: delta to screen, key to screen, bytes to the terminal.
enum StreamBench {
  /// When each numbered delta was handed to the socket.
  private final class SendTimes: Sendable {
    private let times = Mutex<[UInt64]>([])
    func add(_ time: UInt64) { times.withLock { $0.append(time) } }
    subscript(index: Int) -> UInt64? { times.withLock { index < $0.count ? $0[index] : nil } }
  }

  static func run(
    _ subject: Subject, server: BenchServer, tokensPerSecond: Int, deltas: Int,
    report: inout Report
  ) throws {
    report.heading("streaming at \(tokensPerSecond) deltas/s")
    let times = SendTimes()
    server.answer { stream($0, tokensPerSecond: tokensPerSecond, deltas: deltas, times: times) }
    let terminal = try subject.start()
    terminal.write("go\r")
    guard terminal.wait(for: marker(0)) else { throw BenchError("no first delta") }
    let bytesBefore = terminal.output.count
    let (arrival, echo, keys) = try watch(terminal, deltas: deltas, times: times)
    let textBytes = Double((deltas - 1) * marker(0).utf8.count)
    report.line(
      "delta to screen, median", arrival.median, unit: "ms",
      budget: tokensPerSecond <= 100 ? 2 : nil)
    report.line(
      "delta to screen, p99", arrival.p99, unit: "ms", budget: 20, note: "n=\(arrival.count)")
    report.line(
      "key to screen, p99", echo.p99, unit: "ms", budget: 8,
      note: "n=\(echo.count) median \(Report.text(echo.median))")
    report.line(
      "bytes to the terminal per byte of answer",
      Double(terminal.output.count - bytesBefore - keys) / textBytes, unit: "",
      budget: tokensPerSecond <= 100 ? 5 : nil)
  }

  /// Text of one delta: a number that stands nowhere else on the screen.
  private static func marker(_ index: Int) -> String {
    let digits = String(index)
    return "m" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits + " "
  }

  private static func stream(
    _ connection: BenchConnection, tokensPerSecond: Int, deltas: Int, times: SendTimes
  ) {
    connection.beginStream()
    connection.chunk(NativeFrames.opening())
    let frames = (0..<deltas).map { NativeFrames.delta(marker($0)) }
    let interval = UInt64(1_000_000_000 / tokensPerSecond)
    var due = adit_monotonic_nanoseconds()
    for frame in frames {
      let now = adit_monotonic_nanoseconds()
      if due > now { usleep(UInt32((due - now) / 1000)) }
      due += interval
      times.add(adit_monotonic_nanoseconds())
      guard connection.chunk(frame) else { return }
    }
    connection.chunk(NativeFrames.closing(outputTokens: deltas))
    connection.endStream()
  }

  /// Follows the stream on the screen and types meanwhile; the third value
  /// is about how many bytes the keys' own echo took.
  private static func watch(
    _ terminal: PtyProcess, deltas: Int, times: SendTimes
  ) throws -> (LatencySample, LatencySample, Int) {
    var arrival = LatencySample()
    var echo = LatencySample()
    var next = 1
    var typed = ""
    var keySent: UInt64 = 0
    var nextKey = adit_monotonic_nanoseconds() + 200_000_000
    let end = adit_monotonic_nanoseconds() + 120_000_000_000
    while next < deltas, adit_monotonic_nanoseconds() < end {
      let seen = terminal.output.count
      _ = terminal.wait(milliseconds: 5) { $0.output.count > seen }
      let now = terminal.lastReadNanoseconds
      while next < deltas, terminal.screen.contains(String(marker(next).dropLast())) {
        if let sent = times[next] { arrival.add(now - min(now, sent)) }
        next += 1
      }
      if keySent > 0, terminal.screen.contains("› \(typed)") {
        echo.add(now - min(now, keySent))
        keySent = 0
      }
      if keySent == 0, adit_monotonic_nanoseconds() >= nextKey {
        nextKey = adit_monotonic_nanoseconds() + 40_000_000
        if typed.count >= 30 {
          terminal.write("\u{15}")
          typed = ""
        } else {
          typed += String("zqxjvk".randomElement() ?? "z")
          keySent = adit_monotonic_nanoseconds()
          terminal.write(String(typed.suffix(1)))
        }
      }
    }
    guard next >= deltas else { throw BenchError("delta \(next) never appeared") }
    return (arrival, echo, echo.count * 12)
  }
}
