internal import Bedrock
internal import Engine
internal import Synchronization
internal import Wire

/// The log of events, one JSON object a line, in the state directory. Every
/// line passes the redactor; whoever records one never waits.
///
/// `LogFile` is the other one: stray messages of libraries and crash reports.
final class StructuredLog: EventLog {
  /// Events that wait for a slow disk; further ones are counted and dropped.
  private static let maximumWaiting = 4_096

  private struct State {
    var waiting = 0
    var dropped = 0
  }

  let settings: LogSettings
  /// Of the file; `nil` where nothing is kept.
  var path: String? { file.path }

  private let redactor: Redactor
  private let writer: BackgroundWriter
  private let file: RotatingFile
  private let unixMilliseconds: @Sendable () -> Int
  private let state = Mutex(State())

  /// A log below `directories.state`; the file is made with the first event.
  init(
    directories: Directories, settings: LogSettings, redactor: Redactor, writer: BackgroundWriter,
    unixMilliseconds: @escaping @Sendable () -> Int = SystemClock.unixMilliseconds
  ) {
    self.settings = settings
    self.redactor = redactor
    self.writer = writer
    self.unixMilliseconds = unixMilliseconds
    file = RotatingFile(folder: directories.state, name: "log", home: directories.home)
  }

  func isEnabled(_ level: LogEvent.Level) -> Bool { level <= settings.level }

  func record(_ event: LogEvent) {
    guard isEnabled(event.level), file.path != nil else { return }
    let accepted = state.withLock { state in
      guard state.waiting < Self.maximumWaiting else {
        state.dropped += 1
        return false
      }
      state.waiting += 1
      return true
    }
    guard accepted else { return }
    let moment = unixMilliseconds()
    writer.run { [self] in
      let dropped = state.withLock { state in
        defer { state.dropped = 0 }
        state.waiting -= 1
        return state.dropped
      }
      if dropped > 0 {
        write(LogEvent(.warn, "dropped", JSONObject(["count": .of(dropped)])), at: moment)
      }
      write(event, at: moment)
    }
  }

  /// On the writer's thread: what is redacted may be long.
  private func write(_ event: LogEvent, at unixMilliseconds: Int) {
    file.append(Self.line(of: event, at: unixMilliseconds, redactor: redactor))
  }

  /// `{"ts":"2026-…Z","level":"info","event":"request", …}` and a line end.
  static func line(
    of event: LogEvent, at unixMilliseconds: Int, redactor: Redactor
  ) -> [UInt8] {
    var object = JSONObject()
    object["ts"] = .string(Timestamp.text(unixMilliseconds: unixMilliseconds))
    object["level"] = .string(event.level.word)
    object["event"] = .string(event.name)
    for member in redactor.redact(event.fields).members where object[member.name] == nil {
      object[member.name] = member.value
    }
    return JSONValue.object(object).serialized() + [UInt8(ascii: "\n")]
  }
}

extension JSONObject {
  /// An object of `members`, in order; those without a value are left out.
  init(_ members: KeyValuePairs<String, JSONValue?>) {
    self.init()
    for (name, value) in members { self[name] = value }
  }
}

extension JSONValue {
  /// A whole number.
  static func of(_ number: Int) -> JSONValue { .number(JSONNumber(number)) }
  /// A text.
  static func of(_ text: String) -> JSONValue { .string(text) }
}
