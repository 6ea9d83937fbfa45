import CSystem
import Glibc
import TestSupport

/// Reading a long transcript: pages, ends, searches, resizes; beside `less` and
/// `vim` with the same text in a file, where they are installed.
enum ReadBench {
  private static let beginMark = "zz-text-begins"
  private static let endMark = "zz-text-ends"
  private static let needle = "zz-needle"
  /// Stands once in every paragraph.
  private static let word = "quagga"
  private static let rounds = 20
  /// So many that the beginning of the text stands below the welcome.
  private static let rows = 40

  static func run(
    _ subject: Subject, server: BenchServer, mebibytes: Int, report: inout Report
  ) throws {
    report.heading("reading \(mebibytes) MiB")
    let (text, paragraphs) = text(mebibytes: mebibytes)
    let terminal = try filled(subject, server: server, text: text)
    terminal.write("\t")
    guard terminal.wait(for: "reading:") else { throw BenchError("the transcript took no focus") }
    try scroll(terminal, name: "", pageUp: "b", top: "g", end: "G", budget: 8, &report)
    try search(terminal, paragraphs: paragraphs, &report)
    try resize(terminal, &report)
    for peer in peers { try measure(peer, text: text, &report) }
  }

  /// The program with `text` as an answer.
  private static func filled(
    _ subject: Subject, server: BenchServer, text: String
  ) throws -> PtyProcess {
    server.answer { connection in
      connection.beginStream()
      connection.chunk(NativeFrames.opening())
      var rest = text[...]
      while !rest.isEmpty {
        let piece = rest.prefix(4_096)
        rest = rest.dropFirst(piece.count)
        let delta = NativeFrames.delta(String(piece).replacing("\n", with: "\\n"))
        guard connection.chunk(delta) else { return }
      }
      connection.chunk(NativeFrames.closing(outputTokens: text.utf8.count / 4))
      connection.endStream()
    }
    let terminal = try subject.start(rows: rows)
    terminal.write("fill\r")
    guard terminal.wait(milliseconds: 120_000, for: endMark) else {
      throw BenchError("never filled")
    }
    terminal.idle(milliseconds: 500)
    return terminal
  }

  /// Markdown whose every paragraph has a number.
  private static func text(mebibytes: Int) -> (text: String, paragraphs: Int) {
    let prose = "The **quick** brown fox jumps over the `lazy` dog. "
    var text = beginMark + "\n\n"
    var paragraphs = 0
    while text.utf8.count < mebibytes << 20 {
      paragraphs += 1
      text += "## Part \(paragraphs)\n\n" + String(repeating: prose, count: 6)
      text += "\n\n- the \(word)\n- an item\n\n```swift\n"
      for line in 1...12 { text += "let value\(line) = compute(of: \(paragraphs)) // so on\n" }
      text += "```\n\n"
    }
    return (text + needle + "\n\n" + endMark, paragraphs)
  }

  // MARK: Scrolling

  private static func scroll(
    _ terminal: PtyProcess, name: String, pageUp: String, top: String, end: String,
    budget: Double?, _ report: inout Report
  ) throws {
    var pages = LatencySample()
    for _ in 0..<40 { pages.add(try timeOfChange(terminal, key: pageUp)) }
    var ends = LatencySample()
    for _ in 0..<rounds {
      ends.add(try time(terminal, key: top, until: beginMark))
      ends.add(try time(terminal, key: end, until: endMark))
    }
    report.line(
      "\(name)page up to screen, p99", pages.p99, unit: "ms", budget: budget,
      note: "median \(Report.text(pages.median))")
    report.line(
      "\(name)to the beginning, to the end, p99", ends.p99, unit: "ms", budget: budget,
      note: "median \(Report.text(ends.median))")
  }

  private static func timeOfChange(_ terminal: PtyProcess, key: String) throws -> UInt64 {
    let before = terminal.screen.text
    let start = adit_monotonic_nanoseconds()
    terminal.write(key)
    guard terminal.wait(until: { $0.screen.text != before }) else {
      throw BenchError("'\(key)' did nothing")
    }
    let taken = terminal.lastReadNanoseconds - min(start, terminal.lastReadNanoseconds)
    terminal.idle(milliseconds: 15)
    return taken
  }

  private static func time(
    _ terminal: PtyProcess, key: String, until mark: String
  ) throws -> UInt64 {
    let taken = try terminal.echoTime(key, expecting: mark)
    terminal.idle(milliseconds: 15)
    return taken
  }

  // MARK: Searching

