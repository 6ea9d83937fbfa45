/// Names one session for ever: a UUID, as the field's scripts expect. People
/// may give any beginning of it that is theirs alone.
public struct SessionID: Hashable, Sendable {
  /// Characters by which lists name a session.
  public static let shortLength = 8

  /// The UUID, lower case.
  public let text: String

  /// An id that was written down.
  public init(_ text: String) { self.text = text.lowercased() }

  /// The UUID (version 4 by its form) of 128 random bits.
  public init(random high: UInt64, _ low: UInt64) {
    let words = [high & ~0xF000 | 0x4000, low & ~(3 << 62) | 1 << 63]
    var digits = ""
    for word in words {
      let hex = String(word, radix: 16)
      digits += String(repeating: "0", count: 16 - hex.count) + hex
    }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text += "-" }
      text.append(digit)
    }
    self.text = text
  }

  /// Whether it is more than the beginning of an id.
  public var isWhole: Bool { text.utf8.count == Self.wholeLength }

  /// Characters of a UUID.
  public static let wholeLength = 36

  /// The id as lists show it.
  public var short: String { String(text.prefix(Self.shortLength)) }
}
