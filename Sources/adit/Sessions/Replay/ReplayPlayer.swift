internal import Engine

/// Decides what of a recorded session is due: its timeline at a speed, with
/// pauses and leaps. Pure: the clock comes in.
struct ReplayPlayer {
  /// What the screen is to do.
  enum Step: Equatable {
    /// A turn begins. `isContinuation`: it follows the one that was played
    /// before it.
    case began(TurnOpening, at: Int, followsLast: Bool)
    case engine(EngineEvent)
    /// The turn was cut off with its program.
    case cutOff
  }

  /// Longest pause between two turns, milliseconds: people think for hours.
  static let longestGapMilliseconds = 1_500

  private var timeline: [(milliseconds: Int, step: Step)] = []
  private var next = 0
  /// How much faster than it happened; 0: everything at once.
  private let speed: Double
  /// Where on the timeline `since` was; `nil`: it stands still.
  private var position = 0.0
  private var since: MonotonicTime?

  init(_ turns: [ShownTurn], speed: Double, startingAt now: MonotonicTime) {
    self.speed = speed
    since = now
    var clock = 0
    var lastEnd: Int?
    var last: TurnID?
    for turn in turns {
      if let lastEnd {
        clock += min(max(0, turn.at - lastEnd), Self.longestGapMilliseconds)
      }
      timeline.append(
        (
          clock,
          .began(turn.opening, at: turn.at, followsLast: turn.opening.parent == last)
        ))
      for event in turn.events {
        timeline.append((clock + event.milliseconds, .engine(event.event)))
      }
      clock += turn.durationMilliseconds
      if let closing = turn.closing {
        timeline.append((clock, .engine(.turnEnded(turn.opening.id, closing.outcome))))
      } else {
        timeline.append((clock, .cutOff))
      }
      lastEnd = turn.at + turn.durationMilliseconds
      last = turn.opening.id
    }
  }

  var isOver: Bool { next == timeline.count }
  var isPaused: Bool { since == nil }

  /// What has become due by `now`.
  mutating func due(at now: MonotonicTime) -> [Step] {
    guard speed > 0 else { return finish() }
    let place = place(at: now)
    return take { $0 <= place }
  }

  /// When the next step is due; `nil`: none is.
  func deadline(at now: MonotonicTime) -> MonotonicTime? {
    guard !isPaused, !isOver else { return nil }
    guard speed > 0 else { return now }
    let left = (Double(timeline[next].milliseconds) - place(at: now)) / speed
    return now.adding(milliseconds: Int(max(0, min(left, 1e12)).rounded(.up)))
  }

  mutating func togglePause(at now: MonotonicTime) {
    if isPaused {
      since = now
    } else {
      position = place(at: now)
      since = nil
    }
  }

  /// The rest of the turn that plays, and the beginning of the next.
  mutating func leap(at now: MonotonicTime) -> [Step] {
    guard !isOver else { return [] }
    let isBeginning = { (step: Step) in if case .began = step { true } else { false } }
    let target = timeline[next...].firstIndex { isBeginning($0.step) } ?? timeline.count
    let end = target < timeline.count ? target + 1 : target
    let steps = timeline[next..<end].map(\.step)
    next = end
    if end > 0 { position = Double(timeline[end - 1].milliseconds) }
    if !isPaused { since = now }
    return steps
  }

  /// Everything that is left.
  mutating func finish() -> [Step] { take { _ in true } }

  private mutating func take(_ isDue: (Double) -> Bool) -> [Step] {
    var steps: [Step] = []
    while next < timeline.count, isDue(Double(timeline[next].milliseconds)) {
      steps.append(timeline[next].step)
      next += 1
    }
    return steps
  }

  private func place(at now: MonotonicTime) -> Double {
    guard let since else { return position }
    return position + Double(now.milliseconds(since: since)) * speed
  }
}
