public import Engine

/// What the prompt needs of files; asked outside of the main thread.
public enum FileRequest: Hashable, Sendable {
  /// Paths that fit what is typed behind `@`; answered by `.candidates` with
  /// the same number. Of several the newest alone is answered.
  case complete(query: String, number: Int)
  /// Read `AGENTS.md` and its like anew; answered by `.instructions`.
  case readInstructions
}

/// What was found.
public enum FileEvent: Hashable, Sendable {
  /// Paths, the best first.
  case candidates([FileCandidate], number: Int, FileCoverage)
  /// What the project's files tell the model.
  case instructions(ProjectInstructions)
}

/// A path to complete with.
public struct FileCandidate: Hashable, Sendable {
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
