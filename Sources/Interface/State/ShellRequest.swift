import Engine

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

  /// As a session keeps it; `nil`: it never ran.
  var ending: CommandRecord.Ending? {
    switch reason {
    case .exit(let code): .exit(Int(code))
    case .signal(let number): .signal(Int(number))
    case .stopped: .stopped
    case .notStarted: nil
    }
  }

  /// The end of a command that was kept.
  init(_ record: CommandRecord) {
    let reason: Reason =
      switch record.ending {
      case .exit(let code): .exit(Int32(clamping: code))
      case .signal(let number): .signal(Int32(clamping: number))
      case .stopped: .stopped
      }
    self.init(reason: reason, lineCount: record.lineCount)
  }

  /// `exit 1`, `ended by signal 9`, `stopped`.
  var words: String {
    if case .notStarted(let reason) = reason { return "not started: \(reason)" }
    return ending?.words ?? ""
  }

  var isFailure: Bool { reason != .exit(0) }
}
