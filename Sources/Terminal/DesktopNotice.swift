/// How a terminal is told to show a message on the desktop. There is no way to
/// ask; what the environment names is what is known.
enum DesktopNotice: Equatable, Sendable {
  /// Nobody knows: the bell rings.
  case unknown
  /// `OSC 9`: iTerm2, WezTerm, Ghostty.
  case iTerm
  /// `OSC 99`: kitty.
  case kitty
  /// `OSC 777`: foot, rxvt.
  case rxvt

  init(environment: [String: String]) {
    let term = environment["TERM"] ?? ""
    let program = environment["TERM_PROGRAM"] ?? ""
    if term.hasPrefix("xterm-kitty") || environment["KITTY_WINDOW_ID"] != nil {
      self = .kitty
    } else if term.hasPrefix("foot") || term.hasPrefix("rxvt") {
      self = .rxvt
    } else if ["iTerm.app", "WezTerm", "ghostty"].contains(program)
      || term.hasPrefix("wezterm") || term.hasPrefix("xterm-ghostty")
    {
      self = .iTerm
    } else {
      self = .unknown
    }
  }

  /// The bytes that show `text`, which holds no control characters; `nil`: ring
  /// the bell. Within tmux they go through it, which only some are set up for:
  /// the others drop them without a word, so the bell rings as well.
  func bytes(_ text: String, isInTmux: Bool) -> String? {
    // A message that begins with a number is a progress report to some.
    let message = "adit: \(text)"
    let bytes: String
    switch self {
    case .unknown: return nil
    case .iTerm: bytes = "\u{1b}]9;\(message)\u{7}"
    case .kitty: bytes = "\u{1b}]99;;\(message)\u{1b}\\"
    case .rxvt: bytes = "\u{1b}]777;notify;adit;\(text.replacingSemicolons)\u{7}"
    }
    guard isInTmux else { return bytes }
    let doubled = bytes.unicodeScalars.map { $0 == "\u{1b}" ? "\u{1b}\u{1b}" : String($0) }
    return "\u{7}\u{1b}Ptmux;\(doubled.joined())\u{1b}\\"
  }
}

extension String {
  /// Without what separates the fields of a command.
  fileprivate var replacingSemicolons: String { String(map { $0 == ";" ? "," : $0 }) }
}
