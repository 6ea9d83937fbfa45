internal import Engine

/// Cuts the place out of a text where terms were found.
struct SnippetMaker {
  /// Fits two rows of a list, or one of a wide window.
  static let longestText = 160
  /// Of those, what is shown before the first match.
  private static let before = 40
  /// Bytes that so many characters take at most, nearly always.
  private static let bytesPerCharacter = 4

  let terms: SearchTerms
  let tokenizer: SearchTokenizer

  /// The surroundings of the first match in `text`; `nil`: there is none.
  func snippet(of text: String, role: Role) -> SearchSnippet? {
    let separated = SearchText.separated(SearchText.bounded(text))
    var matches: [Range<Int>] = []
    var matcher = TermMatcher(terms.terms)
    tokenizer.visit(separated) { word, range in
      // Behind the cut nothing is shown.
      let end = matches.first.map { $0.lowerBound + Self.longestText * Self.bytesPerCharacter }
      guard range.lowerBound <= end ?? .max else { return false }
      if let match = matcher.take(word, at: range) {
        if let last = matches.last, last.upperBound > match.lowerBound {
          matches[matches.count - 1] =
            min(last.lowerBound, match.lowerBound)..<max(last.upperBound, match.upperBound)
        } else {
          matches.append(match)
        }
      }
      return true
    }
    guard let first = matches.first else { return nil }
    return cut(separated, around: first.lowerBound, matches: matches, role: role)
  }

  private func cut(
    _ text: String, around place: Int, matches: [Range<Int>], role: Role
  ) -> SearchSnippet {
    let bytes = text.utf8
    let match = bytes.index(text.startIndex, offsetBy: place)
    let start = Self.start(in: text, before: match)
    var line = SnippetLine(matches: matches)
    if start > text.startIndex { line.add("…") }
    var offset = bytes.distance(from: text.startIndex, to: start)
    var index = start
    while index < text.endIndex, line.length < Self.longestText - 1 {
      let character = text[index]
      line.add(character, at: offset)
      offset += character.utf8.count
      index = text.index(after: index)
    }
    if index < text.endIndex { line.add("…") }
    return SearchSnippet(role: role, text: line.text, matches: line.ranges)
  }

  /// Where the snippet begins: at a word, some way before the match.
  private static func start(in text: String, before match: String.Index) -> String.Index {
    var start = match
    var word = match
    for _ in 0..<before {
      guard start > text.startIndex else { return start }
      start = text.index(before: start)
      if text[start].isWhitespace { word = text.index(after: start) }
    }
    return start == text.startIndex
      ? start : word < match || text[start].isWhitespace ? word : start
  }
}

/// Builds one line of characters of which some are marked.
private struct SnippetLine {
  private let matches: [Range<Int>]
  private var next = 0
  private(set) var text = ""
  private(set) var length = 0
  private(set) var ranges: [Range<Int>] = []

  init(matches: [Range<Int>]) { self.matches = matches }

  mutating func add(_ mark: Character) {
    text.append(mark)
    length += 1
  }

  /// `offset`: where the character stands in the text that was searched.
  mutating func add(_ character: Character, at offset: Int) {
    while next < matches.count, matches[next].upperBound <= offset { next += 1 }
    // The separators of writings without spaces are no characters of the text.
    let scalars = character.unicodeScalars.filter { $0 != SearchText.separator }
    guard !scalars.isEmpty else { return }
    let isGap =
      character.isWhitespace || scalars.allSatisfy { $0.properties.generalCategory == .control }
    if isGap, text.isEmpty || text.last == " " { return }
    let start = text.utf8.count
    text.append(isGap ? " " : Character(String(String.UnicodeScalarView(scalars))))
    length += 1
    let end = offset + character.utf8.count
    guard next < matches.count, matches[next].lowerBound < end else { return }
    if let last = ranges.last, last.upperBound == start, isSameMatch {
      ranges[ranges.count - 1] = last.lowerBound..<text.utf8.count
    } else {
      ranges.append(start..<text.utf8.count)
    }
    openMatch = next
  }

  /// The match that the last marked character belonged to.
  private var openMatch: Int?

  private var isSameMatch: Bool { openMatch == next }
}
