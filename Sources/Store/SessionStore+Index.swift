internal import Engine

/// The index of words: what is in it, and the texts of turns.
extension SessionStore {
  /// Prompt and answer of a turn.
  struct TurnText {
    var prompt = ""
    var answer = ""
  }

  /// Puts an ended turn into the index, once.
  func index(_ place: TurnPlace) throws(StoreError) {
    let text = try text(of: place)
    guard !text.prompt.isEmpty || !text.answer.isEmpty else { return }
    try database.run(
      "INSERT INTO words (rowid, prompt, answer) VALUES (?, ?, ?)",
      [
        .integer(place.row), .text(SearchText.separated(SearchText.bounded(text.prompt))),
        .text(SearchText.separated(SearchText.bounded(text.answer))),
      ])
  }

  /// Reads a turn's text out of its events.
  func text(of place: TurnPlace) throws(StoreError) -> TurnText {
    let range = try database.first(
      "SELECT first, last FROM turns WHERE session = ? AND turn = ?",
      [.integer(place.session), .integer(place.turn)]
    ) { (first: $0.integer(0), last: $0.optionalInteger(1)) }
    var text = TurnText()
    guard let range, range.first <= range.last ?? .max else { return text }
    let turn = TurnID(place.turn)
    try readEvents(of: place.session, sequences: range.first...(range.last ?? .max)) { stored in
      switch stored.event {
      case .turnBegan(let opening) where opening.id == turn: text.prompt = opening.prompt ?? ""
      case .answer(turn, let pieces): text.add(pieces)
      case .answerReset(turn): text.answer = ""
      case .turnBegan, .answer, .answerReset, .request, .turnEnded, .notice, .headMoved, .titled,
        .commandRan, .outputsDropped:
        break
      }
    }
    return text
  }

  func endedTurns(of session: Int) throws(StoreError) -> [TurnPlace] {
    var turns: [TurnPlace] = []
    try database.each(
      "SELECT turn FROM turns WHERE session = ? AND last IS NOT NULL", [.integer(session)]
    ) { row in
      if let place = TurnPlace(session: session, turn: row.integer(0)) { turns.append(place) }
    }
    return turns
  }
}

extension SessionStore.TurnText {
  /// What lies behind the part that is searched is not put together.
  fileprivate mutating func add(_ pieces: [AnswerPiece]) {
    for piece in pieces where answer.utf8.count <= SearchText.longestBytes {
      switch piece.event {
      case .blockStart(_, .text(let initial)):
        // Words of two blocks are two words.
        if !answer.isEmpty { answer += "\n" }
        answer += initial
      case .textDelta(_, let text): answer += text
      case .messageStart, .blockStart, .thinkingDelta, .thinkingForm, .signatureDelta,
        .toolInputDelta, .citation, .blockStop, .messageDelta, .messageStop, .ping:
        break
      }
    }
  }
}
