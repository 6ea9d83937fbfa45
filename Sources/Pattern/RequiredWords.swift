/// Pieces of text one of which every match of a pattern holds, one for each
/// alternative, so that a text without them need not be matched at all.
public struct RequiredWords: Hashable, Sendable {
  /// More alternatives cost more than making the text.
  private static let maximumAlternatives = 8

  /// One for each alternative.
  public let words: [RequiredWord]

  /// Those of `pattern`; `nil`: none can be told.
  public init?(of pattern: String, letters: RegularExpression.Letters) {
    let source = Array(pattern.utf8)
    let ignoresCase =
      switch letters {
      case .exact: false
      case .either: true
      case .smart: !RegularExpression.hasCapital(source)
      }
    var reader = RequiredWordReader(pattern: source, ignoresCase: ignoresCase)
    guard let alternatives = reader.alternatives(), alternatives.count <= Self.maximumAlternatives
    else { return nil }
    var words: [RequiredWord] = []
    for alternative in alternatives {
      guard let word = RequiredWord(longestOf: alternative, ignoresCase: ignoresCase) else {
        return nil
      }
      words.append(word)
    }
    self.words = words
  }

  /// Whether one of them stands in `text`.
  public func areFound(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    words.contains { $0.firstIndex(in: text) != nil }
  }
}
