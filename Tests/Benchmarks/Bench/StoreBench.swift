import CSystem
import Engine
import Glibc
import Store
import TestSupport

/// A store of 10,000 sessions and a gibibyte: opening, listing, searching and
/// appending, beside SQLite itself without any of our tables.
enum StoreBench {
  private static let sessions = 10_000
  private static let turns = 10
  private static let answerBytes = 6_500
  /// An event of an answer holds what comes in 200 ms.
  private static let eventBytes = 400
  private static let rounds = 40
  private static let appends = 2_000

  static func run(report: inout Report) throws {
    report.heading("store of \(sessions) sessions")
    let folder = TemporaryFolder()
    let path = folder.path + "/sessions.db"
    let corpus = StoreCorpus()
    let filling = try milliseconds {
      let store = try SessionStore(path: path, access: .readWrite, busyMilliseconds: 0)
      for number in 0..<sessions { try fill(number, of: store, corpus) }
    }
    report.line(
      "filling it", filling / 1_000, unit: "s", budget: nil,
      note: "\(Report.text(mebibytes(path))) MiB on the disk")
    try open(path, &report)
    try lists(path, &report)
    try searches(path, corpus, &report)
    try append(path, &report)
  }

  // MARK: Scenarios

  private static func open(_ path: String, _ report: inout Report) throws {
    var sample = LatencySample()
    var floor = LatencySample()
    for _ in 0..<rounds {
      sample.add(
        try nanoseconds {
          _ = try SessionStore(path: path, access: .readWrite, busyMilliseconds: 0)
        })
      floor.add(try nanoseconds { try StoreFloor(path).run("SELECT count(*) FROM sqlite_schema") })
    }
    report.line(
      "open, median", sample.median, unit: "ms", budget: 10, note: note(floor.median, sample.median)
    )
  }

  private static func lists(_ path: String, _ report: inout Report) throws {
    let store = try SessionStore(path: path, access: .readOnly, busyMilliseconds: 0)
    let floor = try StoreFloor(path)
    for (name, project) in [("all", nil), ("of a project", "/src/project-3")] as [(String, String?)]
    {
      var sample = LatencySample()
      var raw = LatencySample()
      for _ in 0..<rounds {
        sample.add(try nanoseconds { _ = try store.sessions(SessionQuery(project: project)) })
        raw.add(
          try nanoseconds {
            try floor.run(
              "SELECT * FROM sessions\(project.map { " WHERE project = '\($0)'" } ?? "") LIMIT 200")
          })
      }
      report.line(
        "list \(name), p99", sample.p99, unit: "ms", budget: 10,
        note: note(raw.median, sample.median))
    }
  }

  private static func searches(
    _ path: String, _ corpus: StoreCorpus, _ report: inout Report
  ) throws {
    let store = try SessionStore(path: path, access: .readOnly, busyMilliseconds: 0)
    let floor = try StoreFloor(path)
    let words = corpus.words
    let queries = [
      ("in one session", "needle4711 "), ("rare", words[words.count - 1] + " "),
      ("common", words[0] + " "), ("two common", "\(words[0]) \(words[1]) "),
      ("phrase", "\"\(words[0]) \(words[2])\""), ("two letters", String(words[5].prefix(2))),
    ]
    for (name, query) in queries {
      var sample = LatencySample()
      var raw = LatencySample()
      var rows = 0
      let quoted = "\"" + query.filter { $0 != "\"" } + "\""
      for _ in 0..<rounds {
        sample.add(
          try nanoseconds {
            rows = try store.sessions(SessionQuery(words: query, limit: 50)).rows.count
          })
        raw.add(
          try nanoseconds { try floor.run("SELECT rowid FROM words WHERE words MATCH '\(quoted)'") }
        )
      }
      report.line(
        "search, \(name), median", sample.median, unit: "ms", budget: 50,
        note: "\(rows) shown; " + note(raw.median, sample.median))
    }
  }

