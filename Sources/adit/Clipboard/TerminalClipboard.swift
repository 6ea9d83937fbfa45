internal import Wire

/// The sequence that asks a terminal to take a text onto its clipboard
/// (OSC 52 of xterm's ctlseqs); it works over any connection.
struct TerminalClipboard: Equatable {
  /// The most of base64 that terminals are known to take: beyond it some drop
  /// all of it without a word.
  static let maximumBase64Bytes = 74_000
  /// GNU screen drops strings that are longer than its buffer, 256 bytes in
  /// older versions.
  static let screenChunkBytes = 240

  /// What stands between the program and the terminal.
  enum Carrier: Equatable {
    case none
    /// GNU screen passes on only what is wrapped for it.
    case screen
    /// tmux takes the sequence for itself where `set-clipboard` is on, and passes
    /// on what is wrapped where `allow-passthrough` is: it gets both, and drops
    /// without a word what it is not set to.
    case tmux
  }

  let carrier: Carrier

  /// By the variables that the two set.
  init(environment: [String: String]) {
    func has(_ name: String) -> Bool { environment[name]?.isEmpty == false }
    self.init(carrier: has("TMUX") ? .tmux : has("STY") ? .screen : .none)
  }

  init(carrier: Carrier) { self.carrier = carrier }

  /// `nil`: the text is too long.
  func sequence(for text: [UInt8]) -> String? {
    guard text.count <= Self.maximumBase64Bytes / 4 * 3 else { return nil }
    let start = "\u{1b}]52;c;"
    let base64 = Base64.encode(text)
    let plain = start + base64 + "\u{7}"
    switch carrier {
    case .none: return plain
    case .tmux: return plain + "\u{1b}Ptmux;\u{1b}" + plain + "\u{1b}\\"
    case .screen: break
    }
    var result = "\u{1b}P" + start
    var rest = base64[...]
    while rest.utf8.count > Self.screenChunkBytes {
      result += rest.prefix(Self.screenChunkBytes) + "\u{1b}\\\u{1b}P"
      rest = rest.dropFirst(Self.screenChunkBytes)
    }
    return result + rest + "\u{7}\u{1b}\\"
  }
}
