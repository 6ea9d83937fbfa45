internal import Engine
internal import Interface

/// A session as the writers for people need it: the conversation as it stands,
/// in the words of the screen.
struct SessionDocument {
  /// A block of an answer.
  enum Part: Equatable {
    /// Markdown.
    case text(String)
    case thinking(String)
    /// Reasoning that the service encrypted.
    case hiddenThinking
    case toolCall(name: String, input: String)
    /// A kind of block that this version does not know.
    case unknown(type: String)
  }

  /// A command of the user's own.
  struct Command: Equatable {
    /// `! make test · exit 1`.
    var title: String
    var output: String

    init(_ record: CommandRecord) {
      title = ExportText.line("! \(record.command) · \(record.ending.words)")
      output = ExportText.safe(record.output)
    }
  }

  struct Turn: Equatable {
    /// `nil`: a continuation of the answer before, or another answer to its
    /// prompt.
    var prompt: String?
    /// The files that went with it, a line each.
    var attachments: [String] = []
    /// Whether it is the answer of a comparison that was not gone on with.
    var isPassedOver = false
    var modelName: String
    /// Milliseconds since 1970.
    var at: Int
    var parts: [Part]
    /// What the program said meanwhile, and why the answer ended.
    var remarks: [String]
    /// `nil`: nothing is known of its cost.
    var cost: String?
    /// Those that the user ran behind it.
    var commands: [Command] = []
  }

  var title: String
  var project: String
  var id: SessionID
  /// Milliseconds since 1970.
  var beganAt: Int, endedAt: Int
  /// Names of the models that answered, in the order of their first answers.
  var models: [String]
  /// Those that the user ran before the first turn.
  var commands: [Command]
  var turns: [Turn]
  /// Turns that were rewound and are not in it.
  var abandonedTurns: Int
  /// What its own requests cost.
  var spent: SpentTotals
  /// What the turns cost that were copied from another session, which counts
  /// them.
  var copied: SpentTotals

  init(_ events: [StoredEvent], summary: SessionSummary) {
    var replay = SessionReplay()
    for event in events { replay.take(event) }
    let opened = replay.opened(summary: summary)
    // A name that was given in a list stands in no event.
    title = ExportText.line(summary.title.isEmpty ? replay.title ?? "" : summary.title)
    if title.isEmpty { title = "Session \(summary.id.short)" }
    project = ExportText.line(summary.project)
    id = summary.id
    beganAt = events.first?.at ?? summary.createdAt
    endedAt = events.last?.at ?? summary.updatedAt
    models = []
    commands = opened.commands.map(Command.init)
    turns = []
    abandonedTurns = opened.abandoned.count
    for turn in opened.turns {
      turns.append(Turn(turn))
      for other in opened.abandoned where turn.opening.isCompared(with: other.opening) {
        turns.append(Turn(other, isPassedOver: true))
        abandonedTurns -= 1
      }
    }
    for turn in turns where !models.contains(turn.modelName) { models.append(turn.modelName) }
    spent = replay.spent
    copied = SpentTotals()
    if summary.forkedFrom != nil, summary.spent.requests < spent.requests {
      copied = spent
      copied.requests -= summary.spent.requests
      copied.cost = NanoDollars(max(0, spent.cost.count - summary.spent.cost.count))
      spent = summary.spent
    }
  }

  /// `≥$1.27 in 14 requests`.
  var costLine: String {
    guard copied.requests > 0 else { return Self.costLine(spent) }
    return "\(Self.costLine(spent)); \(Self.costLine(copied)) of the session it is a copy of"
  }

  private static func costLine(_ spent: SpentTotals) -> String {
    "\(WrittenTurn.sum(spent)) in \(WrittenTurn.grouped(spent.requests)) "
      + (spent.requests == 1 ? "request" : "requests")
  }

  /// `2026-11-21 12:51 – 13:20 UTC`.
  var dateLine: String {
    let first = ExportText.minute(beganAt)
    let last = ExportText.minute(endedAt)
    if first == last { return first + " UTC" }
    let isSameDay = first.prefix(10) == last.prefix(10)
    return "\(first) – \(isSameDay ? String(last.dropFirst(11)) : last) UTC"
  }

  /// A sentence on what was left out; `nil`: nothing.
  var omission: String? {
    guard abandonedTurns > 0 else { return nil }
    return "\(abandonedTurns) rewound \(abandonedTurns == 1 ? "turn is" : "turns are") not in this"
      + " file, but counted in the cost; the JSON lines export has every turn."
  }
}

extension TurnOpening {
  /// Whether both answer one prompt, beside each other.
  fileprivate func isCompared(with other: TurnOpening) -> Bool {
    other.comparedWith == id || comparedWith == other.id
  }
}

extension SessionDocument.Turn {
  /// What stands behind the model's name; `nil`: it answers the prompt above.
  var mark: String? { isPassedOver ? "not chosen" : prompt == nil ? "continued" : nil }

  init(_ turn: ShownTurn, isPassedOver: Bool = false) {
    prompt = isPassedOver ? nil : turn.opening.prompt
    attachments =
      isPassedOver
      ? []
      : turn.opening.attachments.map {
        ExportText.line("+ \($0.name) \(AttachmentText.details(of: $0))")
      }
    self.isPassedOver = isPassedOver
    modelName = ExportText.line(turn.opening.modelName)
    at = turn.at
    parts = []
    remarks = []
    var places: [Int: Int] = [:]
    for timed in turn.events {
      switch timed.event {
      case .blockStarted(_, let block, let kind):
        places[block] = parts.count
        parts.append(SessionDocument.Part(kind))
      case .delta(_, let block, let text):
        if let place = places[block] { parts[place].fill(text) }
      case .usage(_, let report):
        cost = WrittenTurn.cost(report, milliseconds: turn.durationMilliseconds)
      case .notice(let text): remarks.append(text)
      case .turnStarted, .phase, .blockEnded, .longText, .answerReset, .turnEnded, .settled,
        .budget:
        break
      }
    }
    if let closing = turn.closing {
      remarks += WrittenTurn.ending(closing.outcome, isEmpty: parts.isEmpty)
    } else {
      remarks.append("— cut off: the program ended before the answer did —")
    }
    remarks = remarks.map(ExportText.safe)
    commands = turn.commands.map(SessionDocument.Command.init)
  }
}

extension SessionDocument.Part {
  fileprivate init(_ kind: AnswerBlockKind) {
    switch kind {
    case .text: self = .text("")
    case .thinking: self = .thinking("")
    case .redactedThinking: self = .hiddenThinking
    case .toolUse(let name): self = .toolCall(name: ExportText.line(name), input: "")
    case .opaque(let type): self = .unknown(type: ExportText.line(type))
    }
  }

  /// Its text, which comes in one piece.
  fileprivate mutating func fill(_ text: String) {
    let text = ExportText.safe(text)
    switch self {
    case .text: self = .text(text)
    case .thinking: self = .thinking(text)
    case .toolCall(let name, _): self = .toolCall(name: name, input: text)
    case .hiddenThinking, .unknown: break
    }
  }
}
