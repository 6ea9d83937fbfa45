/// The part of the meter that corrects what a stopped turn was booked with.
extension CostMeter {
  /// What came of an answer that was read on.
  struct Settlement: Hashable, Sendable {
    var entry: LedgerEntry
    /// Everything booked of its turn.
    var turn: SpentTotals
    var report: UsageReport
  }

  /// Books the drained attempt with the service's own numbers, in place of the
  /// estimate. `nil` where they did not come: the estimate stays.
  mutating func settle(_ answer: DrainedAnswer, at now: MonotonicTime) -> Settlement? {
    guard let draining else { return nil }
    self.draining = nil
    guard let entry = draining.settled(by: answer, at: now) else {
      booked.add(draining.estimate)
      return nil
    }
    booked.add(entry)
    var turn = draining.turn
    turn.add(entry)
    var report = UsageReport(turn: turn, session: session)
    if entry.price == nil { report.turnCost = nil }
    report.inputIsFinal = true
    report.outputIsFinal = true
    var bounds = draining.turnBounds
    bounds.add(entry)
    bounds.tell(&report)
    report.contextTokens = contextTokens
    report.contextWindow = contextWindow
    report.tokensPerSecondTenths = entry.tokensPerSecondTenths
    return Settlement(entry: entry, turn: turn, report: report)
  }
}

extension CostMeter.Draining {
  fileprivate func settled(by answer: DrainedAnswer, at now: MonotonicTime) -> LedgerEntry? {
    var account = account
    if let opening = answer.opening {
      account.accept(
        profilePrefix: opening.profilePrefix, requestID: opening.requestID, sentAt: opening.sentAt)
    }
    if let began = answer.began { account.tally.begin(began) }
    account.tally.settle(answer.told)
    if account.isSettled {
      var entry = account.ended(.cut, because: estimate.failure, at: now)
      // Of what came after the turn only the number of tokens is known.
      entry.tokensPerSecondTenths = estimate.tokensPerSecondTenths
      return entry
    }
    guard let failure = answer.failure else { return nil }
    let ending = failure.ending(isBegun: account.tally.isBegun)
    return ending == .unbilled ? account.ended(ending, because: failure.briefly, at: now) : nil
  }
}
