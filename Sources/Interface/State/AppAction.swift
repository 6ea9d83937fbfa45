public import Engine

/// Everything that can happen to the interface.
public enum AppAction: Hashable, Sendable {
  case input(InputEvent)
  case engine(EngineEvent)
  case resize(ScreenSize)
  /// The moment that `nextDeadline` named has come.
  case tick
  /// The program runs again after a suspension.
  case resumed
  case effectResult(EffectResult)
}

/// What came of an effect.
public enum EffectResult: Hashable, Sendable {
  /// The external editor returned this text.
  case edited(String)
  /// An effect failed; one sentence for the user.
  case failed(String)
  /// An effect has something to say.
  case notice(String)
}

/// What the interface wants done; carried out by the loop.
public enum AppEffect: Hashable, Sendable {
  case engine(EngineCommand)
  case quit
  case suspend
  /// Paint everything anew.
  case redraw
  /// A prompt is being typed: a connection will be needed soon.
  case prewarm
  /// Hand this text to the user's editor; answered by `.edited`.
  case editExternally(String)
  /// Append to the prompt history.
  case recordHistory(String)
  case bell
}
