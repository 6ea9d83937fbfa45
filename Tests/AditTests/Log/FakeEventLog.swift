import Engine
import Synchronization
import Wire

/// Keeps every event.
final class FakeEventLog: EventLog {
  private let state = Mutex<[LogEvent]>([])
  private let level: LogEvent.Level

  init(_ level: LogEvent.Level = .trace) { self.level = level }

  var events: [LogEvent] { state.withLock { $0 } }

  func isEnabled(_ level: LogEvent.Level) -> Bool { level <= self.level }
  func record(_ event: LogEvent) { state.withLock { $0.append(event) } }
}

extension LogEvent {
  /// `info turn {"a":1}`.
  var line: String {
    "\(level) \(name) " + String(decoding: JSONValue.object(fields).serialized(), as: UTF8.self)
  }
}
