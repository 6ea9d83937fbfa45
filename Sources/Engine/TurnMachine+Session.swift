/// The part of the machine that keeps the turns of the session and moves
/// between them.
extension TurnMachine {
  /// Everything that is needed to go on elsewhere; without the turn that runs.
  var snapshot: SessionSnapshot {
    SessionSnapshot(
      turns: tree.turns, head: tree.head, spent: meter.session,
      contextTokens: meter.contextTokens)
  }

  /// The turn that has just ended is the head now.
  mutating func keep(_ record: TurnRecord) {
    guard let turn else { return }
    if record.isLeftOut {
      conversation = turn.before
    } else {
      conversation.appendAnswer(
        record.content, modelKey: record.opening.modelKey, ending: record.ending)
    }
    tree.add(record)
    spentByTurn[turn.id] = meter.turn
    contextByTurn[turn.id] = meter.contextTokens
  }

  /// Forgets the conversation; its turns stay within reach.
  mutating func clear() {
    // A session in which nothing was said does not begin with this.
    if !tree.turns.isEmpty { record(.headMoved(nil)) }
    tree.move(to: nil)
    showHead()
  }

  mutating func load(_ snapshot: SessionSnapshot) {
    guard turn == nil else {
      emit(.notice("The session was not opened: a turn is running."))
      return
    }
    // What is still read belongs to the other session; its estimate stays.
    drained = nil
    tree = SessionTree(turns: snapshot.turns, head: snapshot.head)
    spentByTurn = [:]
    contextByTurn = [:]
    if let head = tree.head { contextByTurn[head] = snapshot.contextTokens }
    meter = CostMeter()
    meter.booked = snapshot.spent
    budget.takeUp(sessionSpent: snapshot.spent.cost)
    showHead()
  }

  mutating func rewind(to id: TurnID?) {
    guard turn == nil else {
      emit(.notice("The conversation was not rewound: a turn is running."))
      return
    }
    guard tree.move(to: id) else {
      emit(.notice("The conversation was not rewound: this session has no such turn."))
      return
    }
    record(.headMoved(id))
    showHead()
  }

  mutating func adopt(_ other: TurnRecord, _ spent: SpentTotals) {
    guard turn == nil else {
      emit(.notice("The other answer was not taken over: a turn is running."))
      return
    }
    tree.add(other)
    meter.adopt(other.opening.id, spent)
    spentByTurn[other.opening.id] = spent
    record(.headMoved(other.opening.id))
    showHead()
  }

  /// What an adopted turn cost is known better now. Its requests were recorded
  /// where it ran.
  mutating func settleAdopted(_ id: TurnID, _ report: UsageReport, _ spent: SpentTotals) {
    guard meter.adopted?.turn == id else { return }
    meter.adopted?.spent = spent
    spentByTurn[id] = spent
    var report = report
    report.setSession(meter.session)
    emit(.settled(id, report))
  }

  /// The conversation is that of the head, and so is its size as far as it is
  /// known.
  private mutating func showHead() {
    conversation = tree.conversation(to: tree.head)
    contextEstimate.forget()
    cache.forget()
    var tokens = tree.head.flatMap { contextByTurn[$0] } ?? 0
    if tokens == 0 {
      tokens = AttemptTally.tokens(
        bytes: ModelRequest.contentBytes(
          system: nil, messages: conversation.messages, model: nil),
        bytesPerTokenHundredths: 0)
    }
    meter.moveContext(tokens: tokens)
  }

  /// The answer that was read on after its turn has told what it cost, or not.
  mutating func settle(_ attempt: AttemptID, by answer: DrainedAnswer, at now: MonotonicTime) {
    guard drained == attempt else { return }
    drained = nil
    guard let settlement = meter.settle(answer, at: now) else { return }
    spentByTurn[attempt.turn] = settlement.turn
    record(.request(settlement.entry))
    emit(.settled(attempt.turn, settlement.report))
  }
}
