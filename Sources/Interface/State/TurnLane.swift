import Engine

/// What the screen knows of one engine: its turn, its counters, and which part
/// of the transcript is in view. There is one, and a second while two models
/// answer the same prompt.
struct TurnLane: Sendable {
  /// The turn that runs, if one does.
  private(set) var turn: RunningTurn?
  /// The turn that ran last, or runs: its counters may settle late.
  private(set) var lastTurn: TurnID?
  var meter = UsageMeter()
  var viewport = Viewport()

  init(meter: UsageMeter = UsageMeter()) { self.meter = meter }

  /// A turn was asked for.
  mutating func begin(
    _ id: TurnID, modelKey: String, prefix: CacheGauge.Prefix, at now: MonotonicTime
  ) {
    turn = RunningTurn(id: id, modelKey: modelKey, prefix: prefix, at: now)
    lastTurn = id
    meter.beginTurn()
  }

  /// Changes the running turn, if one runs.
  mutating func update(_ change: (inout RunningTurn) -> Void) {
    guard var running = turn else { return }
    change(&running)
    turn = running
  }

  /// The turn is over; gives it for the last time, if it is `id`.
  mutating func end(_ id: TurnID, at now: MonotonicTime) -> RunningTurn? {
    guard let ended = turn, ended.id == id else { return nil }
    turn = nil
    meter.show(at: now)
    return ended
  }

  /// Whether counters of `id` are of interest: its turn runs, or was the last.
  func counts(_ id: TurnID) -> Bool { turn.map { $0.id == id } ?? (lastTurn == id) }

  /// Text came in below the view of whoever reads further up.
  mutating func hear(newLines count: Int) {
    if !viewport.isFollowing { viewport.newLines = max(1, viewport.newLines + count) }
  }

  /// The counters of `turn` are the last word from now on; those of the
  /// session are those of `report`.
  mutating func goOn(behind turn: TurnID, _ report: UsageReport?, at now: MonotonicTime) {
    lastTurn = turn
    if let report { meter.take(report, at: now, isLast: true) }
  }
}
