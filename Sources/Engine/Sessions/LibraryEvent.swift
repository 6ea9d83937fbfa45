/// What the keeper of sessions tells the interface.
public enum LibraryEvent: Hashable, Sendable {
  /// Whether what happens is kept.
  case saving(SavingState)
  /// This session goes on here from now on.
  case opened(OpenedSession)
  /// The answer to `LibraryRequest.list` of the same number.
  case listed(number: Int, [SessionSummary], isWhole: Bool)
  /// A session of this project whose last turn was cut off with its program.
  case offered(SessionSummary)
  /// More than one session holds the words of the session that was asked for
  /// at the start: the user chooses.
  case ambiguous(String)
  /// A session was deleted; `LibraryRequest.restore` brings it back.
  case deleted(SessionID, title: String)
  /// The session that goes on here has this title now.
  case titled(String)
  /// How fast the models answer, by registry key, from the ledger.
  case speeds([String: MeasuredSpeed])
  /// What was spent by every session and program, as budgets need it.
  case spending(SpendingTotals)
  /// A text for the transcript, line by line (`/cost`, `/export`).
  case report([String])
  /// A sentence for the user.
  case notice(String)
  /// A request of the user's failed; a sentence.
  case failed(String)
}

/// Whether what happens is kept.
public enum SavingState: Hashable, Sendable {
  /// The user wants nothing kept.
  case off
  /// Every event is kept.
  case saved
  /// Nothing can be kept because of `reason` (`disk full`); what would be lost
  /// is in the file `rescue`, where one could be written.
  case unsaved(reason: String, rescue: String?)
}

/// A session that goes on, with everything that is shown of it.
public struct OpenedSession: Hashable, Sendable {
  /// What it is called, and what it cost.
  public var summary: SessionSummary
  /// The turns of the conversation as it stands, first to last.
  public var turns: [ShownTurn]
  /// The turns that were rewound, in the order in which they began: shown when
  /// the user goes back to them.
  public var abandoned: [ShownTurn]
  /// Every turn, abandoned ones too, for rewinding.
  public var tree: [TurnNode]
  /// The last turn of the conversation.
  public var head: TurnID?
  /// The highest number that a turn has.
  public var lastTurnNumber: Int
  /// Why it is a copy: another program has the one that was asked for.
  public var isForkOfOpenOne: Bool
  /// Sentences on what is not as it was, for the user.
  public var remarks: [String] = []
  /// The user's own commands before the first turn.
  public var commands: [CommandRecord] = []
  /// Commands whose output no prompt has taken along yet, oldest first.
  public var unsent: [CommandRecord] = []

  /// An opened session.
  public init(
    summary: SessionSummary, turns: [ShownTurn], abandoned: [ShownTurn] = [], tree: [TurnNode],
    head: TurnID?, lastTurnNumber: Int, isForkOfOpenOne: Bool = false
  ) {
    self.summary = summary
    self.turns = turns
    self.abandoned = abandoned
    self.tree = tree
    self.head = head
    self.lastTurnNumber = lastTurnNumber
    self.isForkOfOpenOne = isForkOfOpenOne
  }
}

/// A turn as the screen shows it: what the engine said when it ran.
public struct ShownTurn: Hashable, Sendable {
  /// How it began.
  public var opening: TurnOpening
  /// When it began, milliseconds since 1970.
  public var at: Int
  /// Blocks and their text, each text in one piece, with their times in
  /// milliseconds since the turn began.
  public var events: [TimedEngineEvent]
  /// How it ended; `nil`: it was cut off with the program.
  public var closing: TurnClosing?
  /// From its beginning to its end.
  public var durationMilliseconds: Int
  /// The user's own commands that were begun behind it, before the next one.
  public var commands: [CommandRecord] = []

  /// A turn.
  public init(
    opening: TurnOpening, at: Int, events: [TimedEngineEvent], closing: TurnClosing?,
    durationMilliseconds: Int
  ) {
    self.opening = opening
    self.at = at
    self.events = events
    self.closing = closing
    self.durationMilliseconds = durationMilliseconds
  }
}

/// An engine's event with its time.
public struct TimedEngineEvent: Hashable, Sendable {
  /// Since the turn began.
  public var milliseconds: Int
  /// What the engine said.
  public var event: EngineEvent

  /// An event.
  public init(milliseconds: Int, event: EngineEvent) {
    self.milliseconds = milliseconds
    self.event = event
  }
}

/// A turn in the tree of a session.
public struct TurnNode: Hashable, Sendable {
  /// The turn, and the one that it follows.
  public var id: TurnID, parent: TurnID?
  /// What the user wrote; `nil`: a continuation.
  public var prompt: String?
  /// The files that went with it.
  public var attachments: [Attachment]
  /// Registry key of who answered.
  public var modelKey: String
  /// When it began, milliseconds since 1970.
  public var at: Int

  /// A node.
  public init(
    id: TurnID, parent: TurnID?, prompt: String?, attachments: [Attachment] = [], modelKey: String,
    at: Int
  ) {
    self.id = id
    self.parent = parent
    self.prompt = prompt
    self.attachments = attachments
    self.modelKey = modelKey
    self.at = at
  }
}

/// How fast a model answered, medians of its latest requests.
public struct MeasuredSpeed: Hashable, Sendable {
  /// From the request to the first output.
  public var firstTokenMilliseconds: Int
  /// Output tokens per second, times ten.
  public var tokensPerSecondTenths: Int?
  /// Of how many requests.
  public var requests: Int

  /// A speed.
  public init(firstTokenMilliseconds: Int, tokensPerSecondTenths: Int?, requests: Int) {
    self.firstTokenMilliseconds = firstTokenMilliseconds
    self.tokensPerSecondTenths = tokensPerSecondTenths
    self.requests = requests
  }
}

/// What was spent, as budgets need it.
public struct SpendingTotals: Hashable, Sendable {
  /// Everything that the ledger holds of this day (local time) and of this
  /// project, what this session has booked until now included.
  public var day: NanoDollars, project: NanoDollars
  /// Whether the truth of the day is at least `day`.
  public var dayIsLowerBound: Bool
  /// When the day began, milliseconds since 1970: another one is another day.
  public var dayStart: Int

  /// Totals.
  public init(
    day: NanoDollars = .zero, project: NanoDollars = .zero, dayIsLowerBound: Bool = false,
    dayStart: Int = 0
  ) {
    self.day = day
    self.project = project
    self.dayIsLowerBound = dayIsLowerBound
    self.dayStart = dayStart
  }
}