  private static func append(_ path: String, _ report: inout Report) throws {
    let floor = try StoreFloor(path + ".floor")
    try floor.run("PRAGMA journal_mode = WAL")
    try floor.run("PRAGMA synchronous = NORMAL")
    try floor.run("CREATE TABLE events (number INTEGER PRIMARY KEY, body TEXT)")
    let store = try SessionStore(path: path, access: .readWrite, busyMilliseconds: 0)
    let id = try begin(sessions, of: store)
    let text = String(repeating: "piece ", count: eventBytes / 6)
    try store.append([StoredEvent(sequence: 1, at: 1, event: opening(1, "append"))], to: id)
    var sample = LatencySample()
    var raw = LatencySample()
    for number in 2...appends {
      let events = [StoredEvent(sequence: number, at: number, event: piece(1, text))]
      sample.add(try nanoseconds { try store.append(events, to: id) })
      raw.add(try nanoseconds { try floor.run("INSERT INTO events (body) VALUES ('\(text)')") })
      if number.isMultiple(of: 200) { try store.flush() }
    }
    report.line(
      "append, p99", sample.p99, unit: "ms", budget: 1, note: note(raw.median, sample.median))
    let end = [StoredEvent(sequence: appends + 1, at: 1, event: closing(1))]
    report.line(
      "end of a turn of \(text.utf8.count * appends >> 10) KiB",
      try milliseconds { try store.append(end, to: id) }, unit: "ms", budget: nil)
    report.line("flush", try milliseconds { try store.flush() }, unit: "ms", budget: nil)
  }

  // MARK: Sessions

  private static func begin(_ number: Int, of store: SessionStore) throws -> SessionID {
    let id = SessionID(random: UInt64(number) &* 0x9e37_79b9_7f4a_7c15, UInt64(number))
    try store.create(
      NewSession(
        id: id, project: "/src/project-\(number % 20)", directory: "/src", region: "eu-west-1",
        createdAt: number, version: "bench"))
    return id
  }

  /// A session with its turns, a transaction each.
  private static func fill(_ number: Int, of store: SessionStore, _ corpus: StoreCorpus) throws {
    let id = try begin(number, of: store)
    var corpus = corpus.of(number)
    var sequence = 0
    for turn in 1...turns {
      let mark = turn == 1 ? "needle\(number) " : ""
      var events = [opening(turn, mark + corpus.text(bytes: 150))]
      for _ in 0..<answerBytes / eventBytes {
        events.append(piece(turn, corpus.text(bytes: eventBytes)))
      }
      events += [.request(entry(turn)), closing(turn)]
      let stored = events.map { event in
        sequence += 1
        return StoredEvent(sequence: sequence, at: number * 100 + turn, event: event)
      }
      try store.append(stored, to: id)
    }
    if number.isMultiple(of: 20) { try store.flush() }
  }

  private static func opening(_ turn: Int, _ prompt: String) -> SessionEvent {
    .turnBegan(
      TurnOpening(
        id: TurnID(turn), parent: turn > 1 ? TurnID(turn - 1) : nil, prompt: prompt,
        modelKey: "sonnet", modelName: "Sonnet", api: .invoke))
  }

  private static func piece(_ turn: Int, _ text: String) -> SessionEvent {
    .answer(TurnID(turn), [AnswerPiece(milliseconds: 200, event: .textDelta(index: 0, text))])
  }

  private static func closing(_ turn: Int) -> SessionEvent {
    .turnEnded(
      TurnID(turn),
      TurnClosing(outcome: .completed(.endTurn), usage: UsageReport(turn: TokenUsage(output: 1))))
  }

  private static func entry(_ turn: Int) -> LedgerEntry {
    var entry = LedgerEntry(
      turn: TurnID(turn), attempt: 1, status: .final, modelKey: "sonnet", modelID: "sonnet",
      api: .invoke, isStreaming: true)
    entry.usage = TokenUsage(input: 100, output: 2_000)
    entry.cost = NanoDollars(30_300_000)
    return entry
  }

  // MARK: Measuring

  private static func nanoseconds(_ body: () throws -> Void) rethrows -> UInt64 {
    let start = adit_monotonic_nanoseconds()
    try body()
    return adit_monotonic_nanoseconds() - start
  }

  private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    Double(try nanoseconds(body)) / 1_000_000
  }

  private static func note(_ floor: Double, _ measured: Double) -> String {
    "floor \(Report.text(floor)) ms, median = \(Report.text(measured / max(floor, 0.001))) ×"
  }

  private static func mebibytes(_ path: String) -> Double {
    var status = stat()
    return stat(path, &status) == 0 ? Double(status.st_size) / 1_048_576 : 0
  }
}
