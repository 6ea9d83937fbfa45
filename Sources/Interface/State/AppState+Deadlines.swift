public import Engine

extension AppState {
  /// The next moment at which something on the screen changes, or a held key
  /// takes effect, without any input; `nil` when nothing will: then the loop
  /// sleeps for ever.
  public func nextDeadline(after now: MonotonicTime) -> MonotonicTime? {
    let deadlines = [
      composer.burst.heldEnterDue, composer.drafts.due, quitArmedUntil, clearArmedUntil,
      toast?.until,
      pendingKeys?.deadline,
      pendingWork(at: now), findDeadline(at: now), filterDeadline(at: now),
      nextCountdown(after: now),
      configuration.interface.reducesMotion
        ? nil : shell.running.map { nextWholeSecond(since: $0.startedAt, after: now) },
    ]
    return (deadlines + laneDeadlines(after: now)).compactMap { $0 }.min()
  }

  /// When counters or seconds of a running turn change.
  private func laneDeadlines(after now: MonotonicTime) -> [MonotonicTime?] {
    if configuration.interface.reducesMotion {
      return Comparison.Side.allCases.map { side in
        self[side].turn.map { PhaseText.silenceBegins(in: $0) }.flatMap { $0 > now ? $0 : nil }
      }
    }
    return Comparison.Side.allCases.flatMap { side -> [MonotonicTime?] in
      let lane = self[side]
      return [
        lane.meter.nextDeadline, lane.turn.map { nextSecond(of: $0, after: now) },
        comparison == nil
          ? nil : lane.turn.map { nextWholeSecond(since: $0.startedAt, after: now) },
      ]
    }
  }

  /// At once, while there is something to do that needs no event.
  private func pendingWork(at now: MonotonicTime) -> MonotonicTime? {
    let isDue =
      session.rebuild != nil || overlay?.sessions?.isAsked == false
      || reading.outline?.isFiltering == true
    return isDue ? now : nil
  }

  /// When the countdown of a device login changes.
  private func nextCountdown(after now: MonotonicTime) -> MonotonicTime? {
    guard case .device = service.signIn, unixSecondsAtZero != nil else { return nil }
    let nanoseconds = now.nanoseconds % 1_000_000_000
    return now.adding(milliseconds: 1000 - Int(nanoseconds / 1_000_000))
  }

  /// When the seconds of the phase, or the countdown of a retry, change.
  private func nextSecond(of turn: RunningTurn, after now: MonotonicTime) -> MonotonicTime {
    if let until = turn.phase.waitsUntil, !turn.isStopping, now < until {
      // The countdown rounds up: it changes when whole seconds remain.
      let remaining = until.milliseconds(since: now)
      return now.adding(milliseconds: (remaining - 1) % 1000 + 1)
    }
    return nextWholeSecond(since: turn.phaseSince, after: now)
  }

  private func nextWholeSecond(
    since start: MonotonicTime, after now: MonotonicTime
  ) -> MonotonicTime {
    now.adding(milliseconds: 1000 - now.milliseconds(since: start) % 1000)
  }
}

extension TurnPhase {
  /// The end of a wait that is known beforehand.
  fileprivate var waitsUntil: MonotonicTime? {
    switch self {
    case .retrying(_, _, let until, _), .limited(let until, _): until
    case .connecting, .waiting, .thinking, .writing, .callingTool: nil
    }
  }
}
