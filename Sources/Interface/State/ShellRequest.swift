/// A command of the user's own (`!command`).
public enum ShellRequest: Hashable, Sendable {
  case run(String, number: Int)
  /// Ends it, with everything that it started.
  case stop(number: Int)
}

/// What a command does.
public enum ShellEvent: Hashable, Sendable {
  case output(String, number: Int)
  /// `text`: how it ended, for people.
  case ended(number: Int, status: Int32, text: String)
}
