public import Engine

/// Everything that can happen to the interface.
public enum AppAction: Hashable, Sendable {
  case input(InputEvent)
  case engine(EngineEvent)
  case service(ServiceEvent)
  case library(LibraryEvent)
  case files(FileEvent)
  case shell(ShellEvent)
  case theme(ThemeEvent)
  /// Prompts that other programs have written meanwhile.
  case history([PastPrompt])
  /// Drafts that earlier runs left behind, the last written last.
  case drafts([String])
  case copying(CopyEvent)
  case resize(ScreenSize)
  /// The moment that `nextDeadline` named has come.
  case tick
  /// The program runs again after a suspension.
  case resumed
  case effectResult(EffectResult)
  /// Seconds since 1970 at monotonic time zero; told again when the machine
  /// slept or its clock was set.
  case wallClock(unixSecondsAtZero: Int)
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
  /// One prompt to two models.
  case compare(ComparedPrompt)
  /// Of two turns that answered the same prompt, go on behind `chosen`; both
  /// are over.
  case goOn(chosen: TurnID, passedOver: TurnID)
  /// Of the sessions that are kept.
  case library(LibraryRequest)
  case copying(CopyRequest)
  case files(FileRequest)
  case shell(ShellRequest)
  case terminal(TerminalRequest)
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
  /// See what other programs have added to it; answered by `.history`.
  case refreshHistory
  /// Keep these drafts for the case that the program is ended.
  case keepDrafts([String])
  /// Keep these; what earlier runs left behind is among them.
  case takeOverDrafts([String])
  case bell
  /// The answer to the question of this id; `nil`: declined.
  case answer(Int, String?)
  /// Find out what is behind this model, which was named by its address.
  case describe(ModelDescriptor)
  /// Begin a sign-in by hand: the device login or the user's refresh command.
  case signIn
  /// End the sign-in that goes on.
  case cancelSignIn
  /// Find out what the account can use: it has just been found out which it is.
  case discover
  /// Show this address in the user's browser.
  case openURL(String)
}
