import Glibc
import TestSupport

/// Measures the release program. `scripts/bench` builds it and passes the
/// paths of the program and of the minimal curses program.
@main
struct BenchMain {
  private let subject: Subject
  private let server: BenchServer
  private let floor: String
  private let chosen: Set<String>
  private var report = Report()

  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      print("usage: adit-bench PROGRAM CURSES-FLOOR [scenario …]")
      exit(2)
    }
    guard let server = BenchServer(handler: shortAnswer) else {
      print("adit-bench: no loopback port to listen on")
      exit(1)
    }
    var bench = BenchMain(
      subject: Subject(binary: arguments[1], port: server.port), server: server,
      floor: arguments[2], chosen: Set(arguments.dropFirst(3)))
    bench.run()
    Report.print(
      bench.report.failures == 0
        ? "\nall budgets hold" : "\n\(bench.report.failures) over budget")
    exit(bench.report.failures == 0 ? 0 : 1)
  }

  private init(subject: Subject, server: BenchServer, floor: String, chosen: Set<String>) {
    self.subject = subject
    self.server = server
    self.floor = floor
    self.chosen = chosen
  }

  private mutating func run() {
    scenario("start") { try StartBench.run($0.subject, floor: $0.floor, report: &$0.report) }
    scenario("idle") { try IdleBench.run($0.subject, report: &$0.report) }
    for (rate, deltas) in [(80, 800), (1_000, 8_000)] {
      scenario("stream") {
        try StreamBench.run(
          $0.subject, server: $0.server, tokensPerSecond: rate, deltas: deltas,
          report: &$0.report)
      }
    }
    scenario("cancel") { try CancelBench.run($0.subject, server: $0.server, report: &$0.report) }
    scenario("flood") { try FloodBench.run($0.subject, server: $0.server, report: &$0.report) }
    scenario("transcript") {
      try TranscriptBench.run($0.subject, server: $0.server, report: &$0.report)
    }
    for mebibytes in [1, 10] {
      scenario("read") {
        try ReadBench.run(
          $0.subject, server: $0.server, mebibytes: mebibytes, report: &$0.report)
      }
    }
    scenario("load") { try LoadBench.run($0.subject, report: &$0.report) }
    scenario("store") { try StoreBench.run(report: &$0.report) }
  }

  /// Runs one scenario unless others were named.
  private mutating func scenario(_ name: String, _ body: (inout BenchMain) throws -> Void) {
    guard chosen.isEmpty || chosen.contains(name) else { return }
    do {
      try body(&self)
    } catch {
      Report.print("  \(name) could not be measured: \(error)")
      report.failed()
    }
  }

  private static func shortAnswer(_ connection: BenchConnection) {
    connection.beginStream()
    connection.chunk(NativeFrames.opening())
    connection.chunk(NativeFrames.delta("bench-answer"))
    connection.chunk(NativeFrames.closing(outputTokens: 1))
    connection.endStream()
  }
}
