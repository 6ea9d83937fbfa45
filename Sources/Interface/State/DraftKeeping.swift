import Engine

/// When the draft was changed, so that it is kept beside the program: a crash
/// or a lost terminal takes no prompt along.
struct DraftKeeping: Equatable, Sendable {
  /// How long typing rests before the draft is written, milliseconds: what is
  /// lost at most, and no write for every key.
  static let restMilliseconds = 1_000

  /// State of the text that was looked at last.
  private var revision = 0
  /// When the draft is to be written; `nil`: it is.
  private(set) var due: MonotonicTime?

  /// The text is at `revision` now.
  mutating func note(_ revision: Int, at now: MonotonicTime) {
    guard revision != self.revision else { return }
    self.revision = revision
    if due == nil { due = now.adding(milliseconds: Self.restMilliseconds) }
  }

  /// Whether the draft is to be written at `now`; if so, it counts as written.
  mutating func takeDue(at now: MonotonicTime) -> Bool {
    guard let due, due <= now else { return false }
    self.due = nil
    return true
  }
}
