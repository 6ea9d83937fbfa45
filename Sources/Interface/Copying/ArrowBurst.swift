import Engine

/// Arrows faster than a hand: where the mouse is not the program's, terminals
/// send them for a turn of the wheel. They must scroll, and not go through
/// earlier prompts.
struct ArrowBurst: Sendable {
  /// Arrows from which on it is a wheel.
  static let minimumCount = 3
  /// A notch's arrows come in one piece; a held key repeats every 30 ms or
  /// slower.
  static let longestMilliseconds = 10

  let code: KeyCode
  private(set) var count = 1
  private let startedAt: MonotonicTime
  /// The prompt before its first arrow, to be as it was where it is a wheel,
  /// and what an arrow takes back into it.
  private let composer: Composer
  private let queue: [QueuedPrompt]
  private let outputs: [ShellState.Held]

  init(_ code: KeyCode, before state: AppState, at now: MonotonicTime) {
    self.code = code
    composer = state.composer
    queue = state.queue
    outputs = state.shell.held
    startedAt = now
  }

  /// Makes good what its first arrows did.
  func restore(_ state: inout AppState) {
    state.composer = composer
    state.queue = queue
    state.shell.held = outputs
  }

  /// Takes the next arrow; `false` where it is none of this burst.
  mutating func take(_ code: KeyCode, at now: MonotonicTime) -> Bool {
    guard code == self.code, now.milliseconds(since: startedAt) < Self.longestMilliseconds else {
      return false
    }
    count += 1
    return true
  }

  /// Whether it is a wheel.
  var isWheel: Bool { count >= Self.minimumCount }
}
