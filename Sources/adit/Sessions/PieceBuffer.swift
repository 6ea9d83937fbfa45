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

  /// Items that are complete.
  private var done: [Item] = []
  /// The answer behind them that still grows.
  private var open: OpenAnswer?

  init() {}

  var isEmpty: Bool { done.isEmpty && open == nil }

  /// When the oldest of what waits happened.
  var oldest: MonotonicTime? { done.first?.at ?? open?.at }

  /// Takes `event` behind the others.
  mutating func append(_ event: SessionEvent, at moment: MonotonicTime) {
    guard case .answer(let turn, let pieces) = event else {
      close()
      done.append(Item(at: moment, event: event))
      return
    }
    if open?.turn != turn {
      close()
      open = OpenAnswer(turn: turn, at: moment)
    }
    for piece in pieces { open?.append(piece) }
    if open?.isEmpty == true { open = nil }
  }

  /// Gives everything away.
  mutating func takeAll() -> [Item] {
    close()
    defer { done = [] }
    return done
  }

  private mutating func close() {
    if let open { done.append(open.item) }
    open = nil
  }
}

/// Neighbouring pieces of one answer. The last text is held by itself, so that
/// it grows in its place: thousands of pieces within a few milliseconds take
/// no more than their bytes.
private struct OpenAnswer {
  private enum Kind {
    case text, thinking, toolInput
  }

  private struct GrowingText {
    var kind: Kind
    var index: Int
    var milliseconds: Int
    var text: String

    func isContinued(by kind: Kind, _ index: Int, at time: Int) -> Bool {
      kind == self.kind && index == self.index && time >= milliseconds
        && time - milliseconds < PieceBuffer.pieceMilliseconds
    }

    var piece: AnswerPiece {
      let event: ModelEvent =
        switch kind {
        case .text: .textDelta(index: index, text)
        case .thinking: .thinkingDelta(index: index, text)
        case .toolInput: .toolInputDelta(index: index, text)
        }
      return AnswerPiece(milliseconds: milliseconds, event: event)
    }
  }

  let turn: TurnID
  let at: MonotonicTime
  private var pieces: [AnswerPiece] = []
  private var last: GrowingText?

  init(turn: TurnID, at: MonotonicTime) {
    self.turn = turn
    self.at = at
  }

  var isEmpty: Bool { pieces.isEmpty && last == nil }

  var item: PieceBuffer.Item {
    PieceBuffer.Item(at: at, event: .answer(turn, last.map { pieces + [$0.piece] } ?? pieces))
  }

  mutating func append(_ piece: AnswerPiece) {
    let time = piece.milliseconds
    switch piece.event {
    case .textDelta(let index, let text): grow(.text, index, text, at: time)
    case .thinkingDelta(let index, let text): grow(.thinking, index, text, at: time)
    case .toolInputDelta(let index, let text): grow(.toolInput, index, text, at: time)
    // Keep-alive says nothing of the answer.
    case .ping: break
    case .messageStart, .blockStart, .thinkingForm, .signatureDelta, .citation, .blockStop,
      .messageDelta, .messageStop:
      closeText()
      pieces.append(piece)
    }
  }

  private mutating func grow(_ kind: Kind, _ index: Int, _ text: String, at time: Int) {
    if last?.isContinued(by: kind, index, at: time) == true {
      last?.text += text
    } else {
      closeText()
      last = GrowingText(kind: kind, index: index, milliseconds: time, text: text)
    }
  }

  private mutating func closeText() {
    if let last { pieces.append(last.piece) }
    last = nil
  }
}

extension SessionEvent {
  /// Whether what is told behind it has to wait until it is kept. Pieces of
  /// an answer do not: they follow within `JournalMachine.answerMilliseconds`.
  var isDurable: Bool {
    if case .answer = self { false } else { true }
  }

  /// Whether there is a session from it on: nothing is kept before the first
  /// prompt or the first command of the user's own.
  var beginsSession: Bool {
    switch self {
    case .turnBegan, .commandRan: true
    case .answer, .answerReset, .request, .turnEnded, .notice, .headMoved, .titled,
      .outputsDropped:
      false
    }
  }

  /// Bytes of a prompt and its files, which take time to be written; 0 for what
  /// is small.
  var promptBytes: Int {
    guard case .turnBegan(let opening) = self else { return 0 }
    return opening.attachments.reduce(opening.prompt?.utf8.count ?? 0) { sum, file in
      switch file.content {
      case .text(let text): sum + text.text.utf8.count
      case .image(let image): sum + image.bytes.encodedCount
      case .document(let document): sum + document.bytes.encodedCount
      case .listing: sum
      }
    }
  }

  /// Whether it is to be written now: a block or more is complete with it.
  var isUrgent: Bool {
    guard case .answer(_, let pieces) = self else { return true }
    return pieces.contains { piece in
      if case .blockStop = piece.event { true } else { false }
    }
  }
}
