/// One thing that happened in a session, as it is kept for ever. A session is
/// the list of its events, in order; everything else can be told from them.
///
/// Turns form a tree: each names the one that it follows. The head is the
/// last turn of the conversation as it stands; what was rewound stays in the
/// tree.
public enum SessionEvent: Hashable, Sendable {
  /// A prompt was sent, or a continuation asked for. It is the head now.
  case turnBegan(TurnOpening)
  /// Pieces of the answer, in order.
  case answer(TurnID, [AnswerPiece])
  /// What came of the turn's answer so far is discarded: it is asked again.
  case answerReset(TurnID)
  /// News of a request: replaces what was known of the same turn's same
  /// attempt.
  case request(LedgerEntry)
  /// The turn is over. A turn without it was cut off with the program.
  case turnEnded(TurnID, TurnClosing)
  /// What the program said of the turn.
  case notice(TurnID?, String)
  /// The conversation goes on behind this turn; `nil`: from nothing.
  case headMoved(TurnID?)
  /// The user named the session.
  case titled(String)
  /// A command of the user's own has ended; its output goes with the next
  /// prompt, unless it is dropped before.
  case commandRan(CommandRecord)
  /// The user keeps the outputs out that no prompt has taken along.
  case outputsDropped
}

/// A piece of an answer with its time.
public struct AnswerPiece: Hashable, Sendable {
  /// Since the turn began.
  public var milliseconds: Int
  /// What came.
  public var event: ModelEvent

  /// A piece.
  public init(milliseconds: Int, event: ModelEvent) {
    self.milliseconds = milliseconds
    self.event = event
  }
}

/// An event in its place.
public struct StoredEvent: Hashable, Sendable {
  /// From 1 within the session, without gaps.
  public var sequence: Int
  /// Milliseconds since 1970, UTC.
  public var at: Int
  /// What happened.
  public var event: SessionEvent

  /// An event in its place.
  public init(sequence: Int, at: Int, event: SessionEvent) {
    self.sequence = sequence
    self.at = at
    self.event = event
  }
}

/// Takes down what happens, before anybody is told of it.
public protocol SessionRecorder: Sendable {
  /// Takes `event`; returns at once, never fails visibly. `now`: when it
  /// happened.
  func record(_ event: SessionEvent, at now: MonotonicTime)
  /// The engine took up the conversation of an `EngineCommand.load`, or, with
  /// a turn running, refused it (`isTaken`). Everything that is recorded from
  /// here on belongs to that session. Called once for each such command.
  func loaded(isTaken: Bool, at now: MonotonicTime)
}

extension SessionRecorder {
  /// Nothing: there is only one session.
  public func loaded(isTaken: Bool, at now: MonotonicTime) {}
}

/// A recorder that keeps nothing.
public struct NoRecorder: SessionRecorder {
  /// A recorder that keeps nothing.
  public init() {}
  /// Nothing.
  public func record(_ event: SessionEvent, at now: MonotonicTime) {}
}
