internal import Interface

/// What the names in the environment tell of a terminal. What it answers by
/// itself is asked later and counts more.
struct TerminalTraits: Equatable, Sendable {
  /// Understands xterm's private sequences or ignores them quietly: bracketed
  /// paste and our questions may be sent.
  let speaksXterm: Bool
  /// Knows modifyOtherKeys. Others take `CSI > 4 ; 1 m` for underlined bold.
  let knowsModifyOtherKeys: Bool
  /// Keeps a title on a stack while the program has one of its own.
  let keepsTitles: Bool
  /// Whether the cursor has shapes (DECSCUSR) and takes its own back.
  let hasCursorShapes: Bool
  /// How the terminal shows a message on the desktop.
  let desktopNotice: DesktopNotice
  /// Whether what is sent goes through tmux.
  let isInTmux: Bool
  /// TERM names a direct-colour entry.
  let namesDirectColor: Bool
  /// NO_COLOR is set and not empty (no-color.org).
  let wantsNoColor: Bool

  private static let xtermLike = [
    "xterm", "screen", "tmux", "rxvt", "alacritty", "kitty", "foot", "wezterm", "ghostty",
    "konsole", "gnome", "vte", "st-", "stterm", "contour", "mintty", "iterm", "putty", "mlterm",
    "rio",
  ]
  private static let modifyOtherKeysLike = ["xterm", "tmux", "mintty", "contour"]

  private static let titleStackLike = [
    "xterm", "tmux", "alacritty", "kitty", "foot", "wezterm", "ghostty", "konsole", "gnome", "vte",
    "contour", "mintty", "iterm", "rio",
  ]

  /// Those of xterm's family that are not known to have one shape only.
  private static let cursorShapeLike = titleStackLike + ["rxvt-unicode", "mlterm", "st-"]

  init(environment: [String: String]) {
    let term = environment["TERM"] ?? ""
    isInTmux = !(environment["TMUX"] ?? "").isEmpty
    speaksXterm = term == "st" || Self.xtermLike.contains(where: term.hasPrefix)
    knowsModifyOtherKeys =
      Self.modifyOtherKeysLike.contains(where: term.hasPrefix)
      || isInTmux && term.hasPrefix("screen")
    // GNU screen takes a title and has no way to give the old one back; rxvt
    // and PuTTY do not know the stack either.
    keepsTitles =
      speaksXterm && isInTmux
      || Self.titleStackLike.contains(where: term.hasPrefix) && environment["STY"] == nil
    hasCursorShapes =
      speaksXterm
      && (isInTmux || term == "st" || Self.cursorShapeLike.contains(where: term.hasPrefix))
    desktopNotice = DesktopNotice(environment: environment)
    namesDirectColor = term.contains("-direct")
    wantsNoColor = !(environment["NO_COLOR"] ?? "").isEmpty
  }

  /// The level for a terminal of that many colours. COLORTERM alone does not
  /// make it direct: curses sends what the entry says.
  func colorLevel(colors: Int) -> ColorLevel {
    switch colors {
    case _ where wantsNoColor: .mono
    case (1 << 24)...: namesDirectColor ? .direct : .indexed256
    case 256...: .indexed256
    case 8...: .ansi16
    default: .mono
    }
  }

  // MARK: what is sent, as pairs

  /// Modes on: bracketed paste, reports of the focus and of a change between
  /// dark and light colours, keys; `kitty` once that protocol was acknowledged.
  func modesOn(kitty: Bool) -> String {
    (speaksXterm ? "\u{1b}[?2004h\u{1b}[?1004h\u{1b}[?2031h" : "")
      + (knowsModifyOtherKeys ? "\u{1b}[>4;1m" : "") + (kitty ? Self.kittyOn : "")
  }

  /// The same backwards. Safe to send twice, except for what `kitty` pops.
  func modesOff(kitty: Bool) -> String {
    (kitty ? Self.kittyOff : "") + (knowsModifyOtherKeys ? "\u{1b}[>4m" : "")
      + (speaksXterm ? "\u{1b}[?2031l\u{1b}[?1004l\u{1b}[?2004l" : "")
  }

  /// Reports of the mouse, in the form that has no bound (1006).
  static func mouseOn(_ mouse: InterfaceSettings.Mouse) -> String {
    switch mouse {
    case .off: ""
    case .wheel: "\u{1b}[?1000h\u{1b}[?1006h"
    case .full: "\u{1b}[?1002h\u{1b}[?1006h"
    }
  }

  /// Safe to send twice.
  static let mouseOff = "\u{1b}[?1006l\u{1b}[?1002l\u{1b}[?1000l"

  /// The title of before goes on a stack, and comes back from it.
  static let titlePush = "\u{1b}[22;0t"
  static let titlePop = "\u{1b}[23;0t"

  static func title(_ text: String) -> String { "\u{1b}]2;\(text)\u{1b}\\" }

  /// The cursor's shape (DECSCUSR), without blinking; 0: the terminal's own.
  static func cursor(_ shape: CursorShape) -> String {
    let number =
      switch shape {
      case .standard: 0
      case .block: 2
      case .underline: 4
      case .bar: 6
      }
    return "\u{1b}[\(number) q"
  }

  /// Push flag 1: escape codes without ambiguity. The screens of kitty have a
  /// stack each, so on and off both belong to the alternate one.
  static let kittyOn = "\u{1b}[>1u"
  private static let kittyOff = "\u{1b}[<u"
  /// Ends a synchronized update that a crash cut off.
  static let synchronizedOff = "\u{1b}[?2026l"

  /// Ends a sequence that was cut in two.
  static let cancel = "\u{18}"

  /// kitty keyboard, synchronized output, reports of the focus, the background,
  /// whether it is caught up, and the question that every terminal answers, as
  /// the last.
  var questions: String {
    guard speaksXterm else { return "" }
    return "\u{1b}[?u\u{1b}[?2026$p\u{1b}[?1004$p\(Self.backgroundQuestion)"
      + Self.caughtUpQuestion + Self.lastQuestion
  }

  /// Answered by every terminal that answers at all.
  static let lastQuestion = "\u{1b}[c"

  static let backgroundQuestion = "\u{1b}]11;?\u{1b}\\"
  /// Answered by `CSI 0 n` when everything before it was taken.
  static let caughtUpQuestion = "\u{1b}[5n"
}
