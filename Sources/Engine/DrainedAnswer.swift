/// What an answer still told after its turn was over. Only its usage matters:
/// nobody reads the text any more.
struct DrainedAnswer: Hashable, Sendable {
  /// The headers of the response, where they came after the end of the turn.
  struct Opening: Hashable, Sendable {
    var profilePrefix: String?, requestID: String?
    /// When the request went out, where it was held back.
    var sentAt: MonotonicTime?
  }

  var opening: Opening?
  /// What the message's beginning told.
  private(set) var began: UsageUpdate?
  /// What it told since.
  private(set) var told = UsageUpdate.none
  /// Whether the terminator came.
  private(set) var isFinished = false
  /// Why there was no more.
  var failure: ModelFailure?

  mutating func take(_ events: [ModelEvent]) {
    for event in events {
      switch event {
      case .messageStart(_, _, let usage): began = usage
      case .messageDelta(_, _, let usage): told.merge(usage)
      case .messageStop(let usage):
        told.merge(usage)
        isFinished = true
      case .blockStart, .textDelta, .thinkingDelta, .thinkingForm, .signatureDelta,
        .toolInputDelta, .citation, .blockStop, .ping:
        break
      }
    }
  }
}
