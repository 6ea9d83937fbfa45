import Engine

/// Puts recorded turns into a transcript by the functions that put them there
/// live, a bounded piece at a time: a session of ten megabytes delays no key.
struct TranscriptRebuild: Sendable {
  /// Text taken in at once, bytes: two or three milliseconds of work, a small
  /// part of a frame.
  static let pieceBytes = 256 << 10
  /// What a turn or a block costs beside its text, in bytes of text.
  private static let eventBytes = 256
  /// From here on a text is held once by conversation and screen: below, the
  /// strings' own overhead is as large.
  private static let sharedTextBytes = 1_024

  private(set) var transcript: Transcript
  /// Items that were on the screen when it began: what came behind them since
  /// stays there.
  let itemsBefore: Int
  private let turns: [Piece]
  private let models: [String: ModelDescriptor]
  /// Added to seconds since 1970 they are local; `nil`: not known.
  private let localOffsetSeconds: Int?
  private var turnIndex = 0
  /// Of the events of that turn; `nil`: it has not begun.
  private var eventIndex: Int?
  /// Of the text of that event, bytes.
  private var textOffset = 0

  /// A turn, and what of it.
  private struct Piece: Sendable {
    var turn: ShownTurn
    /// The turn that its prompt stands for; `nil`: the prompt is there already.
    var prompt: TurnID?
    /// Whether another answer was chosen.
    var isPassedOver = false
  }

  /// `models`: by registry key. Of `abandoned` those are shown, folded, that
  /// answered the same prompt as one of `turns`.
  /// `commands`: the user's own before the first turn; `itemsBefore`: of the
  /// screen that it takes the place of.
  init(
    _ turns: [ShownTurn], beside abandoned: [ShownTurn] = [], commands: [CommandRecord] = [],
    behind transcript: Transcript, itemsBefore: Int = 0, models: [ModelDescriptor],
    localOffsetSeconds: Int?
  ) {
    self.transcript = transcript
    self.itemsBefore = itemsBefore
    self.transcript.leaveSerials()
    for command in commands { self.transcript.appendShell(command) }
    let others = Dictionary(
      abandoned.compactMap { turn in turn.opening.comparedWith.map { ($0, turn) } },
      uniquingKeysWith: { first, _ in first })
    self.turns = turns.flatMap { turn -> [Piece] in
      let id = turn.opening.id
      var pieces = [Piece(turn: turn)]
      if let other = others[id], turn.opening.comparedWith == other.opening.id {
        let isFirst = other.opening.id.number < id.number
        pieces.insert(Piece(turn: other, isPassedOver: true), at: isFirst ? 0 : 1)
      }
      pieces[0].prompt = id
      return pieces
    }
    self.models = Dictionary(models.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    self.localOffsetSeconds = localOffsetSeconds
  }

  var isDone: Bool { turnIndex >= turns.count }

  /// Goes on with about `bytes` of text.
  mutating func work(bytes: Int) {
    var left = bytes
    while !isDone, left > 0 { left -= max(Self.eventBytes, step(bytes: left)) }
  }

  /// The whole of it.
  mutating func finish() { work(bytes: .max) }

  /// One event, or a piece of its text; how many bytes it had.
  private mutating func step(bytes: Int) -> Int {
    let piece = turns[turnIndex]
    let turn = piece.turn
    guard let index = eventIndex else {
      begin(piece)
      eventIndex = 0
      return 0
    }
    guard turn.events.indices.contains(index) else {
      end(turn)
      if piece.isPassedOver {
        transcript.updateAnswer(of: turn.opening.id) { $0.isPassedOver = true }
      }
      turnIndex += 1
      eventIndex = nil
      let commands = turn.commands
      for command in commands { transcript.appendShell(command) }
      return commands.reduce(0) { $0 + $1.output.utf8.count }
    }
    let timed = turn.events[index]
    if case .delta(let id, let block, let text) = timed.event {
      let count = append(text, bytes: bytes, to: id, block: block, at: moment(timed.milliseconds))
      if textOffset >= text.utf8.count { advance() }
      return count
    }
    transcript.take(timed.event, at: moment(timed.milliseconds))
    if case .blockEnded(let id, let block) = timed.event { shareText(of: id, block: block, turn) }
    advance()
    return 0
  }

  private mutating func advance() {
    eventIndex = eventIndex.map { $0 + 1 }
    textOffset = 0
  }

  private mutating func append(
    _ text: String, bytes: Int, to id: TurnID, block: Int, at moment: MonotonicTime
  ) -> Int {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: textOffset)
    let rest = utf8.count - textOffset
    var count = min(rest, max(1, bytes))
    var end = utf8.index(start, offsetBy: count)
    while end < utf8.endIndex, utf8[end] & 0xC0 == 0x80 {
      end = utf8.index(after: end)
      count += 1
    }
    transcript.append(
      count == utf8.count ? text : String(text[start..<end]), to: id, block: block, at: moment)
    textOffset += count
    return count
  }

  /// Shares the text of a block that was recorded in one piece.
  private mutating func shareText(of id: TurnID, block: Int, _ turn: ShownTurn) {
    for timed in turn.events {
      guard case .delta(id, block, let text) = timed.event,
        text.utf8.count >= Self.sharedTextBytes
      else { continue }
      transcript.share(text, with: id, block: block)
    }
  }

  private mutating func begin(_ piece: Piece) {
    let turn = piece.turn
    let opening = turn.opening
    if let prompt = opening.prompt, let id = piece.prompt {
      let seconds = localOffsetSeconds.map { $0 &+ turn.at / 1000 }
      transcript.appendPrompt(
        prompt, opening.attachments, turn: id, secondsOfDay: seconds)
    }
    transcript.appendAnswer(
      turn: opening.id, name: models[opening.modelKey]?.shortName ?? opening.shortModelName,
      bytesPerTokenHundredths: models[opening.modelKey]?.rules.bytesPerTokenHundredths,
      at: moment(0))
  }

  private mutating func end(_ turn: ShownTurn) {
    let id = turn.opening.id
    let end = moment(turn.durationMilliseconds)
    guard let closing = turn.closing else {
      transcript.endAllParts(of: id, at: end)
      transcript.updateAnswer(of: id) {
        $0.isCutOff = true
        $0.endedAt = end
        $0.usage?.isLowerBound = true
      }
      return
    }
    // What was settled after the end is told by the events.
    transcript.updateAnswer(of: id) { $0.usage = $0.usage ?? closing.usage }
    transcript.take(.turnEnded(id, closing.outcome), at: end)
  }

  /// Only differences of moments are ever shown of a turn that is over.
  private func moment(_ milliseconds: Int) -> MonotonicTime {
    MonotonicTime(nanoseconds: 0).adding(milliseconds: milliseconds)
  }
}

extension TurnOpening {
  /// As `ModelDescriptor.shortName`, of a model that is no longer known.
  fileprivate var shortModelName: String {
    modelName.hasPrefix("Claude ") ? String(modelName.dropFirst(7)) : modelName
  }
}
