import Engine

/// Tells typing from a paste that comes without brackets: no hand sends keys
/// a few milliseconds apart.
///
/// An Enter inside such a burst is held back: if more keys follow at once it
/// was a line end of the paste, otherwise it sends the prompt.
struct TypingBurst: Hashable, Sendable {
  /// Keys nearer than this belong together, milliseconds. The fastest typists
  /// stay above 30; a terminal hands over a paste in one read.
  static let gapMilliseconds = 10
  /// Characters in a row that make a burst: beyond what rolling fingers do.
  static let minimumCharacters = 3

  private var count = 0
  private var last: MonotonicTime?
  /// When the Enter that is held back will send.
  private(set) var heldEnterDue: MonotonicTime?

  /// Whether a key at `now` belongs to the run of the keys before.
  private func continues(at now: MonotonicTime) -> Bool {
    last.map { now.milliseconds(since: $0) < Self.gapMilliseconds } ?? false
  }

  mutating func character(at now: MonotonicTime) {
    count = continues(at: now) ? count + 1 : 1
    last = now
  }

  /// Whether an Enter at `now` is to be held back; if so, it is.
  mutating func holdsEnter(at now: MonotonicTime) -> Bool {
    guard continues(at: now), count >= Self.minimumCharacters else { return false }
    heldEnterDue = now.adding(milliseconds: Self.gapMilliseconds)
    last = now
    return true
  }

  /// Whether an Enter is held that still belongs to the burst at `now`: then it
  /// was a line end, and is held no longer.
  mutating func releaseHeldEnter(at now: MonotonicTime) -> Bool {
    guard let due = heldEnterDue, now < due else { return false }
    heldEnterDue = nil
    return true
  }

  mutating func reset() { self = TypingBurst() }
}
