import Engine

/// Keys that were pressed and begin something: what follows decides.
struct PendingKeys: Hashable, Sendable {
  /// How long somebody who knows what follows needs; whoever takes longer is
  /// shown what can, milliseconds.
  static let popupDelayMilliseconds = 600

  /// The keys so far.
  var keys: [Key]
  /// A command that waits for a character, as a bookmark for its name.
  var command: KeyCommand?
  /// Whether what can follow is on the screen.
  var isShown = false
  /// When it goes there.
  private(set) var showsAt: MonotonicTime

  init(keys: [Key], command: KeyCommand? = nil, after earlier: PendingKeys?, at now: MonotonicTime)
  {
    self.keys = keys
    self.command = command
    // Whoever was shown the first keys is shown the next ones at once.
    isShown = earlier?.isShown ?? false
    showsAt = now.adding(milliseconds: Self.popupDelayMilliseconds)
  }

  /// When something on the screen changes without a key.
  var deadline: MonotonicTime? { isShown ? nil : showsAt }

  mutating func show(at now: MonotonicTime) {
    if showsAt <= now { isShown = true }
  }
}
