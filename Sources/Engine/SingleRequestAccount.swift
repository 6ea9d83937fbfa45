/// The account of a request that belongs to no turn, computed as those of
/// turns are.
public struct SingleRequestAccount: Sendable {
  private var account: AttemptAccount

  /// The account of `request`, which goes out at `now` as number `number` of
  /// its kind, for `task`.
  public init(number: Int, _ request: ModelRequest, task: String, at now: MonotonicTime) {
    account = AttemptAccount(
      AttemptID(turn: TurnID(number), number: 1), request, task: task, at: now)
  }

  /// The headers of the response came.
  public mutating func accepted(by answer: any ModelAnswer) {
    account.accept(
      profilePrefix: answer.profilePrefix, requestID: answer.requestID, sentAt: nil)
  }

  /// A part of the answer came.
  public mutating func take(_ event: ModelEvent, at now: MonotonicTime) {
    switch event {
    case .messageStart(_, _, let usage): account.tally.begin(usage)
    case .messageDelta(_, _, let usage), .messageStop(let usage): account.tally.settle(usage)
    case .textDelta(_, let text), .thinkingDelta(_, let text), .toolInputDelta(_, let text):
      account.tally.streamed(bytes: text.utf8.count, at: now)
    case .blockStart: account.tally.streamed(bytes: 0, at: now)
    case .thinkingForm, .signatureDelta, .citation, .blockStop, .ping: break
    }
  }

  /// The entry while the answer is on its way.
  public func running() -> LedgerEntry { account.running() }

  /// The entry of a request that is over; `failure`: why it was not answered.
  public mutating func ended(by failure: ModelFailure?, at now: MonotonicTime) -> LedgerEntry {
    account.name(requestID: failure?.requestID)
    let ending = failure.map { $0.ending(isBegun: account.tally.isBegun) } ?? .completed
    return account.ended(ending, because: failure?.briefly, at: now)
  }
}
