/// What the prompt needs of files; asked outside of the main thread.
public enum FileRequest: Hashable, Sendable {
  /// Paths that fit what is typed behind `@`; answered by `.candidates` with
  /// the same number.
  case complete(query: String, number: Int)
}

/// What was found.
public enum FileEvent: Hashable, Sendable {
  /// Paths, the best first; `isWhole`: every file was looked at.
  case candidates([String], number: Int, isWhole: Bool)
}
