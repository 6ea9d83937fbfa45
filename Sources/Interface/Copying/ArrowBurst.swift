import Engine
import TextModel

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
  /// Where the caret stood before its first arrow, to be there again where it
  /// is a wheel.
  private let place: EditBuffer.Place
  private let vi: ViMode?
  /// What is there before the first arrow that does more than move the caret:
  /// the prompt, and what an arrow takes back into it.
  private var before: Before?

  private struct Before {
    let composer: Composer
    let queue: [QueuedPrompt]
    let outputs: [ShellState.Held]
  }

  init(_ code: KeyCode, before state: AppState, at now: MonotonicTime) {
    self.code = code
    startedAt = now
    place = state.composer.buffer.place
    vi = state.composer.vi
    note(state)
  }

  /// Must come before each arrow is carried out. A move of the caret needs no
  /// copy of the prompt, which may be a megabyte.
  mutating func note(_ state: AppState) {
    guard before == nil else { return }
    let width = ScreenPlan.promptTextWidth(columns: state.size.columns)
    let buffer = state.composer.buffer
    let moves =
      state.completions.rows.isEmpty && state.composer.search == nil
      && (code == .up ? buffer.hasRowAbove(width: width) : buffer.hasRowBelow(width: width))
    guard !moves else { return }
    before = Before(composer: state.composer, queue: state.queue, outputs: state.shell.held)
  }

  /// Makes good what its first arrows did.
  func restore(_ state: inout AppState) {
    if let before {
      state.composer = before.composer
      state.queue = before.queue
      state.shell.held = before.outputs
    }
    state.composer.buffer.place = place
    state.composer.vi = vi
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
