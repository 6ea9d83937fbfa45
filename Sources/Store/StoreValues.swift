public import Engine

/// A session that is about to begin.
public struct NewSession: Hashable, Sendable {
  /// Its id.
  public var id: SessionID
  /// The project's root directory, and the working directory.
  public var project: String, directory: String
  /// Region that is called.
  public var region: String
  /// Milliseconds since 1970.
  public var createdAt: Int
  /// The session that it is a copy of.
  public var forkedFrom: SessionID?
  /// Version of the program.
  public var version: String

  /// A session.
  public init(
    id: SessionID, project: String, directory: String, region: String, createdAt: Int,
    forkedFrom: SessionID? = nil, version: String
  ) {
    self.id = id
    self.project = project
    self.directory = directory
    self.region = region
    self.createdAt = createdAt
    self.forkedFrom = forkedFrom
    self.version = version
  }
}

/// Which sessions a list shows, newest first.
public struct SessionQuery: Hashable, Sendable {
  /// Words that all have to occur, the last one as a beginning; quoted words
  /// as a phrase. Empty: every session.
  public var words: String
  /// Only those of this project.
  public var project: String?
  /// Most rows.
  public var limit: Int

  /// A query.
  public init(words: String = "", project: String? = nil, limit: Int = 200) {
    self.words = words
    self.project = project
    self.limit = limit
  }
}

/// A booked request with where it belongs.
public struct LedgerRow: Hashable, Sendable {
  /// Its session and that session's title; `nil`: of no session (a check of
  /// `adit health`).
  public var session: SessionID?, title: String
  /// When it was sent, milliseconds since 1970.
  public var at: Int
  /// The project's root directory, and the region that was called.
  public var project: String, region: String
  /// What is booked.
  public var entry: LedgerEntry

  /// A row.
  public init(
    session: SessionID?, title: String, at: Int, project: String, region: String,
    entry: LedgerEntry
  ) {
    self.session = session
    self.title = title
    self.at = at
    self.project = project
    self.region = region
    self.entry = entry
  }
}
