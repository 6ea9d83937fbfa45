public import Engine

/// What the prompt needs of files; asked outside of the main thread.
public enum FileRequest: Hashable, Sendable {
  /// Paths that fit what is typed behind `@`; answered by `.candidates` with
  /// the same number. Of several the newest alone is answered.
  case complete(query: String, number: Int)
  /// Read `AGENTS.md` and its like anew; answered by `.instructions`.
  case readInstructions
  /// Read these files whole, to go with a prompt; answered by `.attached` with
  /// the same number.
  case attach([MentionedFile], number: Int)
  /// Look at these files, without keeping them, to tell what they would add to
  /// the prompt; answered by `.surveyed`. Of several the newest alone is
  /// answered.
  case survey([MentionedFile], number: Int)
  /// Nobody waits any longer for what was asked with `.attach` under this
  /// number, or an earlier one.
  case cancelReading(number: Int)
}

/// What was found.
public enum FileEvent: Hashable, Sendable {
  /// Paths, the best first.
  case candidates([FileCandidate], number: Int, FileCoverage)
  /// What the project's files tell the model.
  case instructions(ProjectInstructions)
  /// What came of each mention, in order.
  case attached([ReadMention], number: Int)
  /// What each mention would add, in order.
  case surveyed([SurveyedMention], number: Int)
}

/// A path to complete with.
public struct FileCandidate: Hashable, Sendable {
  /// Candidates of one answer; nobody looks through more.
  public static let maximumOfAnswer = 50

  /// As it is written behind `@`, without a slash at its end.
  public var path: String
  /// Whether it goes on with a slash.
  public var isDirectory: Bool

  /// A candidate.
  public init(path: String, isDirectory: Bool = false) {
    self.path = path
    self.isDirectory = isDirectory
  }
}

/// How much of the files was looked at for an answer.
public enum FileCoverage: Hashable, Sendable {
  /// The directories are being read; a better answer follows.
  case partial
  case whole
  /// There are more than are kept: so many are.
  case bounded(entries: Int)
}
