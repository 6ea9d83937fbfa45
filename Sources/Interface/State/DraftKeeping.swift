import Engine

/// When what is not sent was changed, so that it is kept beside the program: a
/// crash or a lost terminal takes no prompt along.
struct DraftKeeping: Equatable, Sendable {
  /// What changes with every change of a draft or of the queue.
  struct Version: Equatable, Sendable {
    /// Of the text that is being written.
    var revision: Int
    /// Prompts that wait.
    var queued: Int
  }

  /// How long a change waits before it is written, milliseconds: what is lost
  /// at most, and no write for every key.
  static let restMilliseconds = 1_000
  /// More than this is written only when typing has rested that long: it takes
  /// longer than a key may.
  static let largeBytes = 256 << 10
  /// How long a large draft waits for typing to rest, milliseconds.
  static let longestMilliseconds = 10_000

  /// The state that was looked at last.
  private var version = Version(revision: 0, queued: 0)
  /// When the first change came that is not written.
  private var changedAt: MonotonicTime?
  /// When the draft is to be written; `nil`: it is.
  private(set) var due: MonotonicTime?

  /// It is at `version` now, and has so many `bytes`.
  mutating func note(_ version: Version, bytes: Int, at now: MonotonicTime) {
    guard version != self.version else { return }
    self.version = version
    guard let changedAt, due != nil else {
      self.changedAt = now
      due = now.adding(milliseconds: Self.restMilliseconds)
      return
    }
    guard bytes > Self.largeBytes else { return }
    due = min(
      now.adding(milliseconds: Self.restMilliseconds),
      changedAt.adding(milliseconds: Self.longestMilliseconds))
  }

  /// Whether the draft is to be written at `now`; if so, it counts as written.
  mutating func takeDue(at now: MonotonicTime) -> Bool {
    guard let due, due <= now else { return false }
    self.due = nil
    return true
  }
}
