/// What the interface asks of the keeper of sessions.
public enum LibraryRequest: Hashable, Sendable {
  /// Sessions, newest first: those that hold every word of `query`, or all.
  /// Answered by `listed` with the same number; a later one ends this one.
  case list(number: Int, query: String, projectOnly: Bool)
  /// Go on with a session here.
  case open(SessionID)
  /// Go on with the project's latest session.
  case openLatest
  /// Go on in a copy of the session that is open here.
  case fork
  /// Begin a new session.
  case begin
  /// Name a session; `nil`: the one that is open here.
  case rename(SessionID?, String)
  /// Take a session off every list; it can be restored.
  case delete(SessionID)
  /// Bring a deleted session back.
  case restore(SessionID)
  /// Write the session that is open here to a file; `path`: `nil` for a name
  /// of the program's own in the working directory.
  case export(SessionExportFormat, path: String?)
  /// Keep what a command of the user's own printed with the session.
  case keep(CommandRecord)
  /// The outputs that no prompt has taken along go with none.
  case dropOutputs
  /// What was spent, as a report; `argument` as the user wrote it behind
  /// `/cost`.
  case costReport(argument: String)
}

/// Forms in which a session leaves the store.
public enum SessionExportFormat: String, Hashable, Sendable, CaseIterable {
  /// For people, with code blocks and costs.
  case markdown
  /// Everything, an event a line; can be imported and replayed.
  case jsonl
  /// One file for any browser.
  case html
  /// For people without any markup.
  case text
}
