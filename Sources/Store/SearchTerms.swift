/// What a person searches for: words and phrases that all have to occur.
struct SearchTerms: Hashable, Sendable {
  /// Words that stand behind one another.
  struct Term: Hashable, Sendable {
    var words: [[UInt8]]
    /// Whether the last word may go on.
    var isPrefix: Bool

    /// In the language of the index. Words have neither quotes nor spaces, so
    /// that nothing in them is an operator.
    var expression: String {
      let text = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
      return "\"\(text)\"" + (isPrefix ? " *" : "")
    }
  }

  /// More terms than this are passed over: nobody reads so many.
  private static let mostTerms = 16
  /// More of a query is passed over.
  private static let mostCharacters = 512

  private(set) var terms: [Term] = []
  /// Whether nothing at all was asked for.
  private(set) var isBlank: Bool

  /// Reads what was typed: words, and phrases between double quotes; the last
  /// word may be the beginning of one, and so may that of a phrase whose end
  /// is still to be typed.
  init(_ query: String, tokenizer: SearchTokenizer) {
    let text = query.prefix(Self.mostCharacters)
    isBlank = text.allSatisfy { $0.isWhitespace || $0 == "\"" }
    let pieces = text.split(separator: "\"", omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      let isLast = index == pieces.count - 1
      if index.isMultiple(of: 2) {
        let words = piece.split(whereSeparator: \.isWhitespace)
        for (place, word) in words.enumerated() {
          let ends = isLast && place == words.count - 1 && piece.last?.isWhitespace == false
          add(word, isPrefix: ends, tokenizer)
        }
      } else {
        add(piece, isPrefix: isLast && piece.last?.isWhitespace == false, tokenizer)
      }
    }
  }

  private mutating func add(_ text: Substring, isPrefix: Bool, _ tokenizer: SearchTokenizer) {
    guard terms.count < Self.mostTerms else { return }
    let text = SearchText.separated(String(text))
    var words: [[UInt8]] = []
    var end = 0
    tokenizer.visit(text) { word, range in
      words.append(Array(word))
      end = range.upperBound
      return true
    }
    guard !words.isEmpty else { return }
    // Behind a mark (`c++`) no word goes on.
    let term = Term(words: words, isPrefix: isPrefix && end == text.utf8.count)
    if !terms.contains(term) { terms.append(term) }
  }
}
