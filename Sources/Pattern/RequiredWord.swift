/// Letters and digits of ASCII, among them a letter.
public struct RequiredWord: Hashable, Sendable {
  /// In small letters where `ignoresCase`.
  public let bytes: [UInt8]
  /// Whether capitals and small letters are one.
  public let ignoresCase: Bool
  /// How far the search may go on behind a byte that it looked at, by byte.
  private let skips: [Int]

  /// Shorter ones stand nearly everywhere, bytes.
  private static let minimumBytes = 2

  init?(longestOf words: [[UInt8]], ignoresCase: Bool) {
    self.ignoresCase = ignoresCase
    let useful = words.filter { $0.count >= Self.minimumBytes && $0.contains(where: Self.isLetter) }
    guard let longest = useful.max(by: { $0.count < $1.count }) else { return nil }
    bytes = longest
    var skips = Array(repeating: longest.count, count: 256)
    for (index, byte) in longest.dropLast().enumerated() {
      skips[Int(byte)] = longest.count - 1 - index
      if ignoresCase, Self.isLetter(byte) { skips[Int(byte ^ 0x20)] = longest.count - 1 - index }
    }
    self.skips = skips
  }

  /// Where it stands first in `text`, from `start` on.
  public func firstIndex(in text: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int? {
    let last = bytes.count - 1
    return bytes.withUnsafeBufferPointer { word in
      skips.withUnsafeBufferPointer { skips in
        var end = max(0, start) + last
        while end < text.count {
          let byte = text[end]
          if isSame(byte, word[last]) {
            var index = last
            while index > 0, isSame(text[end - last + index - 1], word[index - 1]) { index -= 1 }
            if index == 0 { return end - last }
          }
          end += skips[Int(byte)]
        }
        return nil
      }
    }
  }

  @inline(__always)
  private func isSame(_ byte: UInt8, _ wanted: UInt8) -> Bool {
    // Of the word, only letters are written small.
    byte == wanted
      || ignoresCase && byte | 0x20 == wanted && byte ^ wanted == 0x20
        && wanted &- 0x61 < 26
  }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
