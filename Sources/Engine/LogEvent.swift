public import Wire

/// One line of the structured log. Whoever writes it redacts it; still no
/// secret belongs into a field.
public struct LogEvent: Hashable, Sendable {
  /// How much it matters; `BEDROCK_LOG_LEVEL` names the least that is written.
  public enum Level: Int, Hashable, Sendable, Comparable, CaseIterable {
    case error, warn, info, debug, trace

    /// `error` is the smallest.
    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// How much it matters.
  public var level: Level
  /// `request`, `retry`, `credentials` …
  public var name: String
  /// In the order in which they are written.
  public var fields: JSONObject

  /// An event.
  public init(_ level: Level, _ name: String, _ fields: JSONObject = JSONObject()) {
    self.level = level
    self.name = name
    self.fields = fields
  }
}

/// The port to the structured log.
public protocol EventLog: Sendable {
  /// Whether events of `level` are written; asks before a costly one is made.
  func isEnabled(_ level: LogEvent.Level) -> Bool
  /// Writes `event` some time soon; never blocks, never fails visibly.
  func record(_ event: LogEvent)
}

/// A log that writes nothing.
public struct SilentLog: EventLog {
  /// A silent log.
  public init() {}
  /// Never.
  public func isEnabled(_ level: LogEvent.Level) -> Bool { false }
  /// Nothing.
  public func record(_ event: LogEvent) {}
}
