internal import Interface

/// What the names in the environment tell of a terminal. What it answers by
/// itself is asked later and counts more.
struct TerminalTraits: Equatable, Sendable {
  /// Understands xterm's private sequences or ignores them quietly: bracketed
  /// paste and our questions may be sent.
  let speaksXterm: Bool
  /// Knows modifyOtherKeys. Others take `CSI > 4 ; 1 m` for underlined bold.
  let knowsModifyOtherKeys: Bool
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

  init(environment: [String: String]) {
    let term = environment["TERM"] ?? ""
    let isInTmux = !(environment["TMUX"] ?? "").isEmpty
    speaksXterm = term == "st" || Self.xtermLike.contains(where: term.hasPrefix)
    knowsModifyOtherKeys =
      Self.modifyOtherKeysLike.contains(where: term.hasPrefix)
      || isInTmux && term.hasPrefix("screen")
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

  /// Modes on; `kitty` once that protocol was acknowledged.
  func modesOn(kitty: Bool) -> String {
    (speaksXterm ? "\u{1b}[?2004h" : "") + (knowsModifyOtherKeys ? "\u{1b}[>4;1m" : "")
      + (kitty ? Self.kittyOn : "")
  }

  /// The same backwards. Safe to send twice, except for what `kitty` pops.
  func modesOff(kitty: Bool) -> String {
    (kitty ? Self.kittyOff : "") + (knowsModifyOtherKeys ? "\u{1b}[>4m" : "")
      + (speaksXterm ? "\u{1b}[?2004l" : "")
  }

  /// Push flag 1: escape codes without ambiguity. The screens of kitty have a
  /// stack each, so on and off both belong to the alternate one.
  static let kittyOn = "\u{1b}[>1u"
  private static let kittyOff = "\u{1b}[<u"
  /// Ends a synchronized update that a crash cut off.
  static let synchronizedOff = "\u{1b}[?2026l"

  /// kitty keyboard, synchronized output, and the question that every
  /// terminal answers, as the last.
  var questions: String { speaksXterm ? "\u{1b}[?u\u{1b}[?2026$p\u{1b}[c" : "" }
}
