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

  /// GNU screen passes on only what is wrapped for it.
  let isInScreen: Bool

  /// `nil`: the text is too long.
  func sequence(for text: [UInt8]) -> String? {
    guard text.count <= Self.maximumBase64Bytes / 4 * 3 else { return nil }
    let start = "\u{1b}]52;c;"
    let base64 = Base64.encode(text)
    guard isInScreen else { return start + base64 + "\u{7}" }
    var result = "\u{1b}P" + start
    var rest = base64[...]
    while rest.utf8.count > Self.screenChunkBytes {
      result += rest.prefix(Self.screenChunkBytes) + "\u{1b}\\\u{1b}P"
      rest = rest.dropFirst(Self.screenChunkBytes)
    }
    return result + rest + "\u{7}\u{1b}\\"
  }
}
