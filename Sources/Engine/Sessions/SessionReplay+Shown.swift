/// What the screen shows of a session that was kept.
extension SessionReplay {
  /// The session as the screen takes it over.
  public func opened(summary: SessionSummary) -> OpenedSession {
    let conversation = conversation
    let shown = Set(conversation)
    var opened = OpenedSession(
      summary: summary, turns: conversation.compactMap(shownTurn),
      abandoned: turns.map(\.opening.id).filter { !shown.contains($0) }.compactMap(shownTurn),
      tree: tree, head: head, lastTurnNumber: lastTurnNumber)
    opened.commands = commands.filter { command in
      command.behind.map { turn($0) == nil } ?? true
    }
    opened.unsent = unsent
    return opened
  }

  /// The turn as the engine told it, each text in one piece; what a retry
  /// took back is not there. `nil`: there is no such turn.
  public func shownTurn(_ id: TurnID) -> ShownTurn? {
    guard let turn = turn(id) else { return nil }
    var shown = ShownTurn(
      opening: turn.opening, at: turn.at, events: turn.events, closing: turn.closing,
      durationMilliseconds: turn.lasted)
    shown.commands = commands.filter { $0.behind == id }
    return shown
  }
}

extension SessionReplay.Turn {
  fileprivate var events: [TimedEngineEvent] {
    let id = opening.id
    var events: [TimedEngineEvent] = []
    for (block, shown) in answer.shownBlocks.enumerated() {
      let times: (began: Int, ended: Int?) =
        blockTimes.indices.contains(block) ? blockTimes[block] : (lasted, nil)
      func add(_ milliseconds: Int, _ event: EngineEvent) {
        events.append(TimedEngineEvent(milliseconds: milliseconds, event: event))
      }
      add(times.began, .blockStarted(id, block: block, shown.kind))
      if !shown.text.isEmpty { add(times.began, .delta(id, block: block, shown.text)) }
      guard !shown.isOpen else { continue }
      let ended = times.ended ?? lasted
      add(ended, .blockEnded(id, block: block))
      let long = answer.longText(
        ofBlock: block, minimumBytes: TurnMachine.sharedTextBytes)
      if let long { add(ended, .longText(id, block: block, long)) }
    }
    events += notices.map {
      TimedEngineEvent(milliseconds: $0.milliseconds, event: .notice($0.text))
    }
    if let usage {
      events.append(TimedEngineEvent(milliseconds: lasted, event: .usage(id, usage)))
    }
    return events
  }

  /// The counters as they were shown last: those of the end, unless something
  /// was settled later; of a turn that was cut off what its requests tell.
  private var usage: UsageReport? {
    if let closing, !isSettledLate { return closing.usage }
    guard !requests.isEmpty else { return closing?.usage }
    let spent = spent
    var report =
      closing?.usage ?? UsageReport(turn: TokenUsage(), contextTokens: contextTokens ?? 0)
    report.turn = spent.tokens
    report.turnCost = spent.hasUnknownPrices ? nil : spent.cost
    var bounds = CostMeter.Bounds()
    for entry in requests.values { bounds.add(entry) }
    bounds.tell(&report)
    report.isLowerBound = closing == nil || spent.isLowerBound
    report.inputIsFinal = !report.isLowerBound
    report.outputIsFinal = !report.isLowerBound
    return report
  }
}
