/// A session's turns as they ran, piece by piece, for whoever plays them once
/// more. Turns that ran beside each other are played one after the other.
public struct SessionPlayback: Sendable {
  struct Turn {
    var opening: TurnOpening
    var at: Int
    var answer = MessageAssembler()
    var events: [TimedEngineEvent] = []
    var requests: [Int: LedgerEntry] = [:]
    var closing: TurnClosing?
    var lasted = 0
    var phase: TurnPhase?
  }

  private var turns: [Turn] = []
  private var positions: [TurnID: Int] = [:]
  private var replay = SessionReplay()
  /// What the turns before the one that began last have cost: summing them up
  /// for every piece of news would take the square of their number.
  private var earlier = SpentTotals()

  /// The turns of a session, in the order in which they began; abandoned ones
  /// too.
  public static func turns(of events: [StoredEvent]) -> [ShownTurn] {
    var playback = SessionPlayback()
    for event in events { playback.take(event) }
    return playback.turns.map {
      ShownTurn(
        opening: $0.opening, at: $0.at, events: $0.events, closing: $0.closing,
        durationMilliseconds: $0.lasted)
    }
  }

  private init() {}

  private mutating func take(_ stored: StoredEvent) {
    replay.take(stored)
    switch stored.event {
    case .turnBegan(let opening):
      positions[opening.id] = turns.count
      earlier = replay.spent
      var turn = Turn(opening: opening, at: stored.at)
      turn.enter(.waiting)
      turns.append(turn)
    case .answer(let id, let pieces):
      update(id, at: nil) { for piece in pieces { $0.take(piece) } }
    case .answerReset(let id):
      update(id, at: stored.at) { turn in
        turn.answer = MessageAssembler()
        turn.say(.answerReset(id))
        turn.enter(.waiting)
      }
    case .request(let entry):
      let session = earlier + replay.spent(of: entry.turn)
      update(entry.turn, at: stored.at) { turn in
        guard turn.closing == nil else { return }
        turn.requests[entry.attempt] = entry
        turn.say(.usage(entry.turn, turn.report(session: session)))
      }
    case .turnEnded(let id, let closing):
      update(id, at: stored.at) { turn in
        turn.closing = closing
        turn.say(.usage(id, closing.usage))
      }
    case .notice(let id?, let text):
      update(id, at: stored.at) { $0.say(.notice(text)) }
    case .notice(nil, _), .headMoved, .titled, .commandRan, .outputsDropped: break
    }
  }

  /// `moment`: `nil` where the pieces have times of their own.
  private mutating func update(_ id: TurnID, at moment: Int?, _ change: (inout Turn) -> Void) {
    guard let position = positions[id] else { return }
    if let moment, turns[position].closing == nil {
      let began = KeptNumber.milliseconds(turns[position].at)
      turns[position].reach(KeptNumber.milliseconds(moment) - began)
    }
    change(&turns[position])
  }
}

extension SessionPlayback.Turn {
  /// Time only goes on, whatever a file says.
  fileprivate mutating func reach(_ milliseconds: Int) { lasted = max(lasted, milliseconds) }

  fileprivate mutating func say(_ event: EngineEvent) {
    events.append(TimedEngineEvent(milliseconds: lasted, event: event))
  }

  fileprivate mutating func enter(_ phase: TurnPhase) {
    guard phase != self.phase else { return }
    self.phase = phase
    say(.phase(opening.id, phase))
  }

  fileprivate mutating func take(_ piece: AnswerPiece) {
    if case .messageStart = piece.event, !answer.hasBlocks { answer = MessageAssembler() }
    reach(KeptNumber.milliseconds(piece.milliseconds))
    var steps: [MessageAssembler.Step] = []
    // What broke the protocol ends the answer; its end is told by the turn's.
    do throws(ModelFailure) { try answer.consume(piece.event, into: &steps) } catch {}
    for step in steps {
      switch step {
      case .blockStarted(let block, let kind):
        enter(kind.phase)
        say(.blockStarted(opening.id, block: block, kind))
      case .delta(let block, let text): say(.delta(opening.id, block: block, text))
      case .blockEnded(let block): say(.blockEnded(opening.id, block: block))
      }
    }
  }

  fileprivate func report(session: SpentTotals) -> UsageReport {
    var spent = SpentTotals()
    for attempt in requests.keys.sorted() {
      if let entry = requests[attempt] { spent.add(entry) }
    }
    let last = requests.max { $0.key < $1.key }?.value
    let isFinal = last?.status == .final
    return UsageReport(
      turn: spent.tokens, inputIsFinal: isFinal, outputIsFinal: isFinal,
      turnCost: spent.hasUnknownPrices ? nil : spent.cost, sessionCost: session.cost,
      sessionIsLowerBound: session.isLowerBound,
      sessionHasUnknownPrices: session.hasUnknownPrices, sessionTokens: session.tokens,
      contextTokens: (last?.usage).map { $0.prompt.addingSaturated($0.output) } ?? 0,
      tokensPerSecondTenths: last?.tokensPerSecondTenths)
  }
}

extension AnswerBlockKind {
  /// What a turn does while it writes such a block.
  fileprivate var phase: TurnPhase {
    switch self {
    case .text, .opaque: .writing
    case .thinking, .redactedThinking: .thinking
    case .toolUse(let name): .callingTool(name: name)
    }
  }
}
