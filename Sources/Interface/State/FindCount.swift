/// How many matches there are, as far as is known.
struct FindCount: Sendable {
  /// What is counted: when this changes, it begins anew.
  struct Scope: Hashable, Sendable {
    var pattern: FindPattern
    var width: Int
    var filter: TranscriptFilter?
    /// How many blocks the filter's pattern is known to leave.
    var shownCount: Int?
    var isRaw: Bool
  }

  /// How often the end of an answer that is being written is counted again,
  /// milliseconds: as often as other counters are painted.
  static let pauseMilliseconds = 250

  let scope: Scope
  /// The block that comes next, or, where all before it is settled, from which
  /// to count again when more comes in.
  private(set) var cursor = Viewport.Anchor(item: 0)
  private(set) var total = 0
  /// Of them, those up to the match that the search is at.
  private(set) var upToCurrent = 0
  var isComplete = false
  /// `Transcript.revision` that was counted.
  var revision = 0

  /// From where to count again, and what was counted before it.
  private var settled: (cursor: Viewport.Anchor, total: Int, upToCurrent: Int)
  private var isSettledSoFar = true

  init(scope: Scope) {
    self.scope = scope
    settled = (Viewport.Anchor(item: 0), 0, 0)
  }

  mutating func take(_ count: Int, upToCurrent: Int, isSettled: Bool) {
    total += count
    self.upToCurrent += upToCurrent
    if !isSettled { isSettledSoFar = false }
  }

  mutating func advance(to next: Viewport.Anchor) {
    cursor = next
    if isSettledSoFar { settled = (next, total, upToCurrent) }
  }

  /// More came in: counts again what was not settled.
  mutating func resume() {
    (cursor, total, upToCurrent) = settled
    isSettledSoFar = true
    isComplete = false
  }

  /// The search is at another match now: the neighbour of `old`, or, `wrapped`,
  /// the first or the last.
  mutating func move(from old: FindMatch, to new: FindMatch, backward: Bool, wrapped: Bool) {
    if wrapped {
      upToCurrent = backward ? total : hasCounted(new) ? min(1, total) : 0
    } else if backward {
      if hasCounted(old) { upToCurrent -= 1 }
    } else if hasCounted(new) {
      upToCurrent += 1
    }
    settled.upToCurrent =
      new.anchor >= settled.cursor ? settled.total : min(settled.total, upToCurrent)
  }

  /// Whether the block of `match` was counted.
  func hasCounted(_ match: FindMatch) -> Bool { isComplete || match.anchor < cursor }

  /// Counts everything again.
  mutating func begin() { self = FindCount(scope: scope) }
}
