/// A command of the user's own (`!command`).
public enum ShellRequest: Hashable, Sendable {
  case run(String, number: Int)
  /// Ends it, with everything that it started; a second time at once.
  case stop(number: Int)
}

/// What a command does.
public enum ShellEvent: Hashable, Sendable {
  /// More of the beginning of its output, cleaned.
  case output(String, number: Int)
  /// There is more output than its beginning: how it ends by now.
  case passing(lastLines: String, lineCount: Int, number: Int)
  case ended(ShellEnd, number: Int)
}

/// How a command ended.
public struct ShellEnd: Hashable, Sendable {
  /// Why it ended.
  public enum Reason: Hashable, Sendable {
    case exit(Int32)
    case signal(Int32)
    /// The user stopped it.
    case stopped
    /// It never ran; the system's words.
    case notStarted(String)
  }

  /// Why it ended.
  public var reason: Reason
  /// The end of an output that is longer than the beginning that was told.
  public var tail: String
  /// Bytes between beginning and end that nobody has kept.
  public var leftOutBytes: Int
  /// Line ends in the whole output.
  public var lineCount: Int

  /// An end; without more arguments there was no output beyond what was told.
  public init(reason: Reason, tail: String = "", leftOutBytes: Int = 0, lineCount: Int = 0) {
    self.reason = reason
    self.tail = tail
    self.leftOutBytes = leftOutBytes
    self.lineCount = lineCount
  }

  /// `exit 1`, `killed by signal 9`, `stopped`.
  var words: String {
    switch reason {
    case .exit(let code): "exit \(code)"
    case .signal(let number): "ended by signal \(number)"
    case .stopped: "stopped"
    case .notStarted(let reason): "not started: \(reason)"
    }
  }

  var isFailure: Bool { reason != .exit(0) }
}
