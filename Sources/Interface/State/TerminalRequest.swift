/// What is wanted of the terminal itself.
public enum TerminalRequest: Hashable, Sendable {
  case mouse(InterfaceSettings.Mouse)
  case title(String)
  /// A turn is over that took long, and nobody is looking.
  case notify(String)
  /// Show everything in this theme.
  case theme(String)
}
