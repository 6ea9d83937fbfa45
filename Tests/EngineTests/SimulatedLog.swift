@testable import Engine

/// What a machine had taken down, as a store keeps it, with its own laws.
struct SimulatedLog {
  private struct Key: Hashable {
    var turn: TurnID, attempt: Int

    init(_ entry: LedgerEntry) { (turn, attempt) = (entry.turn, entry.attempt) }

    init(_ attempt: AttemptID) { (turn, self.attempt) = (attempt.turn, attempt.number) }
  }

  private(set) var replay = SessionReplay()
  private var sequence = 0
  private var entries: [Key: LedgerEntry] = [:]
  private var openings: Set<Key> = []
  /// Requests whose program died: they stay as they were.
  private var abandoned: Set<Key> = []
  /// Turns that began and that ended, in order.
  private(set) var began: [TurnID] = [], ended: Set<TurnID> = []
  /// UTF-8 bytes of the last turn's answer.
  private(set) var textBytes = 0
  private(set) var broken: [String] = []

  mutating func take(_ event: SessionEvent, at now: MonotonicTime) {
    sequence += 1
    replay.take(
      StoredEvent(
        sequence: sequence, at: now.milliseconds(since: .milliseconds(0)), event: event))
    switch event {
    case .turnBegan(let opening):
      if began.contains(opening.id) { broken.append("a turn twice") }
      began.append(opening.id)
      textBytes = 0
    case .answer(let id, let pieces):
      if began.last != id || ended.contains(id) { broken.append("an answer of no turn") }
      if pieces.isEmpty { broken.append("nothing taken down") }
      for piece in pieces { textBytes += SimulatedLog.bytes(of: piece.event) }
    case .answerReset: textBytes = 0
    case .request(let entry):
      let key = Key(entry)
      if abandoned.contains(key) { broken.append("news of a dead request") }
      if let earlier = entries[key], earlier.status != .running, entry.status == .running {
        broken.append("an ended request runs again")
      }
      entries[key] = entry
    case .turnEnded(let id, _):
      if !ended.insert(id).inserted { broken.append("an end twice") }
    case .notice, .headMoved, .titled, .commandRan, .outputsDropped: break
    }
  }

  /// The request went out.
  mutating func opened(_ attempt: AttemptID) {
    if !openings.insert(Key(attempt)).inserted { broken.append("a request twice") }
    if entries[Key(attempt)] == nil { broken.append("a request without an entry") }
  }

  /// The program died.
  mutating func restarted() {
    abandoned.formUnion(entries.keys)
    // An entry may have been taken down for a request that never went out.
    openings.formUnion(entries.keys)
  }

  /// The sum of all entries, `running` excepted.
  func spent(without running: LedgerEntry?) -> SpentTotals {
    var sum = SpentTotals()
    for (key, entry) in entries where key != running.map({ Key($0) }) { sum.add(entry) }
    return sum
  }

  /// Requests that went out, and entries.
  var isComplete: Bool { openings == Set(entries.keys) }

  private static func bytes(of event: ModelEvent) -> Int {
    switch event {
    case .textDelta(_, let text), .thinkingDelta(_, let text), .toolInputDelta(_, let text):
      text.utf8.count
    case .blockStart(_, .text(let text)): text.utf8.count
    case .messageStart, .blockStart, .thinkingForm, .signatureDelta, .citation, .blockStop,
      .messageDelta, .messageStop, .ping:
      0
    }
  }
}
