internal import CSystem
internal import Glibc

/// A signal that the program handles in its loop.
public enum ProcessSignal: Hashable, Sendable, CaseIterable {
  case interrupt, terminate, hangUp, quit, windowChanged, stop, resume

  /// Its number.
  public var number: Int32 {
    switch self {
    case .interrupt: SIGINT
    case .terminate: SIGTERM
    case .hangUp: SIGHUP
    case .quit: SIGQUIT
    case .windowChanged: SIGWINCH
    case .stop: SIGTSTP
    case .resume: SIGCONT
    }
  }
}

/// Signals as something to poll. Blocked and read, they never interrupt a
/// call, and curses never sees them.
public struct SignalSource {
  /// Becomes readable with a signal.
  public let descriptor: Int32

  /// Blocks the signals in this thread and all that it starts afterwards:
  /// call it before any other thread exists. SIGPIPE is ignored from here on.
  public static func install() throws(TerminalError) -> SignalSource {
    let numbers = ProcessSignal.allCases.map(\.number)
    let count = Int32(numbers.count)
    let blocked = adit_block_signals(numbers, count)
    guard blocked == 0 else { throw .system(call: "sigprocmask", code: -blocked) }
    let ignored = adit_ignore_signal(SIGPIPE)
    guard ignored == 0 else { throw .system(call: "sigaction", code: -ignored) }
    let descriptor = adit_signalfd(numbers, count)
    guard descriptor >= 0 else { throw .system(call: "signalfd", code: -descriptor) }
    return SignalSource(descriptor: descriptor)
  }

  /// The next signal that came, `nil` when there is none left.
  public func next() -> ProcessSignal? {
    let number = adit_signalfd_read(descriptor)
    return ProcessSignal.allCases.first { $0.number == number }
  }
}
