import Engine
import TextModel

/// The turn that runs, as the status line tells it.
struct RunningTurn: Hashable, Sendable {
  let id: TurnID
  let modelKey: String
  let startedAt: MonotonicTime
  private(set) var phase = TurnPhase.connecting
  private(set) var phaseSince: MonotonicTime
  /// When the request of this attempt went out.
  private(set) var attemptAt: MonotonicTime
  /// What the service keeps of its requests belongs to this.
  let prefix: CacheGauge.Prefix
  /// From there to the first text or thought.
  private(set) var firstTokenMilliseconds: Int?
  /// When something of the answer last came in.
  private(set) var heardAt: MonotonicTime
  /// Whether the user asked to stop it.
  private(set) var isStopping = false

  init(id: TurnID, modelKey: String, prefix: CacheGauge.Prefix, at now: MonotonicTime) {
    self.id = id
    self.prefix = prefix
    self.modelKey = modelKey
    startedAt = now
    phaseSince = now
    attemptAt = now
    heardAt = now
  }

  mutating func enter(_ phase: TurnPhase, at now: MonotonicTime) {
    guard phase != self.phase else { return }
    if phase == .connecting { attemptAt = now }
    self.phase = phase
    if !isStopping { phaseSince = now }
  }

  mutating func stop(at now: MonotonicTime) {
    guard !isStopping else { return }
    isStopping = true
    phaseSince = now
  }

  /// The credentials are there: only now the request goes out, and whatever
  /// they took is not the model's time.
  mutating func beginSending(at now: MonotonicTime) {
    if phase == .connecting { attemptAt = now }
  }

  /// A piece of the answer came in.
  mutating func hear(at now: MonotonicTime) {
    heardAt = now
    if firstTokenMilliseconds == nil {
      firstTokenMilliseconds = now.milliseconds(since: attemptAt)
    }
  }

  /// The attempt's answer is discarded; another begins.
  mutating func forgetAnswer() { firstTokenMilliseconds = nil }

  func silentSeconds(at now: MonotonicTime) -> Int {
    now.milliseconds(since: max(heardAt, phaseSince)) / 1000
  }

  func phaseSeconds(at now: MonotonicTime) -> Int { now.milliseconds(since: phaseSince) / 1000 }
}

/// A prompt that waits for the running turn to end.
struct QueuedPrompt: Hashable, Sendable {
  var text: String
  /// The model asked for with it, for its turn alone.
  var modelKey: String?
  /// The files that it names, as they were when it was queued.
  var attachments: [Attachment] = []
  /// How the model was asked for: `@` and a name.
  var modelWord: String?

  /// Its long pastes, which come back folded.
  var pastes = EditBuffer.FoldedPastes()

  /// The prompt as it was written.
  var written: String { (modelWord.map { $0 + " " } ?? "") + text }
}

/// A short word in the status line that goes by itself.
struct Toast: Hashable, Sendable {
  /// How long it stands: long enough to be read, milliseconds.
  static let durationMilliseconds = 2_500

  var text: String
  var until: MonotonicTime

  init(
    _ text: String, at now: MonotonicTime, milliseconds: Int = Toast.durationMilliseconds
  ) {
    self.text = text
    until = now.adding(milliseconds: milliseconds)
  }
}
