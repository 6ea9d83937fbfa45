internal import Engine
internal import Glibc

/// The codes with which the program ends; part of its interface.
enum ExitCode: Int32, CaseIterable {
  case done = 0
  case failed = 1
  case usage = 2
  case credentials = 3
  case unavailable = 4
  case budget = 5
  case turns = 6
  case denied = 7
  case interrupted = 130
  case brokenPipe = 141
  case terminated = 143

  /// A few words for the help.
  var summary: String {
    switch self {
    case .done: "done"
    case .failed: "the run failed, or its output could not be written"
    case .usage: "usage: an option, a file or the prompt cannot be used"
    case .credentials: "credentials or permission"
    case .unavailable: "throttled or unavailable after retries"
    case .budget: "--max-usd or --max-seconds was reached"
    case .turns: "--max-turns was reached"
    case .denied: "a tool that the task needs was denied"
    case .interrupted: "interrupted (SIGINT)"
    case .brokenPipe: "nobody reads stdout any more (SIGPIPE)"
    case .terminated: "terminated (SIGTERM)"
    }
  }
}

extension ExitCode {
  /// The code of a run that `signal` (SIGINT or SIGTERM) ended.
  init(signal: Int32) { self = signal == SIGTERM ? .terminated : .interrupted }

  /// The code of a run that ended with `failure`.
  init(of failure: ModelFailure) {
    self =
      switch failure.kind {
      case .credentials: .credentials
      case .service(status: 401, _), .service(status: 403, _): .credentials
      case .service(status: 408, _), .service(status: 424, _), .service(status: 429, _):
        .unavailable
      case .service(let status, _) where status >= 500: .unavailable
      case .connection, .brokenConnection, .timedOut: .unavailable
      case .cancelled: .interrupted
      case .invalidRequest: .usage
      case .service, .incompleteStream, .protocolViolation: .failed
      }
  }
}
