/// Finds terms in the words of a text, as the index would.
struct TermMatcher {
  private let terms: [SearchTerms.Term]
  /// For each term the places where it may have begun: how many of its words
  /// were there, and where the first one begins.
  private var begun: [[(count: Int, start: Int)]]
  /// Which terms were found.
  private(set) var isFound: [Bool]

  init(_ terms: [SearchTerms.Term]) {
    self.terms = terms
    begun = Array(repeating: [], count: terms.count)
    isFound = Array(repeating: false, count: terms.count)
  }

  var hasAll: Bool { !isFound.contains(false) }

  /// Takes the next word; where a term ends with it, the bytes of that term.
  mutating func take(_ word: SearchTokenizer.Word, at range: Range<Int>) -> Range<Int>? {
    var match: Range<Int>?
    for (index, term) in terms.enumerated() {
      if begun[index].isEmpty, !Self.matches(word, term, 0) { continue }
      var going: [(count: Int, start: Int)] = []
      for place in begun[index] + [(count: 0, start: range.lowerBound)]
      where Self.matches(word, term, place.count) {
        guard place.count + 1 == term.words.count else {
          going.append((place.count + 1, place.start))
          continue
        }
        isFound[index] = true
        match = min(match?.lowerBound ?? place.start, place.start)..<range.upperBound
      }
      begun[index] = going
    }
    return match
  }

  private static func matches(
    _ word: SearchTokenizer.Word, _ term: SearchTerms.Term, _ place: Int
  ) -> Bool {
    let wanted = term.words[place]
    let isPrefix = term.isPrefix && place == term.words.count - 1
    guard isPrefix ? word.count >= wanted.count : word.count == wanted.count else { return false }
    return word.starts(with: wanted)
  }
}
