/// What is wanted of the terminal itself.
public enum TerminalRequest: Hashable, Sendable {
  case mouse(InterfaceSettings.Mouse)
  /// A turn is over that took long, and nobody is looking.
  case notify(String)
  /// Say anew which themes there are (`AppAction.theme(.listed)`).
  case listThemes
}
