/// A text in pieces like tokens: a word with the blank before it, long words in
/// parts, runs of other characters by four. Pieces end between scalars, not
/// between graphemes, as a tokenizer's do.
struct TextPieces: Sequence {
  /// Scalars in a piece of a long word.
  static let maximumScalars = 6

  var text: String

  func makeIterator() -> Iterator {
    Iterator(scalars: text.unicodeScalars, index: text.unicodeScalars.startIndex)
  }

  struct Iterator: IteratorProtocol {
    fileprivate let scalars: String.UnicodeScalarView
    fileprivate var index: String.UnicodeScalarView.Index

    mutating func next() -> String? {
      guard index < scalars.endIndex else { return nil }
      let start = index
      var count = 0
      var hasWord = false
      while index < scalars.endIndex, count < TextPieces.maximumScalars {
        let isBlank = scalars[index] == " " || scalars[index] == "\n"
        if isBlank, hasWord { break }
        if !isBlank { hasWord = true }
        index = scalars.index(after: index)
        count += 1
      }
      return String(scalars[start..<index])
    }
  }
}
