/// What is to become of a text of the transcript.
public enum CopyRequest: Hashable, Sendable {
  /// On the clipboard; `name` tells what it is: "code block 2". Answered by
  /// `.copied`.
  case clipboard(String, name: String)
  /// Into a file of that path, as the user wrote it; a file that is there
  /// already is exchanged only where `replaces`. Answered by `.written` or
  /// `.exists`.
  case file(String, path: String, replaces: Bool)
  /// Into the user's editor, to be read there from a line on (the first is 1)
  /// in a file whose name ends in `suffix`.
  case editor(String, suffix: String, line: Int)
  /// Onto the terminal's own screen, for its scrollback.
  case terminal(String)
  /// A link of an answer, into the user's browser.
  case browser(LinkAddress)
}

/// How a text got to the clipboard, as far as anybody can tell.
public enum ClipboardRoute: Hashable, Sendable {
  /// A program of the desktop took it.
  case tool(String)
  /// tmux has it; `isPassedOn`: it gives it to a terminal that takes it.
  case tmux(isPassedOn: Bool)
  /// Sent to the terminal, which does not answer.
  case terminal
  /// Nobody took it, for this reason; it is in this file.
  case file(path: String, reason: String)
}

/// What became of a request.
public enum CopyEvent: Hashable, Sendable {
  case copied(name: String, lines: Int, ClipboardRoute)
  case written(path: String, lines: Int)
  /// There is such a file.
  case exists(path: String)
  /// A sentence for the user.
  case failed(String)
}
