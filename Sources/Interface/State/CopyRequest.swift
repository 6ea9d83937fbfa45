/// Where a text of the transcript is to go.
public enum CopyRequest: Hashable, Sendable {
  /// On the clipboard; `name` tells what it is: "code block 2".
  case clipboard(String, name: String)
  /// Into a new file; `nil`: of a name that the program chooses.
  case file(String, path: String?)
  /// Into the user's editor, to be read there.
  case editor(String, fileName: String)
  /// Onto the terminal's own screen, for its scrollback.
  case terminal(String)
}
