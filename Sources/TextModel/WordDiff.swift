/// What changed within a line, in words.
///
/// A word is a run of letters, digits and `_`, a run of blanks, or any other
/// character alone.
public struct WordDiff: Hashable, Sendable {
  /// Bytes of a line that are compared; longer lines have no word difference,
  /// nobody reads one there.
  public static let maximumLineBytes = 2_048
  /// Edits looked for: lines that differ in more words are different lines.
  public static let maximumEdits = 64
  /// Parts in a hundred of both lines that must be unchanged, blanks not
  /// counted: below that marks are noise.
  public static let minimumCommonPercent = 40

  /// Bytes of the old line's UTF-8 that are gone, in order.
  public var removed: [Range<Int>]
  /// Bytes of the new line's UTF-8 that are new, in order.
  public var added: [Range<Int>]

  /// The difference of two lines; `nil` when they are not alike.
  public static func between(_ old: some StringProtocol, _ new: some StringProtocol) -> WordDiff? {
    guard old.utf8.count <= maximumLineBytes, new.utf8.count <= maximumLineBytes else { return nil }
    let oldWords = words(of: old)
    let newWords = words(of: new)
    guard
      let diff = SequenceDiff.between(
        oldWords.map(\.text), newWords.map(\.text), maximumEdits: maximumEdits)
    else { return nil }
    var isGone = Array(repeating: false, count: oldWords.count)
    var removed: [Range<Int>] = []
    var added: [Range<Int>] = []
    for hunk in diff.hunks {
      for index in hunk.old { isGone[index] = true }
      if let range = range(of: oldWords[hunk.old]) { removed.append(range) }
      if let range = range(of: newWords[hunk.new]) { added.append(range) }
    }
    let common = oldWords.indices.reduce(0) { $0 + (isGone[$1] ? 0 : oldWords[$1].weight) }
    let all = oldWords.reduce(0) { $0 + $1.weight } + newWords.reduce(0) { $0 + $1.weight }
    guard 200 * common >= minimumCommonPercent * all else { return nil }
    return WordDiff(removed: removed, added: added)
  }

  /// A word and its place.
  private struct Word {
    var text: Substring
    var bytes: Range<Int>
    /// Bytes that are no blanks.
    var weight: Int
  }

  private static func range(of words: ArraySlice<Word>) -> Range<Int>? {
    guard let first = words.first, let last = words.last else { return nil }
    return first.bytes.lowerBound..<last.bytes.upperBound
  }

  private enum Kind { case word, blank, other }

  private static func kind(of character: Character) -> Kind {
    if character.isLetter || character.isNumber || character == "_" { return .word }
    return character.isWhitespace ? .blank : .other
  }

  private static func words(of line: some StringProtocol) -> [Word] {
    var rest = Substring(line)
    var words: [Word] = []
    var offset = 0
    while let first = rest.first {
      let kind = kind(of: first)
      let text = kind == .other ? rest.prefix(1) : rest.prefix { self.kind(of: $0) == kind }
      let count = text.utf8.count
      words.append(
        Word(text: text, bytes: offset..<offset + count, weight: kind == .blank ? 0 : count))
      offset += count
      rest = rest[text.endIndex...]
    }
    return words
  }
}
