/// What the first bytes of a file tell about its encoding.
enum TextEncoding {
  /// Bytes looked at for what no text holds.
  private static let lookedAtBytes = 8 << 10

  /// Why the file is no UTF-8 text, with what to do; `nil`: it may be.
  static func problem(of head: [UInt8], name: String) -> String? {
    for (mark, encoding) in [
      ([0xFF, 0xFE, 0, 0], "UTF-32LE"), ([0, 0, 0xFE, 0xFF], "UTF-32BE"),
      ([0xFF, 0xFE], "UTF-16"), ([0xFE, 0xFF], "UTF-16"),
    ] as [([UInt8], String)] where head.starts(with: mark) {
      return "\(name) is \(encoding) text. Convert it: iconv -f \(encoding) -t UTF-8 \(name)"
        + " > utf8.txt"
    }
    guard head.prefix(lookedAtBytes).contains(0) else { return nil }
    return "\(name) is a binary file; text, images (PNG, JPEG, GIF, WebP) and PDFs go along."
  }
}
