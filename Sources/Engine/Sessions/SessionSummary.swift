/// A session as a list shows it.
public struct SessionSummary: Hashable, Sendable {
  /// Its id.
  public var id: SessionID
  /// The user's title, or one made of the first prompt.
  public var title: String
  /// The project's root directory, and the working directory.
  public var project: String, directory: String
  /// Milliseconds since 1970 of its first and its last event.
  public var createdAt: Int, updatedAt: Int
  /// Prompts and continuations, abandoned ones too.
  public var turns: Int
  /// What it has cost.
  public var spent: SpentTotals
  /// Registry key of who answered last.
  public var modelKey: String
  /// The first words of the first prompt, on one line.
  public var firstWords: String
  /// The session that it was forked from.
  public var forkedFrom: SessionID?
  /// Whether its last turn never ended: the program died, or runs still.
  public var isCutOff: Bool
  /// Where the words that were searched for stand; `nil` without a search.
  public var snippet: SearchSnippet?

  /// A summary.
  public init(
    id: SessionID, title: String, project: String = "", directory: String = "",
    createdAt: Int = 0, updatedAt: Int = 0, turns: Int = 0, spent: SpentTotals = SpentTotals(),
    modelKey: String = "", firstWords: String = "", forkedFrom: SessionID? = nil,
    isCutOff: Bool = false, snippet: SearchSnippet? = nil
  ) {
    self.id = id
    self.title = title
    self.project = project
    self.directory = directory
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.turns = turns
    self.spent = spent
    self.modelKey = modelKey
    self.firstWords = firstWords
    self.forkedFrom = forkedFrom
    self.isCutOff = isCutOff
    self.snippet = snippet
  }
}

/// A place where words were found.
public struct SearchSnippet: Hashable, Sendable {
  /// Who said it.
  public var role: Role
  /// The text around the words, on one line.
  public var text: String
  /// UTF-8 ranges of the words in `text`, in order, disjoint.
  public var matches: [Range<Int>]

  /// A place.
  public init(role: Role, text: String, matches: [Range<Int>]) {
    self.role = role
    self.text = text
    self.matches = matches
  }
}
