import Engine

/// Two models answer one prompt: which turns these are, what is seen of them,
/// and what the user has decided. It stands from the prompt to the choice.
struct Comparison: Sendable {
  /// Left and right, or above and below.
  enum Side: Int, Hashable, Sendable, CaseIterable {
    case first, second

    var other: Side { self == .first ? .second : .first }
    /// As keys and labels count.
    var number: Int { rawValue + 1 }
  }

  /// One of the two answers.
  struct Answer: Hashable, Sendable {
    let turn: TurnID
    let modelKey: String
    let name: String
  }

  /// How long an answer must have been seen as ended before a key chooses:
  /// one that was meant for something else is on its way until then,
  /// milliseconds.
  static let guardMilliseconds = 250

  let first: Answer
  let second: Answer
  /// The prompt's first line, above both answers.
  let prompt: String
  /// The second engine's; the first one's is the session's own.
  var lane = TurnLane()
  var focus = Side.first
  /// The answer to go on with; the other one is still being stopped.
  var chosen: Side?
  /// Since when the screen says that a choice can be made.
  var isOfferedSince: MonotonicTime?
  /// Whether the choice was asked for because of a draft: then the keys
  /// choose, although the prompt is not empty.
  var isAsking = false

  subscript(side: Side) -> Answer { side == .first ? first : second }

  /// Whether a key at `now` is an answer to what the screen says.
  func takesChoice(at now: MonotonicTime) -> Bool {
    isOfferedSince.map { now.milliseconds(since: $0) >= Self.guardMilliseconds } ?? false
  }
}

extension AppState {
  /// What is known of one engine; the second has nothing outside of a
  /// comparison.
  subscript(side: Comparison.Side) -> TurnLane {
    get {
      switch side {
      case .first: lane
      case .second: comparison?.lane ?? TurnLane()
      }
    }
    set {
      switch side {
      case .first: lane = newValue
      case .second: comparison?.lane = newValue
      }
    }
  }

  /// The engine whose turn `id` runs.
  func side(running id: TurnID) -> Comparison.Side? {
    Comparison.Side.allCases.first { self[$0].turn?.id == id }
  }

  /// The engine that has something to say about the counters of `id`.
  func side(counting id: TurnID) -> Comparison.Side? {
    Comparison.Side.allCases.first { self[$0].counts(id) }
  }

  /// Whether an engine runs a turn.
  var isRunning: Bool { Comparison.Side.allCases.contains { self[$0].turn != nil } }

  /// The side whose keys and counters are in front.
  var focusedSide: Comparison.Side { comparison?.focus ?? .first }

  /// The counters of both engines as one sum: the second was begun with what
  /// the session had cost by then, so of it only its own turn counts.
  var sessionUsage: UsageReport? {
    guard let other = comparison?.lane.meter.shown else { return lane.meter.shown }
    guard var sum = lane.meter.shown else { return other }
    sum.sessionCost = sum.sessionCost + (other.turnCost ?? .zero)
    sum.sessionTokens = sum.sessionTokens + other.turn
    if other.isLowerBound { sum.sessionIsLowerBound = true }
    if other.turnCost == nil { sum.sessionHasUnknownPrices = true }
    sum.inputIsFinal = sum.inputIsFinal && other.inputIsFinal
    sum.outputIsFinal = sum.outputIsFinal && other.outputIsFinal
    return sum
  }
}
