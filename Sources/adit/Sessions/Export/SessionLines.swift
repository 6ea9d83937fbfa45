internal import Engine
internal import Wire

/// A session as JSON lines, whole: every event of every branch. The first line
/// says what it is, each other one is an event. It is also the recording that
/// `--replay` plays and `adit sessions import` takes in.
enum SessionLines {
  /// Version of the file's form.
  static let formVersion = 1

  /// The file's bytes.
  static func bytes(_ events: [StoredEvent], summary: SessionSummary) -> [UInt8] {
    var out: [UInt8] = []
    header(summary).write(into: &out)
    out.append(UInt8(ascii: "\n"))
    for event in events {
      let (kind, body) = SessionEventCodec.encode(event.event)
      out += "{\"seq\":\(event.sequence),\"at\":\(event.at),\"kind\":\"\(kind)\",\"body\":".utf8
      out += body.utf8
      out += "}\n".utf8
    }
    return out
  }

  private static func header(_ summary: SessionSummary) -> JSONValue {
    [
      "adit_session": JSONValue(formVersion), "id": .string(summary.id.text),
      "title": .string(summary.title), "project": .string(summary.project),
      "directory": .string(summary.directory), "created_at": JSONValue(summary.createdAt),
      "updated_at": JSONValue(summary.updatedAt), "model": .string(summary.modelKey),
      "first_words": .string(summary.firstWords), "turns": JSONValue(summary.turns),
      "forked_from": JSONValue(summary.forkedFrom?.text), "version": .string(Version.text),
    ]
  }

  /// A session that was read from a file.
  struct Reading: Equatable {
    /// What its first line says; counters and costs come from the events.
    var summary: SessionSummary
    /// Numbered from 1.
    var events: [StoredEvent]
    /// The number that the first event has in its session: beyond 1 in a
    /// rescue file, which holds only what the store did not take.
    var firstSequence = 1
    /// Lines that are no event: damaged, or of a newer program.
    var unreadableLines = 0
    /// Whether the last line is cut off, as by a full disk.
    var isTruncated = false
  }

  /// The same as `read`; a file of which no event can be read is refused.
  static func readFilled(_ bytes: [UInt8], name: String) throws(UsageError) -> Reading {
    let reading = try read(bytes, name: name)
    guard !reading.events.isEmpty else {
      throw UsageError(message: "\(name) holds nothing of its session that can be read")
    }
    return reading
  }

  /// Whether `bytes` begin as such a file does.
  static func isSession(_ bytes: [UInt8]) -> Bool {
    first(of: bytes)?["adit_session"] != nil
  }

  private static func first(of bytes: [UInt8]) -> JSONValue? {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    return try? JSONValue(parsing: line)
  }

  /// Reads the file called `name`; damage behind the first line is counted
  /// and left out.
  static func read(_ bytes: [UInt8], name: String) throws(UsageError) -> Reading {
    guard let first = first(of: bytes), let version = first["adit_session"]?.int else {
      throw UsageError(
        message: "\(name) is no exported session; adit sessions export ID --format jsonl writes one"
      )
    }
    guard version == formVersion else {
      throw UsageError(
        message: "\(name) was written by a newer adit (form \(version)); update adit to read it")
    }
    guard let id = first["id"]?.string.map({ SessionID($0) }), id.isWellFormed else {
      throw UsageError(message: "\(name):1: the first line has no session id")
    }
    var reading = Reading(summary: summary(first, id: id), events: [])
    var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
    _ = lines.popFirst()
    if let line = lines.first, let json = try? JSONValue(parsing: line) {
      reading.firstSequence = max(1, json["seq"]?.int ?? 1)
    }
    for line in lines {
      if let event = event(line, sequence: reading.events.count + 1) {
        reading.events.append(event)
      } else {
        reading.unreadableLines += 1
      }
    }
    // A line without its end is whole only if it can be read.
    if bytes.last != UInt8(ascii: "\n"), let last = lines.last, event(last, sequence: 1) == nil {
      reading.isTruncated = true
      reading.unreadableLines -= 1
    }
    return reading
  }

  private static func summary(_ first: JSONValue, id: SessionID) -> SessionSummary {
    SessionSummary(
      id: id, title: first["title"]?.string ?? "", project: first["project"]?.string ?? "",
      directory: first["directory"]?.string ?? "", createdAt: moment(first["created_at"]),
      updatedAt: moment(first["updated_at"]), turns: first["turns"]?.int ?? 0,
      modelKey: first["model"]?.string ?? "", firstWords: first["first_words"]?.string ?? "",
      forkedFrom: first["forked_from"]?.string.map { SessionID($0) })
  }

  private static func event(_ line: ArraySlice<UInt8>, sequence: Int) -> StoredEvent? {
    var scanner = JSONScanner(line)
    return try? event(&scanner, sequence: sequence)
  }

  /// The body is handed on as it stands, without a tree of it.
  private static func event(
    _ scanner: inout JSONScanner, sequence: Int
  ) throws(JSONError) -> StoredEvent? {
    var at: Int?
    var kind: String?
    var body: String?
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      switch key {
      case "at": at = try scanner.readInt()
      case "kind": kind = try scanner.readString()
      case "body": body = String(decoding: try scanner.skipValue(), as: UTF8.self)
      default: try scanner.skipValue()
      }
    }
    try scanner.finish()
    guard let at, (0...latest).contains(at), let kind, let body,
      let event = SessionEventCodec.decode(kind: kind, body: body)
    else { return nil }
    return StoredEvent(sequence: sequence, at: at, event: event)
  }

  /// Two centuries in milliseconds: keeps sums of times from overflow.
  private static let latest = 6_000_000_000_000

  private static func moment(_ json: JSONValue?) -> Int {
    min(max(0, json?.int ?? 0), latest)
  }
}

extension SessionID {
  /// Whether it can be the name of a session: hexadecimal digits and hyphens,
  /// as long as a UUID, so that it is safe as the name of a file too.
  var isWellFormed: Bool {
    text.utf8.count == 36
      && text.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
