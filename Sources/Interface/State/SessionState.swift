import Engine

/// What is known of the session that goes on here, and of those that are kept.
struct SessionState: Sendable {
  /// Deleted sessions that can be brought back by a key; the store keeps all.
  static let maximumUndos = 50

  /// Its id; `nil`: nothing is kept.
  var id: SessionID?
  /// What it is called; empty: nothing yet.
  var title = ""
  /// Whether what happens is kept.
  var saving = SavingState.saved
  /// Its turns, those of abandoned branches too.
  var tree = TurnTree()
  /// Whether another session is being opened: prompts wait for it.
  var isOpening: Bool
  /// The session that is being put on the screen, piece by piece.
  var rebuild: TranscriptRebuild?
  /// What is said below its turns once they are there.
  var closingNotices: [String] = []
  /// Of the last list that was asked for; a later answer is the only one that
  /// counts.
  var lastListNumber = 0
  /// Sessions deleted from here, the latest last.
  var deleted: [DeletedSession] = []

  init(configuration: AppConfiguration) {
    id = configuration.sessionID
    isOpening = configuration.opensSession
  }
}

/// A session that was taken off the lists, to be brought back.
struct DeletedSession: Hashable, Sendable {
  var id: SessionID
  var title: String
  /// Its row; `nil`: it was on no list.
  var row: SessionSummary?
}
