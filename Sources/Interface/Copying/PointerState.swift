import Engine

/// What the program takes of the mouse, and what came of it last.
struct PointerState: Sendable {
  var mouse: InterfaceSettings.Mouse
  /// When the terminal's window got the focus; the click that gave it is not
  /// meant for what lies under it.
  var focusedAt: MonotonicTime?
  /// Where the button went down in the transcript, until it is let go.
  var pressedAt: Viewport.Anchor?
  /// The burst of arrows that is going on.
  var arrows: ArrowBurst?
  /// Whether it was said that PgUp scrolls.
  var hasHinted = false
}
