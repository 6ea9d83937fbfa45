/// The part of the machine that follows an answer as it streams.
extension TurnMachine {
  /// Shortest time between two reports of usage: counters are drawn at most
  /// four times a second, and 100,000 deltas must not make 100,000 reports.
  static let usageIntervalMilliseconds = 100

  /// From here on a text is worth being held once by conversation and screen.
  static let sharedTextBytes = 65_536

  /// Shortest time between two entries of a running request: what a crash may
  /// leave out of the books, against a write for every frame.
  static let entryIntervalMilliseconds = 1_000

  mutating func opened(at now: MonotonicTime) {
    enter(.waiting)
    emitUsage(at: now)
    _ = keepToBudget(at: now)
  }

  /// Takes in one batch of events, and takes it down before anybody hears of
  /// it. Usage is reported at most once for it, at its end.
  mutating func take(_ events: [ModelEvent], at now: MonotonicTime) {
    var steps: [MessageAssembler.Step] = []
    var pieces: [AnswerPiece] = []
    pieces.reserveCapacity(events.count)
    let milliseconds = turn.map { now.milliseconds(since: $0.startedAt) } ?? 0
    var reportIsDue = false
    var entryIsDue = false
    for event in events {
      do throws(ModelFailure) {
        try turn?.assembler.consume(event, into: &steps)
      } catch {
        show(steps, of: pieces)
        // The stream is still open; nothing else would close it.
        if let id = turn?.id { effects.append(.cancel(id)) }
        fail(error, at: now)
        return
      }
      if case .ping = event {
      } else {
        pieces.append(AnswerPiece(milliseconds: milliseconds, event: event))
      }
      if count(event, at: now) { reportIsDue = true }
      if case .messageStart = event { entryIsDue = true }
      if turn?.assembler.isFinished == true {
        show(steps, of: pieces)
        complete(at: now)
        return
      }
    }
    let isLate = isLate(turn?.lastEntry, by: TurnMachine.entryIntervalMilliseconds, at: now)
    if entryIsDue || isLate { recordRunning(at: now) }
    if isLate { refreshTotals() }
    show(steps, of: pieces)
    if reportIsDue
      || self.isLate(turn?.lastUsage, by: TurnMachine.usageIntervalMilliseconds, at: now)
    {
      emitUsage(at: now)
    }
    _ = keepToBudget(at: now)
  }

  private func isLate(_ last: MonotonicTime?, by milliseconds: Int, at now: MonotonicTime) -> Bool {
    last.map { now.milliseconds(since: $0) >= milliseconds } ?? true
  }

  /// Tells the meter about `event`; whether the counters should be reported
  /// without delay.
  private mutating func count(_ event: ModelEvent, at now: MonotonicTime) -> Bool {
    switch event {
    case .messageStart(_, _, let usage):
      meter.messageBegan(usage)
      return true
    case .blockStart(_, let start):
      if case .text(let initial) = start {
        meter.streamed(bytes: initial.utf8.count, at: now)
      } else {
        meter.streamed(bytes: 0, at: now)
      }
      return false
    case .textDelta(_, let text), .thinkingDelta(_, let text), .toolInputDelta(_, let text):
      meter.streamed(bytes: text.utf8.count, at: now)
      return false
    case .thinkingForm, .signatureDelta, .citation, .ping: return false
    case .blockStop: return true
    case .messageDelta(_, _, let usage):
      meter.told(usage)
      return true
    case .messageStop(let usage):
      meter.told(usage)
      return true
    }
  }

  /// Takes `pieces` down and shows what they changed.
  private mutating func show(_ steps: [MessageAssembler.Step], of pieces: [AnswerPiece]) {
    guard let id = turn?.id else { return }
    if !pieces.isEmpty {
      turn?.hasPieces = true
      record(.answer(id, pieces))
    }
    for step in steps {
      switch step {
      case .blockStarted(let block, let kind):
        enter(phase(for: kind))
        emit(.blockStarted(id, block: block, kind))
      case .delta(let block, let text): emit(.delta(id, block: block, text))
      case .blockEnded(let block):
        emit(.blockEnded(id, block: block))
        let text = turn?.assembler.longText(
          ofBlock: block, minimumBytes: TurnMachine.sharedTextBytes)
        if let text { emit(.longText(id, block: block, text)) }
      }
    }
  }

  private func phase(for kind: AnswerBlockKind) -> TurnPhase {
    switch kind {
    case .text, .opaque: .writing
    case .thinking, .redactedThinking: .thinking
    case .toolUse(let name): .callingTool(name: name)
    }
  }

  mutating func emitUsage(at now: MonotonicTime) {
    guard let id = turn?.id else { return }
    turn?.lastUsage = now
    emit(.usage(id, meter.report()))
  }
}
