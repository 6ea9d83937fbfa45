import Engine
import Pattern

/// The blocks in which a filter's pattern leaves lines, as far as they are
/// known, with the titles of what they belong to.
struct FilterMatches: Sendable {
  /// What is looked for, and in what: when this changes, it begins anew.
  struct Scope: Hashable, Sendable {
    var filter: TranscriptFilter
    var isRaw: Bool
    /// `Transcript.generation`.
    var generation: Int
  }

  /// How often the end of an answer that is being written is looked at again,
  /// milliseconds: as often as counters are painted.
  static let pauseMilliseconds = 250

  let scope: Scope
  /// Ascending.
  private(set) var positions: [TranscriptPosition] = []
  /// Lines in them that match.
  private(set) var count = 0
  /// The block that comes next.
  private(set) var cursor = Viewport.Anchor(item: 0)
  var isComplete = false
  /// `Transcript.revision` that was looked at.
  var revision = 0
  /// When what came in since is looked at.
  var againAt: MonotonicTime?
  /// Why no more is looked for.
  var problem: PatternProblem?

  /// From where to look again when more comes in, and what was found before.
  private var settled = (cursor: Viewport.Anchor(item: 0), positions: 0, count: 0)
  private var isSettledSoFar = true

  init(scope: Scope) { self.scope = scope }

  /// So many lines of this block match.
  mutating func take(_ position: TranscriptPosition, lines: Int) {
    if positions.last?.item != position.item {
      positions.append(TranscriptPosition(item: position.item, part: 0, block: 0))
    }
    if positions.last != position { positions.append(position) }
    count += lines
  }

  /// Whether everything before the cursor stays as it is.
  mutating func advance(to next: Viewport.Anchor, isSettled: Bool) {
    cursor = next
    if !isSettled { isSettledSoFar = false }
    if isSettledSoFar { settled = (next, positions.count, count) }
  }

  /// More came in: looks again at what was not settled.
  mutating func resume() {
    positions.removeSubrange(settled.positions...)
    (cursor, count) = (settled.cursor, settled.count)
    isSettledSoFar = true
    isComplete = false
  }
}
