import Engine

/// What is about to be sent, and what it costs.
struct Sending: Hashable, Sendable {
  let settings: TurnSettings
  /// Who answers the same prompt beside the first; `nil`: nobody.
  let second: TurnSettings?
  /// UTF-8 bytes of the prompt.
  let bytes: Int
  /// Of everything that is sent.
  let estimate: SendEstimate

  init(
    _ settings: TurnSettings, beside second: TurnSettings? = nil, bytes: Int, _ state: AppState,
    at now: MonotonicTime
  ) {
    self.settings = settings
    self.second = second
    self.bytes = bytes
    estimate = state.estimate(settings, addedBytes: bytes, at: now)
      .joined(second.map { state.estimate($0, addedBytes: bytes, at: now) })
  }

  /// Who answers: `Sonnet 5.5 and Opus 5.5`.
  var names: String {
    [settings, second].compactMap { $0?.model.shortName }.joined(separator: " and ")
  }
}
