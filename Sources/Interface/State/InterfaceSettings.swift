/// What the user set about the screen and the keyboard.
public struct InterfaceSettings: Hashable, Sendable {
  /// What the program takes of the mouse.
  public enum Mouse: String, Hashable, Sendable, CaseIterable { case off, wheel, full }

  /// How the prompt is edited.
  public enum Editing: String, Hashable, Sendable, CaseIterable { case emacs, vi }

  /// What tells that a long turn has ended while the terminal had no focus.
  public enum Notification: String, Hashable, Sendable, CaseIterable { case off, bell, desktop }

  /// The mouse's use at the start; a key changes it.
  public var mouse: Mouse
  /// Keys of the prompt.
  public var editing: Editing
  /// How a long turn's end is told.
  public var notification: Notification
  /// Whether the terminal's window is named after what goes on.
  public var namesWindow: Bool
  /// Whether nothing moves by itself but what the model writes.
  public var reducesMotion: Bool
  /// Whether the last answer is printed when the program ends.
  public var printsLastAnswer: Bool
  /// Whether wide screens have a panel beside the transcript.
  public var hasSidePanel: Bool
  /// Whether the transcript follows what is written at its end.
  public var followsEnd: Bool
  /// The keys.
  public var keyMap: KeyMap

  /// Settings; what is left out is the program's default.
  public init(
    mouse: Mouse = .off, editing: Editing = .emacs, notification: Notification = .bell,
    namesWindow: Bool = true, reducesMotion: Bool = false, printsLastAnswer: Bool = false,
    hasSidePanel: Bool = true, followsEnd: Bool = true, keyMap: KeyMap = .standard
  ) {
    self.mouse = mouse
    self.editing = editing
    self.notification = notification
    self.namesWindow = namesWindow
    self.reducesMotion = reducesMotion
    self.printsLastAnswer = printsLastAnswer
    self.hasSidePanel = hasSidePanel
    self.followsEnd = followsEnd
    self.keyMap = keyMap
  }
}
