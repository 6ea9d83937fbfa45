internal import Engine

/// Events that wait for their transaction. Neighbouring answer pieces of one
/// turn become one event, and neighbouring texts of one block that came close
/// together one piece: a replay keeps its timing and the store few rows.
struct PieceBuffer {
  /// Text within this time is one piece: two frames of a fast screen.
  static let pieceMilliseconds = 16

  /// An event with the moment at which it happened.
  struct Item: Equatable {
    var at: MonotonicTime
    var event: SessionEvent
  }

  private(set) var items: [Item] = []

  var isEmpty: Bool { items.isEmpty }

  /// When the oldest of what waits happened.
  var oldest: MonotonicTime? { items.first?.at }

  /// Takes `event` behind the others.
  mutating func append(_ event: SessionEvent, at moment: MonotonicTime) {
    guard case .answer(let turn, let pieces) = event else {
      items.append(Item(at: moment, event: event))
      return
    }
    var merged: [AnswerPiece] = []
    var at = moment
    // Let go of the stored copy first, so that appending does not copy it.
    if let last = items.last, case .answer(turn, let earlier) = last.event {
      items.removeLast()
      merged = earlier
      at = last.at
    }
    for piece in pieces { Self.append(piece, to: &merged) }
    guard !merged.isEmpty else { return }
    items.append(Item(at: at, event: .answer(turn, merged)))
  }

  /// Gives everything away.
  mutating func takeAll() -> [Item] {
    defer { items = [] }
    return items
  }

  private static func append(_ piece: AnswerPiece, to pieces: inout [AnswerPiece]) {
    // Keep-alive says nothing of the answer.
    if piece.event == .ping { return }
    guard let last = pieces.last,
      piece.milliseconds >= last.milliseconds,
      piece.milliseconds - last.milliseconds < pieceMilliseconds,
      continues(last.event, piece.event)
    else {
      pieces.append(piece)
      return
    }
    let start = pieces.removeLast()
    pieces.append(
      AnswerPiece(milliseconds: start.milliseconds, event: joined(start.event, piece.event)))
  }

  /// Whether both are text of the same kind for the same block.
  private static func continues(_ first: ModelEvent, _ second: ModelEvent) -> Bool {
    switch (first, second) {
    case (.textDelta(let left, _), .textDelta(let right, _)),
      (.thinkingDelta(let left, _), .thinkingDelta(let right, _)),
      (.toolInputDelta(let left, _), .toolInputDelta(let right, _)):
      left == right
    default: false
    }
  }

  private static func joined(_ first: ModelEvent, _ second: ModelEvent) -> ModelEvent {
    switch (first, second) {
    case (.textDelta(let index, let text), .textDelta(_, let more)):
      .textDelta(index: index, text + more)
    case (.thinkingDelta(let index, let text), .thinkingDelta(_, let more)):
      .thinkingDelta(index: index, text + more)
    case (.toolInputDelta(let index, let text), .toolInputDelta(_, let more)):
      .toolInputDelta(index: index, text + more)
    default: second
    }
  }
}

extension SessionEvent {
  /// Whether what is told behind it has to wait until it is kept. Pieces of
  /// an answer do not: they follow within `JournalMachine.answerMilliseconds`.
  var isDurable: Bool {
    if case .answer = self { false } else { true }
  }

  /// Whether it is to be written now: a block or more is complete with it.
  var isUrgent: Bool {
    guard case .answer(_, let pieces) = self else { return true }
    return pieces.contains { piece in
      if case .blockStop = piece.event { true } else { false }
    }
  }
}
