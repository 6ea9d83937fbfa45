import Engine

/// The counters on the screen. They follow the engine's reports at most four
/// times a second: every repaint costs bytes on the line to the terminal.
struct UsageMeter: Hashable, Sendable {
  /// Shortest time between two pictures of running counters, milliseconds.
  static let intervalMilliseconds = 250

  private(set) var shown: UsageReport?
  private var pending: UsageReport?
  private var shownAt: MonotonicTime?
  /// Whether what was booked before the running turn is a lower bound. The
  /// running turn is an estimate, which is another thing.
  private var isBoundBefore = false

  init() {}

  /// The counters of a session that is opened again.
  init(shown: UsageReport) { self.shown = shown }

  /// The user went back to where the context had `tokens`.
  mutating func setContext(tokens: Int) {
    show(at: shownAt ?? MonotonicTime(nanoseconds: 0))
    shown?.contextTokens = tokens
  }

  /// When the pending report is due; `nil` without one.
  var nextDeadline: MonotonicTime? {
    guard pending != nil, let shownAt else { return nil }
    return shownAt.adding(milliseconds: Self.intervalMilliseconds)
  }

  /// Takes in a report; shown at once where it is the last word or the last
  /// picture is old enough.
  /// `isStill`: only last words are shown, by themselves.
  mutating func take(
    _ report: UsageReport, at now: MonotonicTime, isLast: Bool, isStill: Bool = false
  ) {
    pending = report
    if !isLast, !report.outputIsFinal, !report.isLowerBound {
      pending?.sessionIsLowerBound = isBoundBefore
    }
    if isLast || report.outputIsFinal {
      show(at: now)
    } else if !isStill {
      settle(at: now)
    }
  }

  /// An earlier turn was settled: the session's sums are those of `report`,
  /// unless a turn runs, whose own reports tell them.
  mutating func takeSession(of report: UsageReport, isRunning: Bool) {
    isBoundBefore = report.sessionIsLowerBound
    guard !isRunning else { return }
    shown?.takeSession(of: report)
    pending?.takeSession(of: report)
  }

  /// Shows what is due.
  mutating func settle(at now: MonotonicTime) {
    guard pending != nil else { return }
    if let deadline = nextDeadline, now < deadline { return }
    show(at: now)
  }

  /// Shows the latest report, due or not.
  mutating func show(at now: MonotonicTime) {
    guard let report = pending else { return }
    shown = report
    pending = nil
    shownAt = now
  }

  /// Begins a turn: its own counters start at nothing, the session's stay.
  mutating func beginTurn() {
    pending = nil
    shownAt = nil
    guard var report = shown else { return }
    isBoundBefore = report.sessionIsLowerBound
    report.turn = TokenUsage()
    report.turnCost = .zero
    report.isLowerBound = false
    report.inputIsFinal = true
    report.outputIsFinal = true
    report.tokensPerSecondTenths = nil
    shown = report
  }
}

extension UsageReport {
  /// The session's sums are those of `other`.
  mutating func takeSession(of other: UsageReport) {
    sessionCost = other.sessionCost
    sessionTokens = other.sessionTokens
    sessionIsLowerBound = other.sessionIsLowerBound
    sessionHasUnknownPrices = other.sessionHasUnknownPrices
  }
}