  private static func search(
    _ terminal: PtyProcess, paragraphs: Int, _ report: inout Report
  ) throws {
    _ = try time(terminal, key: "g", until: beginMark)
    let far = try time(terminal, key: "/\(needle)\r", until: endMark)
    report.line(
      "search to a hit at the other end", Double(far) / 1_000_000, unit: "ms", budget: nil)
    _ = try time(terminal, key: "g", until: beginMark)
    let near = try time(terminal, key: "/\(word)\r", until: "1 of ")
    report.line(
      "search to a hit near by", Double(near) / 1_000_000, unit: "ms", budget: nil)
    let start = adit_monotonic_nanoseconds() - near
    var keys = LatencySample()
    let total = grouped(paragraphs)
    // Keys are pressed while the rest is counted.
    while !terminal.screen.contains("of \(total)"), keys.count < 400 {
      keys.add(try timeOfChange(terminal, key: keys.count.isMultiple(of: 2) ? "f" : "b"))
    }
    guard terminal.wait(milliseconds: 60_000, until: { $0.screen.contains("of \(total)") }) else {
      throw BenchError("not all of \(total) were counted")
    }
    report.line(
      "counting all \(total) hits, keys between",
      Double(adit_monotonic_nanoseconds() - start) / 1_000_000, unit: "ms", budget: nil)
    if keys.count > 0 {
      report.line(
        "page to screen meanwhile, p99", keys.p99, unit: "ms", budget: 8,
        note: "n=\(keys.count) median \(Report.text(keys.median))")
    }
    terminal.write("\u{1B}")
    terminal.idle(milliseconds: 60)
  }

  private static func grouped(_ number: Int) -> String {
    var digits = String(number)
    var end = digits.index(digits.endIndex, offsetBy: -3, limitedBy: digits.startIndex)
    while let place = end, place > digits.startIndex {
      digits.insert(",", at: place)
      end = digits.index(place, offsetBy: -3, limitedBy: digits.startIndex)
    }
    return digits
  }

  // MARK: Resizing

  private static func resize(_ terminal: PtyProcess, _ report: inout Report) throws {
    var sample = LatencySample()
    terminal.write("gG" + "bbb")
    terminal.idle(milliseconds: 100)
    for round in 0..<rounds {
      let before = terminal.screen.text
      let start = adit_monotonic_nanoseconds()
      terminal.resize(columns: round % 2 == 0 ? 200 : 80, rows: round % 2 == 0 ? 60 : rows)
      guard terminal.wait(until: { $0.screen.text != before && $0.screen.contains("reading:") })
      else { throw BenchError("nothing after a resize") }
      sample.add(terminal.lastReadNanoseconds - min(start, terminal.lastReadNanoseconds))
      terminal.idle(milliseconds: 60)
    }
    report.line(
      "resize to the new screen while reading, p99", sample.p99, unit: "ms", budget: 16,
      note: "median \(Report.text(sample.median))")
  }

  // MARK: Peers

  private struct Peer {
    var name: String
    var arguments: [String]
    var pageUp: String
    var top: String
  }

  private static let peers = [
    Peer(name: "less", arguments: [], pageUp: "b", top: "g"),
    Peer(
      name: "vim", arguments: ["-u", "NONE", "-N", "-R", "-n", "-i", "NONE"], pageUp: "\u{02}",
      top: "gg"),
  ]

  private static func measure(_ peer: Peer, text: String, _ report: inout Report) throws {
    let path = "/usr/bin/\(peer.name)"
    guard access(path, X_OK) == 0 else { return }
    let folder = TemporaryFolder()
    try folder.write(text, to: "text.md")
    let terminal = try PtyProcess(
      path, peer.arguments + ["\(folder.path)/text.md"],
      environment: PtyProcess.hermeticEnvironment(home: folder.path, adding: [:]), columns: 80,
      rows: rows)
    guard terminal.wait(for: beginMark) else { throw BenchError("\(peer.name) showed nothing") }
    terminal.write("G")
    guard terminal.wait(milliseconds: 30_000, for: endMark) else {
      throw BenchError("\(peer.name) has no end")
    }
    try scroll(
      terminal, name: "\(peer.name): ", pageUp: peer.pageUp, top: peer.top, end: "G", budget: nil,
      &report)
    _ = try time(terminal, key: peer.top, until: beginMark)
    let far = try time(terminal, key: "/\(needle)\r", until: endMark)
    report.line(
      "\(peer.name): search to a hit at the other end", Double(far) / 1_000_000, unit: "ms",
      budget: nil)
    terminal.write(peer.name == "vim" ? ":q!\r" : "q")
    terminal.idle(milliseconds: 100)
  }
}
