/// Tells from a session's events what came of them: its turns, where the
/// conversation stands, what it cost, what the screen shows.
///
/// Invariant: after the same events it says what the live machine knows.
/// Events that make no sense (of a turn that never began) change nothing.
public struct SessionReplay: Sendable {
  /// A turn as far as its events have come.
  struct Turn: Sendable {
    var opening: TurnOpening
    /// When it began, milliseconds since 1970.
    var at: Int
    var answer = MessageAssembler()
    /// Since the turn began: when each block of the answer did, and when it
    /// was complete.
    var blockTimes: [(began: Int, ended: Int?)] = []
    var notices: [(milliseconds: Int, text: String)] = []
    var closing: TurnClosing?
    /// When the last of its events came, milliseconds since it began.
    var lasted = 0
    /// Requests by their attempt, as they stand now.
    var requests: [Int: LedgerEntry] = [:]
    /// Whether news of a request came when the turn was over.
    var isSettledLate = false
    /// What broke the protocol ends the answer there.
    var isBroken = false
  }

  private(set) var turns: [Turn] = []
  private var positions: [TurnID: Int] = [:]
  /// The user's own commands, in the order in which they ended.
  private(set) var commands: [CommandRecord] = []
  private var unsentOutputs = UnsentOutputs()
  /// The last turn of the conversation; `nil`: it is empty.
  public private(set) var head: TurnID?
  /// The user's title; `nil`: none was given.
  public private(set) var title: String?

  /// Of a session without events.
  public init() {}

  /// Takes in the next event.
  public mutating func take(_ stored: StoredEvent) {
    switch stored.event {
    case .turnBegan(let opening):
      unsentOutputs.send(opening.attachments)
      begin(opening, at: stored.at)
    case .answer(let id, let pieces):
      update(id, at: stored.at) { for piece in pieces { $0.take(piece) } }
    case .answerReset(let id):
      update(id, at: stored.at) { $0.forgetAnswer() }
    case .request(let entry):
      update(entry.turn, at: stored.at) { turn in
        turn.requests[entry.attempt] = entry
        if turn.closing != nil { turn.isSettledLate = true }
      }
    case .turnEnded(let id, let closing):
      update(id, at: stored.at) { $0.closing = closing }
    case .notice(let id?, let text):
      update(id, at: stored.at) { $0.notices.append(($0.lasted, text)) }
    case .notice(nil, _): break
    case .headMoved(let id):
      if id.map({ positions[$0] != nil }) ?? true { head = id }
    case .titled(let title): self.title = title
    case .commandRan(let command):
      commands.append(command)
      unsentOutputs.add(command)
    case .outputsDropped: unsentOutputs.drop()
    }
  }

  private mutating func begin(_ opening: TurnOpening, at moment: Int) {
    head = opening.id
    let turn = Turn(opening: opening, at: moment)
    if let position = positions[opening.id] {
      turns[position] = turn
    } else {
      positions[opening.id] = turns.count
      turns.append(turn)
    }
  }

  private mutating func update(_ id: TurnID, at moment: Int, _ change: (inout Turn) -> Void) {
    guard let position = positions[id] else { return }
    // What settles after the end is no part of the turn's time.
    if turns[position].closing == nil {
      let passed = KeptNumber.milliseconds(
        KeptNumber.milliseconds(moment) - KeptNumber.milliseconds(turns[position].at))
      turns[position].lasted = max(turns[position].lasted, passed)
    }
    change(&turns[position])
  }

  /// The turn of that id.
  func turn(_ id: TurnID) -> Turn? { positions[id].map { turns[$0] } }

  // MARK: What came of it

  /// Commands whose output no prompt has taken along, oldest first.
  var unsent: [CommandRecord] { unsentOutputs.commands }

  /// The highest number that a turn has.
  public var lastTurnNumber: Int { turns.map(\.opening.id.number).max() ?? 0 }

  /// Every turn with the one that it follows, in the order in which they
  /// began.
  public var tree: [TurnNode] {
    turns.map {
      TurnNode(
        id: $0.opening.id, parent: $0.opening.parent, prompt: $0.opening.prompt,
        attachments: $0.opening.attachments, modelKey: $0.opening.modelKey, at: $0.at)
    }
  }

  /// What an engine needs to go on.
  public var snapshot: SessionSnapshot {
    SessionSnapshot(
      turns: turns.map(\.record), head: head, spent: spent, contextTokens: contextTokens)
  }

  /// What every request cost, each as it was last told.
  public var spent: SpentTotals {
    var sum = SpentTotals()
    for turn in turns { sum = sum + turn.spent }
    return sum
  }

  /// What the requests of a turn cost.
  public func spent(of id: TurnID) -> SpentTotals { turn(id)?.spent ?? SpentTotals() }

  /// The turns of the conversation, first to last.
  public var conversation: [TurnID] {
    var path: [TurnID] = []
    var next = head.flatMap { positions[$0] }
    while let position = next {
      path.append(turns[position].opening.id)
      next = turns[position].opening.parent.flatMap { positions[$0] }
      // A turn follows only what came before it: there is no circle.
      if let parent = next, parent >= position { next = nil }
    }
    return path.reversed()
  }

  /// Of the last turn of the conversation that knows it.
  private var contextTokens: Int {
    for id in conversation.reversed() {
      if let tokens = turn(id)?.contextTokens { return tokens }
    }
    return 0
  }
}

extension SessionReplay.Turn {
  mutating func take(_ piece: AnswerPiece) {
    // An attempt that brought no block leaves nothing to be reset.
    if case .messageStart = piece.event, !answer.hasBlocks { answer = MessageAssembler() }
    guard !isBroken else { return }
    var steps: [MessageAssembler.Step] = []
    do throws(ModelFailure) {
      try answer.consume(piece.event, into: &steps)
    } catch {
      isBroken = true
    }
    let time = KeptNumber.milliseconds(piece.milliseconds)
    lasted = max(lasted, time)
    for step in steps {
      switch step {
      case .blockStarted: blockTimes.append((time, nil))
      case .delta: break
      case .blockEnded(let block):
        if blockTimes.indices.contains(block) { blockTimes[block].ended = time }
      }
    }
  }

  mutating func forgetAnswer() {
    answer = MessageAssembler()
    blockTimes = []
    isBroken = false
  }

  var record: TurnRecord { TurnRecord(opening: opening, answer: answer, closing: closing) }

  var spent: SpentTotals {
    var sum = SpentTotals()
    for attempt in requests.keys.sorted() {
      if let entry = requests[attempt] { sum.add(entry) }
    }
    return sum
  }

  /// Tokens of the context behind the turn; `nil`: it was never answered.
  var contextTokens: Int? {
    if let tokens = closing?.usage.contextTokens, tokens > 0 { return tokens }
    let usage = requests.max { $0.key < $1.key }?.value.usage
    guard let usage, usage != TokenUsage() else { return nil }
    return usage.prompt.addingSaturated(usage.output)
  }
}
