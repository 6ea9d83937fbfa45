internal import Wire

extension AnswerPiece {
  /// What a delta is called, in a word of one letter: they come by the
  /// hundred thousand.
  private enum Delta: String {
    case text = "t", thinking = "k", signature = "s", toolInput = "i"
  }

  /// `[milliseconds, letter, block, text]` for a delta, `[milliseconds,
  /// event]` for anything else.
  var json: JSONValue {
    let at = JSONValue(milliseconds)
    return switch event {
    case .textDelta(let index, let text): Self.delta(at, .text, index, text)
    case .thinkingDelta(let index, let text): Self.delta(at, .thinking, index, text)
    case .signatureDelta(let index, let text): Self.delta(at, .signature, index, text)
    case .toolInputDelta(let index, let text): Self.delta(at, .toolInput, index, text)
    case .messageStart, .blockStart, .thinkingForm, .citation, .blockStop, .messageDelta,
      .messageStop, .ping:
      [at, event.json]
    }
  }

  private static func delta(
    _ at: JSONValue, _ delta: Delta, _ index: Int, _ text: String
  ) -> JSONValue {
    [at, .string(delta.rawValue), JSONValue(index), .string(text)]
  }

  fileprivate init?(_ milliseconds: Int, delta letter: String, index: Int, text: String) {
    guard let delta = Delta(rawValue: letter) else { return nil }
    let event: ModelEvent =
      switch delta {
      case .text: .textDelta(index: index, text)
      case .thinking: .thinkingDelta(index: index, text)
      case .signature: .signatureDelta(index: index, text)
      case .toolInput: .toolInputDelta(index: index, text)
      }
    self.init(milliseconds: milliseconds, event: event)
  }
}

/// Reads the body of an answer without building a tree.
enum AnswerPieceReader {
  /// `nil`: damaged. A piece of a kind that is not known is left out.
  static func read(_ bytes: [UInt8]) -> SessionEvent? {
    var scanner = JSONScanner(bytes)
    return try? read(&scanner)
  }

  private static func read(_ scanner: inout JSONScanner) throws(JSONError) -> SessionEvent? {
    var turn: TurnID?
    var pieces: [AnswerPiece]?
    guard try scanner.peekKind() == .object else { return nil }
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      switch key {
      case "turn": turn = TurnID(json: try scanner.readValue())
      case "pieces":
        guard try scanner.peekKind() == .array else { return nil }
        pieces = try readPieces(&scanner)
      default: try scanner.skipValue()
      }
    }
    try scanner.finish()
    guard let turn, let pieces else { return nil }
    return .answer(turn, pieces)
  }

  private static func readPieces(_ scanner: inout JSONScanner) throws(JSONError) -> [AnswerPiece] {
    var pieces: [AnswerPiece] = []
    try scanner.enterArray()
    while try scanner.nextElement() {
      guard try scanner.peekKind() == .array else {
        try scanner.skipValue()
        continue
      }
      if let piece = try readPiece(&scanner) { pieces.append(piece) }
    }
    return pieces
  }

  private static func readPiece(_ scanner: inout JSONScanner) throws(JSONError) -> AnswerPiece? {
    var values: (time: Int?, letter: String?, index: Int?, text: String?)
    var event: ModelEvent?
    var place = 0
    try scanner.enterArray()
    while try scanner.nextElement() {
      switch place {
      case 0: values.time = try scanner.readInt()
      case 1 where try scanner.peekKind() == .object:
        event = ModelEvent(json: try scanner.readValue())
      case 1: values.letter = try scanner.readString()
      case 2: values.index = try scanner.readInt()
      case 3: values.text = try scanner.readString()
      default: try scanner.skipValue()
      }
      place += 1
    }
    guard let time = values.time.map(KeptNumber.milliseconds) else { return nil }
    if let event { return AnswerPiece(milliseconds: time, event: event) }
    guard let letter = values.letter, let index = values.index, let text = values.text else {
      return nil
    }
    return AnswerPiece(time, delta: letter, index: index, text: text)
  }
}
