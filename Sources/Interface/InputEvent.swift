/// What came from the keyboard's side of the terminal, decoded.
public enum InputEvent: Hashable, Sendable {
  case key(Key)
  /// A bracketed paste, line ends as LF, otherwise as it came.
  case paste(String)
  /// The paste was longer than the bound and was cut there (bytes dropped).
  case pasteTruncated(droppedBytes: Int)
  case focus(Bool)
  case mouse(MouseEvent)
  /// The terminal's answer to one of our questions.
  case reply(TerminalReply)
}

/// A key with its modifiers.
public struct Key: Hashable, Sendable {
  /// Which key.
  public var code: KeyCode
  /// What was held with it.
  public var modifiers: Modifiers

  /// A key.
  public init(_ code: KeyCode, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }
}

/// Which key. Control letters come as `.character` in lower case with
/// `.control`; Enter, Tab, Backspace and Escape are never `.character`.
public enum KeyCode: Hashable, Sendable {
  case character(Character)
  case enter, tab, backspace, delete, insert, escape
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}

/// Modifier keys. Shift is set only where it is not in the character already
/// (Shift+Tab, Shift+Enter, Shift+arrows).
public struct Modifiers: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8
  /// A set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Shift.
  public static let shift = Modifiers(rawValue: 1)
  /// Alt or Meta.
  public static let alt = Modifiers(rawValue: 2)
  /// Control.
  public static let control = Modifiers(rawValue: 4)
}

/// A report of the mouse (only where capture is on).
public struct MouseEvent: Hashable, Sendable {
  /// What happened.
  public enum Action: Hashable, Sendable {
    case press(Int), release, wheelUp, wheelDown
    /// Moved with this button held.
    case drag(Int)
  }
  /// What the mouse did.
  public var action: Action
  /// Zero-based cell.
  public var row: Int, column: Int

  /// A report.
  public init(_ action: Action, row: Int, column: Int) {
    self.action = action
    self.row = row
    self.column = column
  }
}

/// What terminals answer to questions that we ask.
public enum TerminalReply: Hashable, Sendable {
  /// DECRQM: private mode and its state (0 unknown … 4 permanently reset).
  case mode(Int, state: Int)
  /// `CSI ? flags u`: the kitty keyboard protocol is there.
  case kittyKeyboard(flags: Int)
  /// Primary device attributes: the sentinel behind all other questions.
  case deviceAttributes
  /// OSC 11: the background colour, 16 bits a channel.
  case backgroundColor(red: Int, green: Int, blue: Int)
  /// Mode 2031: the terminal changed to dark or light colours.
  case colorScheme(isDark: Bool)
  /// `CSI 0 n`: everything that was sent before the question has been taken.
  case caughtUp
}
