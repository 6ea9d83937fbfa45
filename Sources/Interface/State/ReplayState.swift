public import Engine
import TextModel

/// A recorded session that plays on the screen instead of a live one.
struct ReplayState: Hashable, Sendable {
  var isPaused = false
  var isOver = false

  /// What the status line says while nothing plays.
  var phase: String? {
    if isOver { return "end of the replay" }
    return isPaused ? "replay paused" : nil
  }

  /// The keys that matter now.
  var hint: String { isOver ? "q ends" : "Space → q" }
}

extension AppState {
  /// What tells a screen on which nothing is real from one on which it is.
  var label: String? {
    if replay != nil { return "REPLAY" }
    return configuration.isDemo ? "DEMO" : nil
  }

  /// Makes this the screen of a replay: it says so for as long as it stands,
  /// and nothing can be sent.
  public mutating func beginReplay(title: String) {
    replay = ReplayState()
    focus = .transcript
    transcript.removeAll()
    say(
      "Replay of “\(title)”. Nothing is sent and nothing is billed."
        + " Space pauses, → goes to the next turn, Enter shows everything, q ends.",
      role: .accent)
  }

  /// Begins a recorded turn. `secondsOfDay`: when it was sent, local time.
  public mutating func replayTurn(
    _ opening: TurnOpening, secondsOfDay: Int?, at now: MonotonicTime
  ) {
    if let prompt = opening.prompt {
      transcript.appendPrompt(
        prompt, opening.attachments, turn: opening.id, secondsOfDay: secondsOfDay)
    }
    let known = model(forKey: opening.modelKey) ?? sessionModel
    guard var model = known else { return }
    if model.key != opening.modelKey {
      model.key = opening.modelKey
      model.displayName = opening.modelName
      _ = list(model)
    }
    choice.modelKey = model.key
    lastTurnNumber = opening.id.number
    lane.begin(
      opening.id, modelKey: model.key,
      prefix: CacheGauge.Prefix(
        modelKey: model.key, api: opening.api, effort: opening.effort, thinking: .modelDefault),
      at: now)
    transcript.appendAnswer(turn: opening.id, model: model, at: now)
  }

  /// What no event of the engine tells: the conversation went back, or the
  /// program ended before the turn did.
  public mutating func replayRemark(_ text: String, at now: MonotonicTime) {
    if let id = lane.turn?.id {
      _ = lane.end(id, at: now)
      transcript.endAllParts(of: id, at: now)
      transcript.updateAnswer(of: id) { $0.endedAt = now }
    }
    say(text)
  }

  /// Whether the replay stands still, and whether all of it was shown.
  public mutating func setReplay(isPaused: Bool, isOver: Bool) {
    replay = ReplayState(isPaused: isPaused, isOver: isOver)
  }

  /// Keys that would leave the transcript do not: there is nothing to write.
  public mutating func keepReplayInFront() {
    focus = .transcript
    composer.reset()
    switch overlay {
    case .help, .themes, .outline, nil: break
    case .some: overlay = nil
    }
  }
}
