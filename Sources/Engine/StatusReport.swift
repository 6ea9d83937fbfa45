/// How the program stands towards its service, check by check: what
/// `adit health` prints and `/status` shows. A value; whoever asks makes it.
public struct StatusReport: Hashable, Sendable {
  /// In the order in which they are shown.
  public var checks: [StatusCheck]

  /// A report.
  public init(checks: [StatusCheck] = []) { self.checks = checks }

  /// Whether nothing failed; warnings are allowed.
  public var isHealthy: Bool { worst == nil }

  /// The failure that matters most; `nil`: there is none. Whoever may not
  /// enter need not wait for a service that comes back.
  public var worst: StatusCheck.Severity? {
    let failures = checks.compactMap { check -> StatusCheck.Severity? in
      if case .failed(let severity) = check.outcome { severity } else { nil }
    }
    return [.permission, .general, .unavailable].first { failures.contains($0) }
  }

  /// The report as plain lines of text: one for each check, aligned, and below
  /// each that is not well what to do about it.
  public func lines() -> [String] {
    let width = checks.map(\.title.count).max() ?? 0
    return checks.flatMap { check -> [String] in
      let title = Self.padded(check.title, to: width)
      let line = "\(Self.padded(check.outcome.word, to: Self.wordWidth))  \(title)  \(check.detail)"
      guard let remedy = check.remedy else { return [line] }
      let margin = String(repeating: " ", count: Self.wordWidth + width + 4)
      return [line] + remedy.split(separator: "\n").map { margin + $0 }
    }
  }

  /// Columns of the longest word for an outcome.
  private static let wordWidth = 7

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

/// One line of a status report.
public struct StatusCheck: Hashable, Sendable {
  /// What a failure means to whoever started the program.
  public enum Severity: Hashable, Sendable {
    /// It has to be mended; waiting does not help.
    case general
    /// No credentials, or credentials that may not.
    case permission
    /// Throttled, unreachable, not available now.
    case unavailable
  }

  /// How a check ended.
  public enum Outcome: Hashable, Sendable {
    case ok
    /// It works, but not as its user may think.
    case warning
    case failed(Severity)
    /// Not done; the detail says why.
    case skipped

    /// `ok`, `warning`, `failed` or `skipped`.
    public var word: String {
      switch self {
      case .ok: "ok"
      case .warning: "warning"
      case .failed: "failed"
      case .skipped: "skipped"
      }
    }
  }

  /// Stable, for scripts: `credentials`, `region`, `model:claude-sonnet-4-5`.
  public var id: String
  /// For people.
  public var title: String
  /// How it ended.
  public var outcome: Outcome
  /// What was found, one clause.
  public var detail: String
  /// What mends it: a sentence or a command.
  public var remedy: String?

  /// A check. A remedy belongs to a warning or a failure.
  public init(
    _ id: String, title: String? = nil, _ outcome: Outcome, _ detail: String,
    remedy: String? = nil
  ) {
    self.id = id
    self.title = title ?? id
    self.outcome = outcome
    self.detail = detail
    self.remedy = remedy
  }
}
