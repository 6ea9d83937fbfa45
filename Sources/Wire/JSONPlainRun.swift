/// Finds the end of the part of a JSON string that stands for itself: the hot
/// loop of a stream.
public enum JSONPlainRun {
  private static let quote = UInt8(ascii: "\""), backslash = UInt8(ascii: "\\")

  /// The first place at or behind `start` that is a quote, a backslash or a
  /// control character, or the end of `bytes`.
  public static func end(_ bytes: Span<UInt8>, from start: Int) -> Int {
    WordSearch.first(in: bytes, from: start) { word in
      WordSearch.marks(of: quote, in: word) | WordSearch.marks(of: backslash, in: word)
        | WordSearch.marks(below: 0x20, in: word)
    } isMember: { byte in
      byte == quote || byte == backslash || byte < 0x20
    }
  }
}
