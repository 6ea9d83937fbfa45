import CSystem
import Glibc
import TestSupport

/// Reading a long transcript beside `less` and `vim`, where they are
/// installed: the same text, the same terminal, the same way of measuring.
///
/// What is measured is the time from the writing of a key to the last byte of
/// the new screen: the last one before the terminal is quiet.
enum ReadBench {
  private static let beginMark = "zz-text-begins"
  private static let endMark = "zz-text-ends"
  private static let needle = "zz-needle"
  /// Stands once in every paragraph.
  private static let word = "quagga"
  /// A pattern of which no piece can be looked for in the source: all of the
  /// text has to be made. It matches in every line of code, of which each
  /// paragraph has so many.
  private static let pattern = "[c][o][m][p]"
  private static let codeLines = 12
  private static let rounds = 40
  /// So many that the beginning of the text stands below the welcome.
  private static let rows = 40
  /// Without a byte for so long, a screen is complete.
  private static let quietMilliseconds = 25

  static func run(
    _ subject: Subject, server: BenchServer, mebibytes: Int, report: inout Report
  ) throws {
    let (text, paragraphs) = text(mebibytes: mebibytes)
    let terminal = try filled(subject, server: server, text: text)
    var table = ReadTable()
    table.add("key echo", try echo(terminal, clear: "\u{15}"), of: "adit")
    terminal.write("\t")
    guard terminal.wait(for: "reading:") else { throw BenchError("the transcript took no focus") }
    try measure(terminal, keys: Keys(pageUp: "b", pageDown: "f", top: "g"), "adit", &table)
    for peer in peers { try measure(peer, text: text, &table) }
    table.report("reading \(mebibytes) MiB", &report)
    try count(terminal, paragraphs: paragraphs, &report)
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
      for line in 1...codeLines {
        text += "let value\(line) = compute(of: \(paragraphs)) // so on\n"
      }
      text += "```\n\n"
    }
    return (text + needle + "\n\n" + endMark, paragraphs)
  }

  // MARK: One reader

  /// What a reader calls things.
  private struct Keys {
    var pageUp: String
    var pageDown: String
    var top: String
  }

  /// Everything but the echo, in a reader that shows the text.
  private static func measure(
    _ terminal: PtyProcess, keys: Keys, _ name: String, _ table: inout ReadTable
  ) throws {
    // In the middle of the text, where nobody is stopped by an end.
    terminal.write("G")
    guard terminal.wait(for: endMark) else { throw BenchError("\(name) has no end") }
    terminal.idle(milliseconds: quietMilliseconds * 2)
    for _ in 0..<rounds * 2 { _ = try exchange(terminal, keys.pageUp) }
    table.add("line down", try sample(terminal, "j"), of: name)
    table.add("page down", try sample(terminal, keys.pageDown), of: name)
    table.add("page up", try sample(terminal, keys.pageUp), of: name)
    table.add("resize", try resize(terminal), of: name)
    var top = LatencySample()
    var end = LatencySample()
    for _ in 0..<rounds {
      top.add(try exchange(terminal, keys.top, until: beginMark))
      end.add(try exchange(terminal, "G", until: endMark))
    }
    table.add("to the beginning", top, of: name)
    table.add("to the end", end, of: name)
    var near = LatencySample()
    var far = LatencySample()
    for _ in 0..<5 {
      _ = try exchange(terminal, keys.top, until: beginMark)
      near.add(try firstSight(terminal, "/Part 9\r", of: "compute(of: 9)"))
      _ = try exchange(terminal, keys.top, until: beginMark)
      far.add(try firstSight(terminal, "/\(needle)\r", of: endMark))
    }
    table.add("search: hit near by", near, of: name)
    table.add("search: hit at the other end", far, of: name)
  }

  private static func sample(_ terminal: PtyProcess, _ key: String) throws -> LatencySample {
    var sample = LatencySample()
    for _ in 0..<rounds { sample.add(try exchange(terminal, key)) }
    return sample
  }

  /// Letters typed where the reader takes text.
  private static func echo(_ terminal: PtyProcess, clear: String) throws -> LatencySample {
    var sample = LatencySample()
    for _ in 0..<5 {
      for letter in "vwxyzjqk" { sample.add(try exchange(terminal, String(letter))) }
      terminal.write(clear)
      terminal.idle(milliseconds: quietMilliseconds * 2)
    }
    return sample
  }

  private static func resize(_ terminal: PtyProcess) throws -> LatencySample {
    var sample = LatencySample()
    for round in 0..<rounds {
      sample.add(
        try time(terminal) {
          $0.resize(
            columns: round.isMultiple(of: 2) ? 120 : 80, rows: round.isMultiple(of: 2) ? 50 : rows)
        })
    }
    return sample
  }

  // MARK: Times

  /// Nanoseconds from `act` to the last byte of what it brings to the screen.
  private static func time(
    _ terminal: PtyProcess, until mark: String? = nil, _ act: (PtyProcess) -> Void
  ) throws -> UInt64 {
    terminal.drain()
    let before = terminal.lastReadNanoseconds
    let start = adit_monotonic_nanoseconds()
    act(terminal)
    let quiet = UInt64(quietMilliseconds) * 1_000_000
    let isDone = terminal.wait { terminal in
      terminal.lastReadNanoseconds != before
        && adit_monotonic_nanoseconds() - terminal.lastReadNanoseconds >= quiet
        && (mark.map { terminal.screen.contains($0) } ?? true)
    }
    guard isDone else {
      Report.print(terminal.screen.text)
      throw BenchError(mark.map { "'\($0)' never came" } ?? "nothing changed")
    }
    return terminal.lastReadNanoseconds - min(start, terminal.lastReadNanoseconds)
  }

  private static func exchange(
    _ terminal: PtyProcess, _ key: String, until mark: String? = nil
  ) throws -> UInt64 {
    try time(terminal, until: mark) { $0.write(key) }
  }

  /// Nanoseconds until `mark` is on the screen: a search may go on counting.
  private static func firstSight(
    _ terminal: PtyProcess, _ keys: String, of mark: String
  ) throws -> UInt64 {
    let taken = try terminal.echoTime(keys, expecting: mark)
    terminal.idle(milliseconds: 1_500)
    return taken
  }

  // MARK: Counting

  /// The first hit is there at once; the others are counted between keys.
  private static func count(
    _ terminal: PtyProcess, paragraphs: Int, _ report: inout Report
  ) throws {
    let searches = [
      (word, "a word", paragraphs), (pattern, "a pattern without a word", paragraphs * codeLines),
    ]
    for (pattern, name, count) in searches {
      let total = Self.grouped(count)
      _ = try exchange(terminal, "g", until: beginMark)
      let start = adit_monotonic_nanoseconds()
      terminal.write("/\(pattern)\r")
      var keys = LatencySample()
      var direction = false
      while !terminal.screen.contains("of \(total)"), keys.count < 400 {
        direction.toggle()
        guard let taken = timeOfChange(terminal, key: direction ? "f" : "b") else { break }
        keys.add(taken)
      }
      guard terminal.wait(milliseconds: 60_000, for: "of \(total)") else {
        throw BenchError("not all of \(total) were counted")
      }
      report.line(
        "all \(total) hits of \(name), pages turned between",
        Double(adit_monotonic_nanoseconds() - start) / 1_000_000, unit: "ms", budget: nil)
      report.line(
        "page to screen meanwhile, p99", keys.p99, unit: "ms", budget: 8,
        note: "n=\(keys.count) median \(Report.text(keys.median))")
      // The next search begins with a change of the screen too.
      _ = try exchange(terminal, "G", until: endMark)
    }
  }

  /// Until the text has changed, whatever is counted below it; `nil`: it never
  /// did.
  private static func timeOfChange(_ terminal: PtyProcess, key: String) -> UInt64? {
    let shown = 2..<rows - 6
    let before = shown.map { terminal.screen.row($0) }
    let start = adit_monotonic_nanoseconds()
    terminal.write(key)
    guard terminal.wait(until: { terminal in shown.map { terminal.screen.row($0) } != before })
    else { return nil }
    let taken = terminal.lastReadNanoseconds - min(start, terminal.lastReadNanoseconds)
    terminal.idle(milliseconds: 5)
    return taken
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

  // MARK: Peers

  private struct Peer {
    var name: String
    var arguments: [String]
    var keys: Keys
    /// Opens the line that takes text, and empties it.
    var line: String
    var clearLine: String
    var quit: String
  }

  private static let peers = [
    Peer(
      name: "less", arguments: [], keys: Keys(pageUp: "b", pageDown: "f", top: "g"), line: "/",
      clearLine: "\u{15}", quit: "q"),
    Peer(
      name: "vim", arguments: ["-u", "NONE", "-N", "-R", "-n", "-i", "NONE"],
      keys: Keys(pageUp: "\u{02}", pageDown: "\u{06}", top: "gg"), line: ":",
      clearLine: "\u{15}", quit: ":q!\r"),
  ]

  private static func measure(_ peer: Peer, text: String, _ table: inout ReadTable) throws {
    let path = "/usr/bin/\(peer.name)"
    guard access(path, X_OK) == 0 else { return }
    let folder = TemporaryFolder()
    try folder.write(text, to: "text.md")
    let terminal = try PtyProcess(
      path, peer.arguments + ["\(folder.path)/text.md"],
      environment: PtyProcess.hermeticEnvironment(home: folder.path, adding: [:]), columns: 80,
      rows: rows)
    guard terminal.wait(for: beginMark) else { throw BenchError("\(peer.name) showed nothing") }
    _ = try exchange(terminal, "G", until: endMark)
    _ = try exchange(terminal, peer.line)
    table.add("key echo", try echo(terminal, clear: peer.clearLine), of: peer.name)
    terminal.write("\u{03}")
    terminal.idle(milliseconds: 200)
    try measure(terminal, keys: peer.keys, peer.name, &table)
    terminal.write(peer.quit)
    terminal.idle(milliseconds: 100)
  }
}
