internal import Engine

/// An exported session in print: the answers of the conversation as it stands,
/// piece by piece when they are due. Pure: the clock comes in.
struct SessionPrint {
  /// What is printed next.
  enum Piece: Equatable {
    /// To stdout.
    case answer(String)
    /// To stderr, unless notes are not wanted.
    case note(String)
  }

  private var player: ReplayPlayer
  /// What is said at the end of each turn.
  private let remarks: [TurnID: [String]]
  private var isFirst = true
  /// Blocks of the turn that are text.
  private var texts: Set<Int> = []
  /// How the answer ends so far; `nil`: it is empty.
  private var lastCharacter: Character?
  private var turn: TurnID?

  init(_ reading: SessionLines.Reading, speed: Double, startingAt now: MonotonicTime) {
    var replay = SessionReplay()
    for event in reading.events { replay.take(event) }
    let path = Set(replay.conversation)
    var turns = SessionPlayback.turns(of: reading.events).filter { path.contains($0.opening.id) }
    if speed == 0 { for index in turns.indices { turns[index].forgetAbandonedTries() } }
    let document = SessionDocument(reading.events, summary: reading.summary)
    remarks = Dictionary(
      zip(replay.conversation, document.turns.map(\.remarks)),
      uniquingKeysWith: { first, _ in first }
    )
    player = ReplayPlayer(turns, speed: speed, startingAt: now)
  }

  /// What has become due by `now`.
  mutating func due(at now: MonotonicTime) -> [Piece] {
    var pieces: [Piece] = []
    for step in player.due(at: now) { take(step, &pieces) }
    return pieces
  }

  /// When the next piece is due; `nil`: all is printed.
  func deadline(at now: MonotonicTime) -> MonotonicTime? { player.deadline(at: now) }

  private mutating func take(_ step: ReplayPlayer.Step, _ pieces: inout [Piece]) {
    switch step {
    case .began(let opening, _, _):
      if !isFirst { pieces.append(.answer("\n")) }
      isFirst = false
      texts = []
      lastCharacter = nil
      turn = opening.id
    case .engine(.blockStarted(_, let block, .text)): texts.insert(block)
    case .engine(.delta(_, let block, let text)):
      guard texts.contains(block), !text.isEmpty else { return }
      let text = ExportText.safe(text)
      lastCharacter = text.last
      pieces.append(.answer(text))
    case .engine(.answerReset):
      texts = []
      endLine(&pieces)
    case .engine(.turnEnded), .cutOff:
      endLine(&pieces)
      pieces += (turn.flatMap { remarks[$0] } ?? []).map(Piece.note)
    case .engine: break
    }
  }

  /// Where a try failed after its first words, the next one begins a line.
  private mutating func endLine(_ pieces: inout [Piece]) {
    if let last = lastCharacter, last != "\n" { pieces.append(.answer("\n")) }
    lastCharacter = nil
  }
}

extension ShownTurn {
  /// Leaves the answer that was kept.
  fileprivate mutating func forgetAbandonedTries() {
    let reset = events.lastIndex { if case .answerReset = $0.event { true } else { false } }
    if let reset { events.removeSubrange(...reset) }
  }
}
