import CSystem
import Glibc
import TestSupport

/// With 10 MB of transcript: memory, keys, resize.
enum TranscriptBench {
  private static let mebibytes = 10
  private static let endMark = "zz-transcript-ends"

  static func run(_ subject: Subject, server: BenchServer, report: inout Report) throws {
    report.heading("transcript of \(mebibytes) MiB")
    let paragraph = paragraphText()
    let count = mebibytes << 20 / paragraph.utf8.count
    server.answer { connection in
      connection.beginStream()
      connection.chunk(NativeFrames.opening())
      let frame = NativeFrames.delta(paragraph.replacing("\n", with: "\\n"))
      for _ in 0..<count { guard connection.chunk(frame) else { return } }
      connection.chunk(NativeFrames.delta(endMark))
      connection.chunk(NativeFrames.closing(outputTokens: count * 200))
      connection.endStream()
    }
    let terminal = try subject.start()
    // With the network library loaded, as it is a moment after the start.
    terminal.idle(milliseconds: 500)
    let before = terminal.residentMebibytes
    let start = adit_monotonic_nanoseconds()
    terminal.write("fill\r")
    guard terminal.wait(milliseconds: 120_000, for: endMark) else {
      throw BenchError("never filled")
    }
    report.line(
      "filling it", Double(adit_monotonic_nanoseconds() - start) / 1_000_000, unit: "ms",
      budget: nil)
    terminal.idle(milliseconds: 500)
    let grown = terminal.residentMebibytes - before
    report.line(
      "memory beyond the start, per byte of text", grown / Double(mebibytes), unit: "×", budget: 2,
      note: "\(Report.text(terminal.residentMebibytes)) MiB resident")
    try keys(terminal, &report)
    try resize(terminal, &report)
    try scroll(terminal, &report)
  }

  private static func keys(_ terminal: PtyProcess, _ report: inout Report) throws {
    var echo = LatencySample()
    for round in 0..<10 {
      var typed = ""
      for letter in "qzxjvkwyq" {
        typed.append(letter)
        echo.add(try terminal.echoTime(String(letter), expecting: "› \(typed)"))
      }
      terminal.write("\u{15}")
      guard terminal.wait(until: { !$0.screen.contains("› q") }) else {
        throw BenchError("round \(round): the prompt was not cleared")
      }
    }
    report.line(
      "key to screen, p99", echo.p99, unit: "ms", budget: 8,
      note: "n=\(echo.count) median \(Report.text(echo.median))")
  }

  private static func resize(_ terminal: PtyProcess, _ report: inout Report) throws {
    var sample = LatencySample()
    for round in 0..<20 {
      let columns = round % 2 == 0 ? 100 : 80
      let start = adit_monotonic_nanoseconds()
      terminal.resize(columns: columns, rows: round % 2 == 0 ? 30 : 24)
      // The new screen is complete when prompt and end mark stand on it.
      let done = terminal.wait {
        $0.screen.contains(Subject.promptMark) && $0.screen.contains(endMark)
      }
      guard done else { throw BenchError("nothing after a resize") }
      sample.add(adit_monotonic_nanoseconds() - start)
      terminal.idle(milliseconds: 60)
    }
    report.line(
      "resize to the new screen, p99", sample.p99, unit: "ms", budget: 16,
      note: "median \(Report.text(sample.median))")
  }

  private static func scroll(_ terminal: PtyProcess, _ report: inout Report) throws {
    var sample = LatencySample()
    for _ in 0..<20 {
      let before = terminal.screen.text
      let start = adit_monotonic_nanoseconds()
      terminal.write("\u{1B}[5~")
      guard terminal.wait(until: { $0.screen.text != before }) else {
        throw BenchError("Page Up did nothing")
      }
      sample.add(adit_monotonic_nanoseconds() - start)
      terminal.idle(milliseconds: 15)
    }
    report.line(
      "Page Up to screen, p99", sample.p99, unit: "ms", budget: 16,
      note: "median \(Report.text(sample.median))")
  }

  /// Varied Markdown of about 4 KiB.
  private static func paragraphText() -> String {
    let prose = "The **quick** brown fox jumps over the `lazy` dog, and the dog does not mind. "
    return "## A heading\n\n" + String(repeating: prose, count: 20)
      + "\n\n- first item\n- second item\n\n```swift\n"
      + String(repeating: "let value = compute(of: input) // and so on\n", count: 30)
      + "```\n\n" + String(repeating: prose, count: 15) + "\n\n"
  }
}
